import { RETRIED_KINDS, type FailedWork } from '../../../exchange/failed-work.queries.js';
import { type CaseBeside } from '../../../tracing/cases/cases.queries.js';
import { type Words } from '../../i18n/words.js';
import { paths } from '../../paths.js';
import { failureText } from '../partners/exchange-words.js';
import { type Cell } from '../table.view.js';

export interface FailedRow {
  readonly cells: readonly Cell[];
  /** Where its "try now" goes. */
  readonly retry: string | undefined;
  /** Where it can be given up, with a reason: an act on the case. */
  readonly giveUp: string | undefined;
  /** For who hears the page: which one a button is about. */
  readonly name: string;
}

export interface FailedInput {
  readonly failed: readonly FailedWork[];
  /** By id: the cases that may be named to this person. */
  readonly cases: ReadonlyMap<string, CaseBeside>;
  readonly mayWork: boolean;
  readonly worksOnCases: boolean;
  readonly zone: string;
}

export const FAILED_COLUMNS = ['what', 'partner', 'case', 'since', 'why', 'tries'] as const;

/** What stands still, one by one. Of a case that this person may not know of, nothing is told: not even that it is there. */
export function failedRows(
  words: Words,
  { failed, cases, mayWork, worksOnCases, zone }: FailedInput,
): readonly FailedRow[] {
  return failed.flatMap((one): FailedRow[] => {
    const beside = one.caseId === null ? undefined : cases.get(one.caseId);
    if (one.caseId !== null && beside === undefined) return [];
    const retried = RETRIED_KINDS.find((kind) => kind === one.kind);
    const gives = worksOnCases && beside?.visible === true && one.kind === 'letter' && one.messageKind !== 'VOID';
    const what = whatText(words, one);
    return [
      {
        cells: [
          { text: what },
          { text: one.partner === null ? words.t('queues.failedWork.here') : words.country(one.partner) },
          caseCell(words, beside),
          { text: words.timeIn(one.since, zone) },
          { text: whyText(words, one) },
          triesCell(words, one, zone),
        ],
        retry: mayWork && retried !== undefined ? paths.queueRetryOne.to(retried, one.id) : undefined,
        giveUp: gives ? `${paths.caseAct.to(one.caseId ?? '', 'giving-up')}?item=${String(one.seq)}` : undefined,
        name: beside === undefined ? what : `${what}, ${beside.reference}`,
      },
    ];
  });
}

function whatText(words: Words, { kind, messageKind, seq }: FailedWork): string {
  const letter =
    messageKind === null
      ? ''
      : words.t('queues.failedWork.letterOf', { kind: words.term('messageKind', messageKind), seq: seq ?? 0 });
  return words.t(`queues.failedWork.kind.${kind}`, { letter });
}

function caseCell(words: Words, beside: CaseBeside | undefined): Cell {
  if (beside === undefined) return { text: words.t('queues.failedWork.noCase') };
  return beside.visible ? { text: beside.reference, href: paths.caseView.to(beside.id) } : { text: beside.reference };
}

function whyText(words: Words, { kind, error }: FailedWork): string {
  if (kind === 'letter' || kind === 'receipt') return failureText(words, error ?? '');
  if (kind === 'refused')
    return words.has(`errors.${error ?? ''}`) ? words.refusal(error ?? '') : words.t('queues.failedWork.noReason');
  return words.t(`queues.failedWork.defect.${kind}`);
}

function triesCell(words: Words, { attempts, nextAt }: FailedWork, zone: string): Cell {
  if (nextAt === null) return { text: words.t('queues.failedWork.noTry') };
  return {
    lines: [
      words.t('queues.failedWork.attempts', { count: attempts }),
      words.t('partners.nextTry', { at: words.timeIn(nextAt, zone) }),
    ],
  };
}
