import countries from 'i18n-iso-countries';
import { refuse, succeed, type Result } from '../shared/refusal.js';
import { WITHDRAWN_CODES, type SuccessorHint } from './withdrawn-codes.js';

/** `practice`: user-assigned by ISO's letter, yet carried by real marks and records, and by other registers. */
export type CountryStanding = 'assigned' | 'practice' | 'withdrawn' | 'exercise';

export interface Country {
  readonly code: string;
  readonly standing: CountryStanding;
  /** A short English name for reading. It expresses no opinion on the status of any place. */
  readonly name: string;
  /** For a withdrawn code: whom a person may choose to ask. */
  readonly successors: readonly string[];
  readonly archives: readonly SuccessorHint[];
}

/** Who is to be asked is a State of today; a mark or a record may also name one that has ended. */
export interface CountryUse {
  /** User-assigned codes (XAA ...) serve exercises and nothing else. */
  readonly exercise: boolean;
  /** Withdrawn codes are taken: in marks and records, never as the State that is asked. */
  readonly withdrawn?: boolean;
  /** JSON pointer for the refusal. */
  readonly field?: string;
}

/** Refusals: `country-unknown`, `country-withdrawn` (successors in `reasons`), `country-exercise-only`. Source: ISO 3166-1, 3166-3. */
export function checkCountry(code: string, use: CountryUse): Result<Country> {
  const country = findCountry(code);
  const at = use.field === undefined ? {} : { field: use.field };
  if (country === undefined) return refuse('country-unknown', { ...at, rule: 'ISO 3166-1 alpha-3' });
  if (country.standing === 'withdrawn' && use.withdrawn !== true) {
    const reasons = country.successors.map((successor) => ({
      code: 'country-successor' as const,
      rule: 'ISO 3166-3',
      text: successorText(country, successor),
      values: { state: country.code, successor },
    }));
    return refuse('country-withdrawn', { ...at, rule: 'ISO 3166-3', reasons });
  }
  if (country.standing === 'exercise' && !use.exercise)
    return refuse('country-exercise-only', { ...at, rule: 'ISO 3166-1 8.1.3: user-assigned codes' });
  return succeed(country);
}

/** Answers undefined for a code that ISO neither assigned, withdrew, nor left to its users. */
export function findCountry(code: string): Country | undefined {
  if (!/^[A-Z]{3}$/.test(code)) return undefined;
  const practice = IN_PRACTICE[code];
  if (practice !== undefined) return plain(code, 'practice', practice);
  if (isUserAssigned(code)) return plain(code, 'exercise', `Exercise State ${code}`);
  const name = countries.getName(code, 'en');
  if (name !== undefined) return plain(code, 'assigned', name);
  const gone = WITHDRAWN_CODES[code];
  return gone === undefined
    ? undefined
    : { code, standing: 'withdrawn', name: gone.name, successors: gone.successors, archives: gone.archives ?? [] };
}

/** All codes that may be chosen, by code: for lists on pages and for a client. */
export function listCountries(use: Pick<CountryUse, 'withdrawn'>): readonly Country[] {
  const codes = [
    ...Object.keys(countries.getAlpha3Codes()),
    ...Object.keys(IN_PRACTICE),
    ...(use.withdrawn === true ? Object.keys(WITHDRAWN_CODES) : []),
  ];
  return codes
    .flatMap((code) => findCountry(code) ?? [])
    .filter((country) => country.standing !== 'exercise')
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** ISO 3166-1 alpha-2 of an assigned code, for calendars and other lists that are kept by it. */
export function alpha2Of(code: string): string | undefined {
  return findCountry(code)?.standing === 'assigned' ? countries.alpha3ToAlpha2(code) : undefined;
}

const IN_PRACTICE: Readonly<Record<string, string>> = { XKX: 'Kosovo' };

/** AAA-AAZ, QMA-QZZ, XAA-XZZ, ZZA-ZZZ are left to users (ISO 3166-1 8.1.3). */
function isUserAssigned(code: string): boolean {
  return /^(AA[A-Z]|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZ[A-Z])$/.test(code);
}

function plain(code: string, standing: CountryStanding, name: string): Country {
  return { code, standing, name, successors: [], archives: [] };
}

function successorText(country: Country, successor: string): string {
  const places = country.archives.filter((hint) => hint.successor === successor);
  const named = places.map((hint) => `${hint.place}${hint.verified ? '' : ' (not verified)'}`).join(', ');
  return named === '' ? successor : `${successor}: archive of ${named}`;
}
