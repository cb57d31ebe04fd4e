import { type PersonRole } from '../../domain/shared/actor.js';
import { type Instant } from '../../domain/shared/instant.js';
import { type CasesQueries } from '../../tracing/cases/cases.queries.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';

export type WorkLine = Awaited<ReturnType<CasesQueries['list']>>[number];

export interface WorkItem {
  readonly reference: string;
  readonly partner: string;
  readonly role: string;
  readonly state: string;
  /** Absent where no clock runs. */
  readonly due?: { readonly time: ShownTime; readonly distance: string; readonly overdue: boolean };
}

export interface WorkListView extends View {
  readonly count: string;
  readonly items: readonly WorkItem[];
  /** What to do where nothing waits, for each role that the person holds. */
  readonly advice: readonly string[];
}

export interface WorkListInput {
  readonly lines: readonly WorkLine[];
  readonly roles: readonly PersonRole[];
  readonly now: Instant;
  /** Of this State's contact point. */
  readonly zone: string;
}

export function workListView(words: Words, { lines, roles, now, zone }: WorkListInput): WorkListView {
  const waiting = lines.filter(waitsForUs).sort(byDue);
  return {
    title: words.t('workList.title'),
    count: words.t('workList.count', { count: waiting.length }),
    items: waiting.map((line) => itemOf(words, line, now, zone)),
    advice: [...new Set(roles)].map((role) => words.t(`workList.advice.${role}`)),
    wide: true,
  };
}

function itemOf(words: Words, line: WorkLine, now: Instant, zone: string): WorkItem {
  const { dueAt } = line;
  return {
    reference: line.reference,
    partner: line.partner === null ? words.t('workList.noPartner') : words.country(line.partner),
    role: words.term('caseRole', line.role),
    state: words.term('caseState', line.state),
    ...(dueAt === null
      ? {}
      : {
          due: {
            time: words.dateTime(dueAt, [zone]),
            distance: words.distance(now, dueAt),
            overdue: dueAt <= now,
          },
        }),
  };
}

type State = WorkLine['state'];

/** (role, state) -> is the next act ours? Where the other State is to act, its clock reminds us. */
const OURS = {
  requester: [
    'draft',
    'proposed',
    'approved',
    'undeliverable',
    'more asked',
    'answered',
    'refused',
    'not accepted',
    'forwarded',
  ],
  responder: ['received', 'acknowledged', 'in hand', 'answered in part', 'delayed', 'restricted', 'undeliverable'],
} as const satisfies Record<WorkLine['role'], readonly State[]>;

function waitsForUs(line: WorkLine): boolean {
  return (OURS[line.role] as readonly State[]).includes(line.state);
}

/** Overdue first, then what is due next; without a clock the oldest first. */
function byDue(a: WorkLine, b: WorkLine): number {
  if (a.dueAt !== b.dueAt) return a.dueAt === null ? 1 : b.dueAt === null ? -1 : a.dueAt < b.dueAt ? -1 : 1;
  return a.openedAt < b.openedAt ? -1 : 1;
}
