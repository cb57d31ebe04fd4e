import {
  expressionOf,
  foldedPattern,
  reversedPattern,
  widenedPattern,
  withinOneEdit,
  type SerialPattern,
  type Slot,
} from '../../../domain/firearm/serial-pattern.js';
import { foldLookAlike } from '../../../domain/firearm/look-alikes.js';
import { characters } from '../../../domain/firearm/serial-number.js';

/** The three indexes of `mark_key`. */
export type KeyIndex = 'norm' | 'skeleton' | 'reversed';

/** How one question is asked of the index. */
export type SerialPlan =
  /** Any of these keys, whole. */
  | { readonly kind: 'keys'; readonly index: KeyIndex; readonly keys: readonly string[] }
  /** From its beginning (in that index), place by place: each step is what may stand next. */
  | {
      readonly kind: 'walk';
      readonly index: KeyIndex;
      readonly steps: readonly Slot[];
      /** Absent: the steps are the whole key. Else the key goes on, and as a whole fits this. */
      readonly rest?: { readonly expression?: string };
    }
  /** Neither beginning nor end is known: every key is looked at. */
  | { readonly kind: 'scan'; readonly index: KeyIndex; readonly expression: string };

export interface SerialQuestion {
  readonly pattern: SerialPattern;
  /** Also what is read for it. */
  readonly lookAlikes: boolean;
  /** Also what one character replaced, lost or put in makes of it; only for a number that is certain. */
  readonly oneEdit: boolean;
}

/** Picks the cheapest statement. `alphabet`: every character that stands in any number of the registry. */
export function planFor(question: SerialQuestion, alphabet: readonly string[]): SerialPlan {
  const certain = certainText(question.pattern);
  if (certain !== undefined && question.oneEdit) return editPlan(certain, question.lookAlikes, alphabet);
  const { parts } = question.pattern;
  if (parts.length === 1) return wholePlan(question, alphabet);
  const [lead = [], tail = []] = [parts[0], parts.at(-1)];
  if (lead.length === 0 && tail.length === 0) return scanPlan(question);
  return knownOf(tail) > knownOf(lead) ? fromEnd(question, alphabet) : fromStart(question);
}

/** The text of a number without doubt. */
export function certainText({ parts }: SerialPattern): string | undefined {
  const [only = [], ...others] = parts;
  if (others.length > 0 || only.some((slot) => slot === 'any' || slot.length > 1)) return undefined;
  return only.flatMap((slot) => (slot === 'any' ? [] : slot)).join('');
}

function editPlan(text: string, lookAlikes: boolean, alphabet: readonly string[]): SerialPlan {
  if (!lookAlikes) return { kind: 'keys', index: 'norm', keys: withinOneEdit(text, alphabet) };
  const skeleton = characters(text).map(foldLookAlike).join('');
  return { kind: 'keys', index: 'skeleton', keys: withinOneEdit(skeleton, folded(alphabet)) };
}

/** From the side on which more is known. There is no index of reversed skeletons: from the end, each place is opened to its look-alikes instead. */
function wholePlan({ pattern, lookAlikes }: SerialQuestion, alphabet: readonly string[]): SerialPlan {
  const slots = pattern.parts[0] ?? [];
  if (knownBefore(slots) < knownBefore(slots.toReversed())) {
    const asked = reversedPattern(lookAlikes ? widenedPattern(pattern, alphabet) : pattern);
    return { kind: 'walk', index: 'reversed', steps: stepsOf(asked.parts[0] ?? []) };
  }
  const asked = lookAlikes ? foldedPattern(pattern) : pattern;
  return { kind: 'walk', index: lookAlikes ? 'skeleton' : 'norm', steps: stepsOf(asked.parts[0] ?? []) };
}

function fromStart({ pattern, lookAlikes }: SerialQuestion): SerialPlan {
  const asked = lookAlikes ? foldedPattern(pattern) : pattern;
  const steps = stepsOf(asked.parts[0] ?? []);
  return { kind: 'walk', index: lookAlikes ? 'skeleton' : 'norm', steps, rest: restOf(asked) };
}

function fromEnd({ pattern, lookAlikes }: SerialQuestion, alphabet: readonly string[]): SerialPlan {
  const asked = reversedPattern(lookAlikes ? widenedPattern(pattern, alphabet) : pattern);
  return { kind: 'walk', index: 'reversed', steps: stepsOf(asked.parts[0] ?? []), rest: restOf(asked) };
}

function scanPlan({ pattern, lookAlikes }: SerialQuestion): SerialPlan {
  return lookAlikes
    ? { kind: 'scan', index: 'skeleton', expression: expressionOf(foldedPattern(pattern)) }
    : { kind: 'scan', index: 'norm', expression: expressionOf(pattern) };
}

/** Where nothing but a run follows, the beginning says all. */
function restOf(pattern: SerialPattern): { expression?: string } {
  const onlyRun = pattern.parts.length === 2 && pattern.parts[1]?.length === 0;
  return onlyRun ? {} : { expression: expressionOf(pattern) };
}

/** Neighbours that are certain make one step. */
function stepsOf(slots: readonly Slot[]): readonly Slot[] {
  const steps: Slot[] = [];
  let literal = '';
  for (const slot of slots) {
    if (slot !== 'any' && slot.length === 1) literal += slot[0] ?? '';
    else {
      if (literal !== '') steps.push([literal]);
      literal = '';
      steps.push(slot);
    }
  }
  return literal === '' ? steps : [...steps, [literal]];
}

function folded(alphabet: readonly string[]): readonly string[] {
  return [...new Set(alphabet.map(foldLookAlike))].filter((text) => text !== '');
}

function knownOf(slots: readonly Slot[]): number {
  return slots.filter((slot) => slot !== 'any').length;
}

function knownBefore(slots: readonly Slot[]): number {
  const doubt = slots.findIndex((slot) => slot === 'any' || slot.length > 1);
  return doubt < 0 ? slots.length : doubt;
}
