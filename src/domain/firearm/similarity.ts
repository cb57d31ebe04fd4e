import { alignReading, readingDifferences, type Pair } from './alignment.js';
import { lookAlikeCertainty } from './look-alikes.js';
import { readingOf, type Place } from './mark-reading.js';
import { type Difference } from './serial-number.js';

/** How a make or a calibre of the question stands to that of the record; `by equivalence` is another name of the same thing. */
export type Agreement = 'agrees' | 'agrees by equivalence' | 'may agree' | 'differs' | 'unknown';

export interface Comparison {
  /** As read on the weapon. */
  readonly asked: string;
  /** As it stands in the record. */
  readonly recorded: string;
  readonly make: Agreement;
  readonly calibre: Agreement;
  /** 0 the reference component, 1 another frame or receiver, 2 and above the rest (`COMPONENT_RANKS`). */
  readonly componentRank: number;
}

export const MATCH_REASONS = [
  'serial-exact',
  'serial-look-alike',
  'serial-differs',
  'serial-short',
  'serial-illegible',
  'serial-one-of',
  'serial-unknown-part',
  'make-agrees',
  'make-by-equivalence',
  'make-may-agree',
  'make-differs',
  'make-unknown',
  'calibre-agrees',
  'calibre-by-equivalence',
  'calibre-may-agree',
  'calibre-differs',
  'calibre-unknown',
  'component-reference',
  'component-other',
] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** One sentence of why a candidate stands where it stands, with what it leaves of the score. */
export interface Reason {
  readonly code: MatchReason;
  readonly factor: number;
  readonly text: string;
}

export interface Similarity {
  /** 0..1, the product of the reasons' factors, to four places. A lead's rank, never a probability: a person confirms every hit. */
  readonly score: number;
  readonly basis: 'exact' | 'look-alike' | 'none';
  readonly reasons: readonly Reason[];
  readonly differences: readonly Difference[];
}

/** Fewer characters than this identify nothing on their own: serials repeat across makers and models. */
export const SHORT_SERIAL_CHARACTERS = 4;

const AGREEMENT_FACTORS = {
  make: { 'agrees': 1, 'agrees by equivalence': 1, 'may agree': 0.9, 'unknown': 0.8, 'differs': 0.3 },
  calibre: { 'agrees': 1, 'agrees by equivalence': 1, 'may agree': 0.97, 'unknown': 0.9, 'differs': 0.5 },
} as const satisfies Record<string, Record<Agreement, number>>;

const AGREEMENT_CODES = {
  make: {
    'agrees': 'make-agrees',
    'agrees by equivalence': 'make-by-equivalence',
    'may agree': 'make-may-agree',
    'unknown': 'make-unknown',
    'differs': 'make-differs',
  },
  calibre: {
    'agrees': 'calibre-agrees',
    'agrees by equivalence': 'calibre-by-equivalence',
    'may agree': 'calibre-may-agree',
    'unknown': 'calibre-unknown',
    'differs': 'calibre-differs',
  },
} as const satisfies Record<string, Record<Agreement, MatchReason>>;

const AGREEMENT_TEXTS = {
  'agrees': (what) => `The ${what} agrees.`,
  'agrees by equivalence': (what) => `The ${what} agrees: the two names stand for the same one.`,
  'may agree': (what) => `The ${what} may agree: one of the two names stands for several.`,
  'unknown': (what) => `The ${what} is not known on both sides.`,
  'differs': (what) => `The ${what} differs.`,
} as const satisfies Record<Agreement, (what: string) => string>;

export function similarity(comparison: Comparison): Similarity {
  const reading = readingOf(comparison.asked);
  const pairs = alignReading(reading, comparison.recorded);
  const serial = serialReasons(pairs);
  const reasons = [
    ...serial,
    agreementReason('make', comparison.make),
    agreementReason('calibre', comparison.calibre),
    componentReason(comparison.componentRank),
  ];
  const score = reasons.reduce((product, reason) => product * reason.factor, 1);
  return {
    score: Math.round(score * 10_000) / 10_000,
    basis: basisOf(serial),
    reasons,
    differences: readingDifferences(comparison.asked, comparison.recorded),
  };
}

/** Best first; equal scores in the order of the record's id, so that two runs give one list. */
export function byScore<T extends { readonly score: number; readonly firearmId: string }>(
  candidates: readonly T[],
): readonly T[] {
  return [...candidates].sort(
    (a, b) => b.score - a.score || (a.firearmId < b.firearmId ? -1 : a.firearmId > b.firearmId ? 1 : 0),
  );
}

function serialReasons(pairs: readonly Pair[]): Reason[] {
  const known = pairs.filter(({ place }) => place?.kind === 'known' || place?.kind === 'one of').length;
  const found = pairs.flatMap(pairReason);
  const reasons =
    found.length === 0
      ? [{ code: 'serial-exact' as const, factor: 1, text: 'The serial number agrees in every character.' }]
      : found;
  if (known >= SHORT_SERIAL_CHARACTERS) return reasons;
  return [
    ...reasons,
    {
      code: 'serial-short',
      factor: 0.5,
      text: `A serial number of ${String(known)} known characters does not identify on its own.`,
    },
  ];
}

function pairReason({ position, place, recorded }: Pair): readonly Reason[] {
  const where = `Character ${String(position + 1)}`;
  if (place?.kind === 'illegible' && recorded !== '')
    return [{ code: 'serial-illegible', factor: 0.95, text: `${where} is illegible; ${recorded} is recorded.` }];
  if (place?.kind === 'run')
    return recorded === ''
      ? []
      : [
          {
            code: 'serial-unknown-part',
            factor: 0.8,
            text: `From ${where.toLowerCase()} on ${recorded} is recorded, which was not read.`,
          },
        ];
  if (place?.kind === 'one of' && place.characters.includes(recorded))
    return [
      {
        code: 'serial-one-of',
        factor: 0.98,
        text: `${where} is one of ${place.characters.join(' ')}; ${recorded} is recorded.`,
      },
    ];
  return place?.kind === 'known' && place.character === recorded
    ? []
    : [differenceReason(where, askedOf(place, recorded), recorded)];
}

/** Of several characters that one which comes nearest to the record. */
function askedOf(place: Place | undefined, recorded: string): string {
  if (place?.kind === 'known') return place.character;
  if (place?.kind !== 'one of') return place === undefined ? '' : '?';
  return place.characters.find((one) => lookAlikeCertainty(one, recorded) !== undefined) ?? place.characters[0] ?? '';
}

function differenceReason(where: string, asked: string, recorded: string): Reason {
  const certainty = asked === '' || recorded === '' ? undefined : lookAlikeCertainty(asked, recorded);
  if (certainty !== undefined) {
    return {
      code: 'serial-look-alike',
      factor: certainty,
      text: `${where}: ${asked} was asked and ${recorded} is recorded; the two look alike.`,
    };
  }
  const shown = (character: string): string => (character === '' ? 'nothing' : character);
  return {
    code: 'serial-differs',
    factor: 0.2,
    text: `${where}: ${shown(asked)} was asked and ${shown(recorded)} is recorded.`,
  };
}

function agreementReason(what: 'make' | 'calibre', agreement: Agreement): Reason {
  return {
    code: AGREEMENT_CODES[what][agreement],
    factor: AGREEMENT_FACTORS[what][agreement],
    text: AGREEMENT_TEXTS[agreement](what),
  };
}

/** ITI 10: the mark on the essential component stands for the weapon; a barrel or slide may have been changed. */
function componentReason(rank: number): Reason {
  if (rank === 0)
    return { code: 'component-reference', factor: 1, text: 'The mark is on the component that stands for the weapon.' };
  return {
    code: 'component-other',
    factor: rank === 1 ? 0.98 : 0.9,
    text: 'The mark is on a component that may have been replaced.',
  };
}

/** A reading with doubt is no exact one: the places of its doubt are told like look-alikes. */
function basisOf(serial: readonly Reason[]): Similarity['basis'] {
  const codes = serial.map(({ code }) => code);
  if (codes.includes('serial-differs')) return 'none';
  return codes.every((code) => code === 'serial-exact' || code === 'serial-short') ? 'exact' : 'look-alike';
}
