import { type Instant } from '../../domain/shared/instant.js';
import { type CandidateList } from '../../registries/markings/markings.service.js';
import { type MarkingQueryDto } from '../../registries/markings/query.dto.js';
import { serialComparison } from '../comparison/serial-comparison.view.js';
import { type Words } from '../i18n/words.js';
import { basisOf, reasonsOf } from './candidate-cards.js';
import { askedLines, tooManyText } from './marking-query.view.js';

/** Who takes a file out of which node, and when: it stands on the file, above and below. */
export interface Watermark {
  readonly state: string;
  readonly exercise: boolean;
  readonly by: string;
  readonly at: Instant;
  readonly zone: string;
}

type Row = readonly string[];

/** The result of a query as rows of a file: its mark, what it may be used for, what was asked, and the leads; no holder is in it. */
export function markingFileRows(
  words: Words,
  mark: Watermark,
  { query, found }: { readonly query: MarkingQueryDto; readonly found: CandidateList },
): readonly Row[] {
  const count = found.candidates.length;
  const { caseNumber } = query;
  const tooMany = tooManyText(words, query, found);
  const line = [markText(words, mark, query)];
  return [
    line,
    ...(mark.exercise ? [[words.t('layout.exerciseBanner')]] : []),
    [words.t('police.file.only', { purpose: words.term('queryPurpose', query.purpose), caseNumber })],
    [words.t('police.file.onward')],
    [words.t('police.results.lead')],
    [],
    ...askedLines(words, query).map(({ name, value }) => [name, value]),
    [words.t('police.results.count', { count })],
    ...(tooMany === undefined ? [] : [[tooMany]]),
    [],
    HEADINGS.map((name) => words.t(name)),
    ...found.candidates.map((one, index) => rowOf(words, one, index)),
    [],
    line,
  ];
}

function markText(words: Words, { state, by, at, zone }: Watermark, { caseNumber }: MarkingQueryDto): string {
  return words.t('police.file.mark', { state: words.country(state), by, time: words.timeIn(at, zone), caseNumber });
}

const HEADINGS = [
  'police.file.rank',
  'police.file.score',
  'police.file.basis',
  'police.file.number',
  'police.record.markKind',
  'police.record.component',
  'police.record.type',
  'police.record.make',
  'police.record.model',
  'police.record.calibre',
  'police.record.country',
  'police.record.year',
  'police.results.why',
  'police.file.differences',
] as const;

function rowOf(words: Words, one: CandidateList['candidates'][number], index: number): Row {
  const { recorded, score, asked, differences } = one;
  return [
    String(index + 1),
    score.toFixed(2),
    basisOf(words, one),
    recorded.text,
    words.term('markKind', recorded.markKind),
    words.term('component', recorded.component),
    words.term('weaponType', recorded.type),
    recorded.make ?? '',
    recorded.model ?? '',
    recorded.calibre ?? '',
    recorded.countryOfManufacture === undefined ? '' : words.country(recorded.countryOfManufacture),
    recorded.yearOfManufacture === undefined ? '' : String(recorded.yearOfManufacture),
    reasonsOf(words, one).join(' '),
    serialComparison(words, asked, differences).sentences.join(' '),
  ];
}
