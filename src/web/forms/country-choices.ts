import { listCountries } from '../../domain/directory/country-code.js';
import { type Words } from '../i18n/words.js';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** The States of a list, in the order of the reader's alphabet; withdrawn ones too, because marks outlive States. `own` first, where it is given. */
export function countryChoices(words: Words, own?: string): readonly Choice[] {
  const all = listCountries({ withdrawn: true })
    .map(({ code }) => ({ value: code, text: words.country(code) }))
    .sort((a, b) => words.compare(a.text, b.text));
  if (own === undefined) return all;
  return [{ value: own, text: words.country(own) }, ...all.filter(({ value }) => value !== own)];
}
