import { listFile } from './list-files.js';
import { NOT_OPENED } from './sources.js';

/** A make by its own key. Countries are those where weapons under the name were made: hints, never a route (one brand, several States). */
export interface Make {
  readonly key: string;
  readonly name: string;
  /** Other spellings found on weapons and in records; case, accents and punctuation do not matter. */
  readonly spellings: readonly string[];
  /** The name in other scripts, by language. */
  readonly otherScripts: Readonly<Record<string, string>>;
  /** ISO 3166-1 alpha-3, the present State of the factory first; withdrawn codes are left to the mark itself. */
  readonly countries: readonly string[];
  /** Which source says so of which country; a country that is absent is general knowledge. */
  readonly countrySources: Readonly<Record<string, string>>;
  /** Years between which weapons bear the name: general knowledge, nowhere confirmed. */
  readonly from?: number;
  readonly to?: number;
  /** True where a source that was read names every one of the countries; false is general knowledge and is shown as such. */
  readonly verified: boolean;
  /** Keys of the sources, or that none was opened. */
  readonly source: string;
}

/** Ships with the program; a node adds code lists of its own by loading them. */
export const MAKES: readonly Make[] = (listFile('makes') as readonly Omit<Make, 'source'>[]).map((make) => ({
  ...make,
  source: [...new Set(Object.values(make.countrySources))].join(', ') || NOT_OPENED,
}));
