import { type KnownDate } from '../../domain/messages/index.js';
import { type Words } from '../i18n/words.js';

/** One line of a value; a number on metal is shown in letters of one width and never turned round. */
export interface LetterLine {
  readonly text: string;
  readonly serial?: true;
  /** Stands in the place of what this reader may not see. */
  readonly masked?: true;
}

export interface LetterRow {
  readonly label: string;
  readonly lines: readonly LetterLine[];
}

export interface LetterSection {
  readonly title: string;
  readonly rows: readonly LetterRow[];
}

/** No row where there is nothing to say. */
export function row(label: string, ...texts: readonly (string | undefined)[]): LetterRow[] {
  const lines = texts.filter((text): text is string => text !== undefined && text !== '').map((text) => ({ text }));
  return lines.length === 0 ? [] : [{ label, lines }];
}

export function section(title: string, rows: readonly LetterRow[]): LetterSection[] {
  return rows.length === 0 ? [] : [{ title, rows }];
}

export function knownDate(words: Words, date: KnownDate): string {
  return 'on' in date ? words.date(date.on) : words.t('letters.onOrBefore', { date: words.date(date.onOrBefore) });
}

export function dated(words: Words, date: string | undefined): string | undefined {
  return date === undefined ? undefined : words.date(date);
}

export function yesNo(words: Words, yes: boolean): string {
  return words.term('verdict', yes ? 'yes' : 'no');
}
