import { type Words } from '../i18n/words.js';
import { handlingRows, markRow, recoveryRows, weaponContent } from '../letters/request-content.js';
import { row, type LetterRow } from '../letters/letter-rows.js';
import { type Parts, type StepName } from './steps/step.js';

/** A part of a request as it will be read, with the way to change it. */
export interface SummaryCard {
  readonly id: string;
  readonly title: string;
  /** Empty where nothing was answered yet. */
  readonly rows: readonly LetterRow[];
  /** Do the labels of the rows say more than the title? */
  readonly labels: boolean;
  /** Absent where it may not be changed now. */
  readonly change?: string;
}

type HrefOf = (step: StepName) => string | undefined;

/** What holds for every weapon of an incident. */
export function commonCards(words: Words, parts: Parts, hrefOf: HrefOf): readonly SummaryCard[] {
  const { recovery, illicit = [], intendedUse, confidentiality, handling, urgency, doNotContactHolders } = parts;
  const l = (key: string): string => words.t(`letters.label.${key}`);
  const found = recovery === undefined ? [] : recoveryRows(words, recovery).filter(({ lines }) => !isBlank(lines));
  const circumstances = found.filter(({ label }) => label === l('circumstances'));
  const rows: Readonly<Record<Exclude<StepName, 'weapon' | 'serial' | 'characters' | 'marks'>, readonly LetterRow[]>> =
    {
      find: found.filter((one) => !circumstances.includes(one)),
      circumstances,
      grounds: illicit.flatMap(({ ground, law, explanation }) =>
        row(words.term('illicitGround', ground), law.trim(), explanation),
      ),
      use:
        intendedUse === undefined
          ? []
          : row(l('intendedUse'), words.term('intendedUse', intendedUse.use), intendedUse.text),
      confidentiality:
        confidentiality === undefined
          ? []
          : row(
              l('confidentiality'),
              words.t(`letters.confidentiality.${confidentiality.guaranteed ? 'guaranteed' : 'not'}`),
              confidentiality.disclosureLaw,
            ),
      handling:
        handling === undefined
          ? []
          : [
              ...handlingRows(words, handling),
              ...(doNotContactHolders === true ? row(l('holders'), words.t('letters.doNotContact')) : []),
            ],
      urgency:
        urgency === undefined
          ? []
          : row(l('urgency'), words.term('urgency', urgency), urgency === 'urgent' ? parts.urgencyReason : undefined),
    };
  return Object.entries(rows).map(([step, shown]) => cardOf(words, step as StepName, shown, hrefOf(step as StepName)));
}

/** One weapon: what it is, its serial number, its other marks. */
export function weaponCards(words: Words, { weapon }: Parts, hrefOf: HrefOf): readonly SummaryCard[] {
  const serial = weapon?.marks.find((mark) => mark.kind === 'serial');
  const { noMarkReason, ...described } = weapon ?? { type: 'unknown' as const, marks: [], noMarkReason: undefined };
  const what =
    weapon === undefined ? [] : weaponContent(words, { ...described, marks: [] }).flatMap(({ rows }) => rows);
  const others = described.marks.filter((mark) => mark !== serial);
  return [
    cardOf(words, 'weapon', what, hrefOf('weapon')),
    cardOf(
      words,
      'serial',
      [
        ...(serial === undefined ? [] : [markRow(words, serial)]),
        ...row(words.t('letters.label.noMark'), noMarkReason),
      ],
      hrefOf('serial'),
    ),
    cardOf(
      words,
      'marks',
      others.map((mark) => markRow(words, mark)),
      hrefOf('marks'),
    ),
  ];
}

export function cardOf(
  words: Words,
  step: StepName | 'nationalCheck' | 'addressee',
  rows: readonly LetterRow[],
  change: string | undefined,
): SummaryCard {
  return {
    id: step,
    title: words.t(`requests.step.${step}`),
    rows,
    labels: rows.length > 1 || LABELLED.includes(step),
    ...(change === undefined ? {} : { change }),
  };
}

/** The labels of these say something, even where there is one alone. */
const LABELLED: readonly string[] = ['grounds', 'marks', 'nationalCheck'];

/** A place that is held free for an answer shows as none. */
function isBlank(lines: readonly { readonly text: string }[]): boolean {
  return lines.every(({ text }) => text.trim() === '');
}
