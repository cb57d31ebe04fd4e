/** Where a sign is looked for. */
export const SIGN_PLACES = ['symbol', 'inscription', 'year code', 'serial'] as const;
export type SignPlace = (typeof SIGN_PLACES)[number];

/** What a sign tells: a proof house tests what is made and what is brought in, so a proof is less than a maker's mark. */
export const SIGN_SAYINGS = ['made', 'proofed', 'held', 'imported', 'dated'] as const;
export type SignSaying = (typeof SIGN_SAYINGS)[number];

export const SIGN_CONFIDENCES = ['strong', 'fair', 'weak'] as const;
export type SignConfidence = (typeof SIGN_CONFIDENCES)[number];

/** Drawings that no keyboard has: chosen from this list. */
export const SYMBOLS = [
  'ELG in a crowned oval',
  'ELG in an oval',
  'Perron column',
  'lion over PV',
  'star over a letter',
  'arrow in a triangle',
  'plain star',
  '10 in a double circle',
  'number in a triangle',
  'circle in a diamond',
  'crossed swords with two digits',
  'T in a circle',
  'crowned GP',
  'crowned V',
  'crossed sceptres with BCP',
  'rampant lion',
  'P in a bomb',
  'R in a bomb',
  'eagle over N',
  'antler',
  'SA in a box',
] as const;
export type MarkSymbol = (typeof SYMBOLS)[number];

/** One thing that is known of marks, with the publication that says so. */
export interface Sign {
  readonly id: string;
  readonly on: SignPlace;
  readonly symbol?: MarkSymbol;
  /** A regular expression over the folded text; its first group that is filled is the year. */
  readonly pattern?: string;
  /** Year by code. */
  readonly codes?: Readonly<Record<string, number>>;
  /** The pattern is over the serial as it is written, hyphens and all. */
  readonly written?: boolean;
  /** The year is this number and the group together. */
  readonly base?: number;
  /** The year is the first from this one on that ends in the two digits of the group. */
  readonly century?: number;
  /** The letters that stand for 0 to 9 in the group. */
  readonly digits?: string;
  /** Holds only for weapons of these makes (keys), or of a model that fits `models`. */
  readonly makes?: readonly string[];
  readonly models?: string;
  readonly says: SignSaying;
  /** ISO 3166-1 alpha-3, as the mark names it; absent where it only dates. */
  readonly country?: string;
  /** The factory, proof house or importer, by its own name. */
  readonly house?: string;
  /** The years in which the sign was in use. */
  readonly from?: number;
  readonly to?: number;
  readonly confidence: SignConfidence;
  /** Key of a source, or "not opened". */
  readonly source: string;
  readonly verified: boolean;
}

/** Capitals, no dots, brackets or quotes, single spaces. */
export function foldInscription(text: string): string {
  return text
    .normalize('NFC')
    .toUpperCase()
    .replace(/[[\](){}"“”«»*]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
