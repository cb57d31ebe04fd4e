import { QUERY_PURPOSES } from '../../domain/firearm/query-purpose.js';
import { type CandidateList } from '../../registries/markings/markings.service.js';
import { type MarkingQueryDto } from '../../registries/markings/query.dto.js';
import { serialComparison, type SerialComparison } from '../comparison/serial-comparison.view.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';

export interface MarkingQueryView extends View {
  readonly form: FormState;
  readonly purposes: readonly { readonly value: string; readonly text: string }[];
}

export function markingQueryView(words: Words, form: FormState): MarkingQueryView {
  return { title: words.t('police.query.title'), form, purposes: words.terms('queryPurpose', QUERY_PURPOSES) };
}

export interface MarkingResultsView extends View {
  readonly asked: readonly Line[];
  readonly change: string;
  readonly again: string;
  /** The result as a file; none where nothing was found. */
  readonly file: string | undefined;
  readonly count: string;
  /** What to add where the question was too wide. */
  readonly tooMany: string | undefined;
  readonly candidates: readonly CandidateCard[];
  /** Where nothing was found: what may still be tried. */
  readonly advice: readonly string[];
  readonly opens: boolean;
  readonly handsIn: boolean;
}

interface Line {
  readonly name: string;
  readonly value: string;
  /** Read from left to right in every language: numbers and codes. */
  readonly code?: true;
}

interface CandidateCard {
  readonly rank: string;
  readonly score: string;
  readonly exact: boolean;
  readonly basis: string;
  readonly comparison: SerialComparison;
  readonly reasons: readonly string[];
  readonly record: readonly Line[];
  readonly href: string;
}

export interface MarkingResults {
  readonly id: string;
  readonly query: MarkingQueryDto;
  readonly found: CandidateList;
  /** May this person open a record? */
  readonly opens: boolean;
  readonly handsIn: boolean;
}

export function markingResultsView(words: Words, results: MarkingResults): MarkingResultsView {
  const { query, found, id } = results;
  const count = found.candidates.length;
  return {
    title: words.t('police.results.title'),
    back: { href: paths.markingQuery.to(), text: words.t('police.results.again') },
    asked: askedLines(words, query),
    change: `${paths.markingQuery.to()}?draft=${id}`,
    again: paths.markingQuery.to(),
    file: count === 0 ? undefined : `${paths.markingQueryFile.to()}?query=${id}`,
    count: words.t('police.results.count', { count }),
    tooMany: found.truncated ? tooManyText(words, query, count) : undefined,
    candidates: found.candidates.map((one, index) => cardOf(words, one, index, query)),
    advice: count > 0 ? [] : adviceFor(words, query),
    opens: results.opens,
    handsIn: results.handsIn,
  };
}

/** What was asked, line by line. */
export function askedLines(words: Words, query: MarkingQueryDto): readonly Line[] {
  const none = words.t('police.query.notGiven');
  return [
    { name: words.t('police.query.serial'), value: query.serial, code: true },
    { name: words.t('police.query.make'), value: query.make ?? none },
    { name: words.t('police.query.calibre'), value: query.calibre ?? none },
    {
      name: words.t('police.query.search'),
      value: words.t(query.lookAlikes === false ? 'police.query.exactOnly' : 'police.query.alsoAlike'),
    },
    { name: words.t('police.query.purpose'), value: words.term('queryPurpose', query.purpose) },
    { name: words.t('police.query.caseNumber'), value: query.caseNumber, code: true },
  ];
}

export function tooManyText(words: Words, query: MarkingQueryDto, count: number): string {
  const missing = (['make', 'calibre'] as const)
    .filter((name) => query[name] === undefined)
    .map((name) => words.t(`police.results.add.${name}`));
  const add = missing.length === 0 ? words.t('police.results.add.characters') : words.list(missing);
  return words.t('police.results.tooMany', { count: words.number(count), add });
}

function adviceFor(words: Words, query: MarkingQueryDto): readonly string[] {
  return [
    words.t('police.results.none.check'),
    ...(query.make === undefined && query.calibre === undefined ? [] : [words.t('police.results.none.wider')]),
    ...(query.lookAlikes === false ? [words.t('police.results.none.alike')] : []),
    words.t('police.results.none.parts'),
    words.t('police.results.none.meaning'),
  ];
}

/** Said by the comparison itself, character by character. */
const SHOWN_BY_COMPARISON = ['serial-look-alike', 'serial-differs'];

export function reasonsOf(words: Words, { reasons }: CandidateList['candidates'][number]): readonly string[] {
  return [...new Set(reasons.map(({ code }) => code))]
    .filter((code) => !SHOWN_BY_COMPARISON.includes(code))
    .map((code) => words.term('matchReason', code));
}

function cardOf(
  words: Words,
  one: CandidateList['candidates'][number],
  index: number,
  query: MarkingQueryDto,
): CandidateCard {
  const { recorded } = one;
  const known = (name: string, value: string | undefined, code?: true): readonly Line[] =>
    value === undefined ? [] : [{ name: words.t(`police.record.${name}`), value, ...(code && { code }) }];
  const reason = new URLSearchParams({ purpose: query.purpose, caseNumber: query.caseNumber }).toString();
  return {
    rank: words.number(index + 1),
    score: words.number(one.score, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    exact: one.basis === 'exact',
    basis: words.t(`police.results.basis.${one.basis === 'exact' ? 'exact' : 'alike'}`),
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
