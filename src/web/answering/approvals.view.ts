import { msBetween, type Instant } from '../../domain/shared/instant.js';
import { type Approvals } from '../../tracing/cases/approvals.service.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';

export interface ApprovalsView extends View {
  readonly count: string;
  readonly groups: readonly ApprovalsGroup[];
  readonly truncated: boolean;
  /** Several requests wait for this person: they can be signed one after the other on one page. */
  readonly manyHref: string | undefined;
}

export interface ApprovalsGroup {
  readonly key: 'mine' | 'toSend' | 'others';
  readonly title: string;
  readonly lines: readonly ApprovalLine[];
}

export interface ApprovalLine {
  readonly href: string;
  readonly kind: string;
  readonly reference: string;
  /** To what it is about: the comparison behind an answer, else the case. */
  readonly aboutHref: string;
  readonly partner: string;
  readonly needs: string;
  readonly by: string;
  readonly waits: string;
  readonly since: ShownTime;
  readonly due: { readonly distance: string; readonly overdue: boolean } | undefined;
}

export interface ApprovalsInput {
  readonly found: Approvals;
  readonly names: ReadonlyMap<string, string>;
  readonly now: Instant;
  readonly zone: string;
}

const MINUTE_MS = 60_000;

type Waiting = Approvals['mine'][number];

export function approvalsView(words: Words, input: ApprovalsInput): ApprovalsView {
  const { found } = input;
  const group = (key: ApprovalsGroup['key']): ApprovalsGroup => ({
    key,
    title: words.t(`answering.approvals.${key}`),
    lines: found[key].map((one) => lineOf(words, one, input)),
  });
  return {
    title: words.t('answering.approvals.title'),
    wide: true,
    count: words.t('answering.approvals.count', { count: found.mine.length }),
    groups: (['mine', 'toSend', 'others'] as const).map(group).filter(({ lines }) => lines.length > 0),
    truncated: found.truncated,
    manyHref: found.mine.filter(mayBeOneOfMany).length > 1 ? paths.approveMany.to() : undefined,
  };
}

/** A request to another State that any second person may sign: the law lets it be one of many on a page. */
export function mayBeOneOfMany({ kind, needs }: Pick<Waiting, 'kind' | 'needs'>): boolean {
  return kind === 'REQUEST' && needs === 'second person';
}

function lineOf(words: Words, one: Waiting, { names, now, zone }: ApprovalsInput): ApprovalLine {
  return {
    href: paths.approve.to(one.caseId),
    kind: words.term('messageKind', one.kind),
    reference: one.reference,
    aboutHref: one.role === 'responder' ? paths.answer.to(one.caseId) : paths.caseView.to(one.caseId),
    partner: one.partner === null ? '' : words.country(one.partner),
    needs: words.term('approvalNeed', one.needs),
    by: names.get(one.by) ?? words.t('answering.somebody'),
    waits: msBetween(one.at, now) < MINUTE_MS ? '' : words.distance(now, one.at),
    since: words.dateTime(one.at, [zone]),
    due: one.dueAt === null ? undefined : { distance: words.distance(now, one.dueAt), overdue: one.dueAt <= now },
  };
}
