import { type FieldRule, type FieldSaying } from '../../domain/shared/field-rules.js';
import { type Blocker } from '../../domain/shared/refusal.js';
import { type Words } from '../i18n/words.js';

/** What a field is comes before how much or how long it is. */
const FIRST: readonly FieldRule[] = ['choose', 'whole', 'number', 'yes-no', 'date', 'time', 'country'];

/** A reason that says a field lacks the form that is asked for, and how. */
export function isOfForm(reason: Blocker): reason is Blocker & { readonly says: FieldSaying } {
  return reason.says !== undefined;
}

/** What to do about a field that breaks these rules: an empty one is first of all to be filled in. */
export function formText(words: Words, broken: readonly FieldSaying[], empty: boolean): string {
  const asked = FIRST.map((one) => broken.find(({ code }) => code === one)).find(Boolean) ?? broken[0];
  if (asked === undefined) return '';
  if (empty && !FILLED_OTHERWISE.includes(asked.code)) return words.rule({ code: 'missing' });
  return words.rule(asked);
}

/** Nothing is typed into these: their own sentence says what to do about an empty one. */
const FILLED_OTHERWISE: readonly FieldRule[] = [
  'choose',
  'tooFew',
  'reachable',
  'node-keys',
  'one-reference-component',
  'mark-as-read',
  'nothing-changed',
  'column-missing',
  'file-too-large',
];
