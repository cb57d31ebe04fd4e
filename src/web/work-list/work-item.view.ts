import { type Instant } from '../../domain/shared/instant.js';
import { lateActOf, type Wait } from '../../domain/tracing/waits.js';
import { type WorkLine } from '../../tracing/cases/work-list.service.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { paths } from '../paths.js';

export interface WorkItem {
  readonly id: string;
  readonly href: string;
  readonly reference: string;
  readonly partnerReference: string | null;
  readonly partner: string;
  readonly role: string;
  readonly state: string;
  readonly urgent: boolean;
  readonly sealed: boolean;
  /** What is to be done, in words, and where. */
  readonly next: { readonly text: string; readonly href: string };
  readonly more: readonly string[];
  readonly inCharge: string;
  /** This person has it, or an absent colleague whose deputy this person is. */
  readonly forAbsent: boolean;
  readonly selectable: boolean;
  readonly choose: string;
  /** Absent where no clock runs. */
  readonly due?: {
    readonly time: ShownTime;
    readonly distance: string;
    readonly clock: string;
    /** A term that binds is overdue; our own reminder has only passed. */
    readonly late?: 'overdue' | 'reminder';
  };
}

interface Around {
  readonly page: { readonly standingInFor: readonly string[] };
  readonly mayAssign: boolean;
  readonly names: ReadonlyMap<string, string>;
  readonly zones: ReadonlyMap<string, string>;
  readonly now: Instant;
  readonly zone: string;
}

export function workItem(words: Words, line: WorkLine, around: Around): WorkItem {
  const { assigneeId, partner } = line;
  const texts = line.waits.map((wait) => textOf(words, line, wait));
  return {
    id: line.id,
    href: paths.caseView.to(line.id),
    reference: line.reference,
    partnerReference: line.partnerReference,
    partner: partner === null ? words.t('workList.noPartner') : words.country(partner),
    role: words.term('caseRole', line.role),
    state: words.term('caseState', line.state),
    urgent: line.urgency === 'urgent',
    sealed: line.sealed,
    next: { text: texts[0] ?? lateText(words, line), href: hrefOf(line) },
    more: texts.slice(1),
    inCharge:
      assigneeId === null
        ? words.t('workList.nobody')
        : (around.names.get(assigneeId) ?? words.t('workList.unknownPerson')),
    forAbsent: assigneeId !== null && around.page.standingInFor.includes(assigneeId),
    selectable: around.mayAssign || assigneeId === null,
    choose: words.t('workList.choose', { reference: line.reference }),
    ...dueOf(words, line, around),
  };
}

function textOf(words: Words, { signable }: WorkLine, wait: Wait): string {
  return (wait === 'sign' || wait === 'confirm the entry') && !signable
    ? words.t('workList.forAnother')
    : words.term('wait', wait);
}

function lateText(words: Words, { due }: WorkLine): string {
  return due === null ? '' : words.term('lateAct', lateActOf(due.clock));
}

/** The page on which the act is done; where it has none of its own, the case. */
const PAGES: Partial<Record<Wait, (id: string) => string>> = {
  'confirm the entry': (id) => paths.casePaper.to(id),
  'correct the entry': (id) => paths.casePaper.to(id),
  'complete the request': (id) => paths.draft.to(id),
  'acknowledge': (id) => paths.answer.to(id),
  'accept for tracing': (id) => paths.answer.to(id),
  'answer': (id) => paths.answer.to(id),
};

function hrefOf({ id, waits: [first], signable }: WorkLine): string {
  if (first === 'sign' && signable) return paths.approve.to(id);
  return (first === undefined ? undefined : PAGES[first]?.(id)) ?? paths.caseView.to(id);
}

function dueOf(words: Words, { due, partner }: WorkLine, { now, zone, zones }: Around): Pick<WorkItem, 'due'> {
  if (due === null) return {};
  const theirs = partner === null ? undefined : zones.get(partner);
  return {
    due: {
      time: words.dateTime(due.at, [zone, ...(theirs === undefined ? [] : [theirs])]),
      distance: words.distance(now, due.at),
      clock: words.term('clock', due.clock),
      ...(due.at > now ? {} : { late: due.standing === 'our reminder' ? 'reminder' : 'overdue' }),
    },
  };
}
