import { type CandidateList } from '../../registries/markings/markings.service.js';
import { type ReadReason } from '../../registries/markings/query.dto.js';
import { serialComparison, type SerialComparison } from '../comparison/serial-comparison.view.js';
import { type Words } from '../i18n/words.js';
import { paths } from '../paths.js';

/** What is known, by its name. */
export interface Line {
  readonly name: string;
  readonly value: string;
  /** Read from left to right in every language: numbers and codes. */
  readonly code?: true;
}

/** A record that may be the weapon. */
export interface CandidateCard {
  readonly rank: string;
  readonly score: string;
  readonly exact: boolean;
  readonly basis: string;
  readonly comparison: SerialComparison;
  readonly reasons: readonly string[];
  readonly record: readonly Line[];
  readonly href: string;
}

/** Said by the comparison itself, character by character. */
const SHOWN_BY_COMPARISON = ['serial-look-alike', 'serial-differs'];

const BASES = { 'exact': 'exact', 'look-alike': 'alike', 'none': 'differs' } as const;

/** Best first; `reason` is why the registry is read, and opens the record. */
export function candidateCards(
  words: Words,
  found: CandidateList['candidates'],
  reason: Reason,
): readonly CandidateCard[] {
  return found.map((one, index) => cardOf(words, one, index, reason));
}

type Reason = Pick<ReadReason, 'purpose' | 'caseNumber'>;

function cardOf(words: Words, one: CandidateList['candidates'][number], index: number, query: Reason): CandidateCard {
  const { recorded } = one;
  const known = (name: string, value: string | undefined, code?: true): readonly Line[] =>
    value === undefined ? [] : [{ name: words.t(`police.record.${name}`), value, ...(code && { code }) }];
  const reason = new URLSearchParams({ purpose: query.purpose, caseNumber: query.caseNumber }).toString();
  return {
    rank: words.number(index + 1),
    score: words.number(one.score, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    exact: one.basis === 'exact',
    basis: basisOf(words, one),
    comparison: serialComparison(words, one.asked, one.differences),
    reasons: reasonsOf(words, one),
    record: [
      ...known('markKind', words.term('markKind', recorded.markKind)),
      ...known('component', words.term('component', recorded.component)),
      ...known('type', words.term('weaponType', recorded.type)),
      ...known('make', recorded.make),
      ...known('model', recorded.model),
      ...known('calibre', recorded.calibre),
      ...known(
        'country',
        recorded.countryOfManufacture === undefined ? undefined : words.country(recorded.countryOfManufacture),
      ),
      ...known(
        'year',
        recorded.yearOfManufacture === undefined
          ? undefined
          : words.number(recorded.yearOfManufacture, { useGrouping: false }),
      ),
    ],
    href: `${paths.firearmView.to(one.firearmId)}?${reason}`,
  };
}

export function reasonsOf(words: Words, { reasons }: CandidateList['candidates'][number]): readonly string[] {
  return [...new Set(reasons.map(({ code }) => code))]
    .filter((code) => !SHOWN_BY_COMPARISON.includes(code))
    .map((code) => words.term('matchReason', code));
}

export function basisOf(words: Words, { basis }: Pick<CandidateList['candidates'][number], 'basis'>): string {
  return words.t(`police.results.basis.${BASES[basis]}`);
}
