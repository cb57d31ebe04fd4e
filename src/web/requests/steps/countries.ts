import { findCountry, listCountries } from '../../../domain/directory/country-code.js';
import { type Words } from '../../i18n/words.js';

interface Choice {
  readonly value: string;
  readonly text: string;
}

/** States that a mark may name, those that have ended among them, by their names in the person's language. */
export function countryChoices(words: Words, more: readonly string[] = []): readonly Choice[] {
  const codes = [...new Set([...more, ...listCountries({ withdrawn: true }).map(({ code }) => code)])];
  return codes
    .filter((code) => findCountry(code) !== undefined)
    .map((code) => ({ value: code, text: words.country(code) }))
    .sort((a, b) => a.text.localeCompare(b.text, words.locale));
}
