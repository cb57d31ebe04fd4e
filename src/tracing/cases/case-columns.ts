import { type Case, sharedOf, stateOf } from '../../domain/tracing/case.js';
import { nextDue, waitsOf } from '../../domain/tracing/waits.js';

/**
 * The rule by which the columns below follow from a case. Who adds a column or changes what one says raises it, and a migration makes the
 * index `trace_case_stale` anew with it: the sweep `cases.columns` then writes every row again that an older build wrote.
 */
export const COLUMNS_RULE = 1;

/** The columns of `trace_case` that say what its sealed content says, for lists, counts and searches. */
export const CASE_COLUMNS = [
  'id',
  'role',
  'thread',
  'own',
  'partner',
  'state',
  'shared_state',
  'reference',
  'partner_reference',
  'incident_id',
  'item',
  'exercise',
  'owning_agency_id',
  'sealed',
  'named_person_ids',
  'conflict_person_ids',
  'assignee_id',
  'previous_case_id',
  'requester_seq',
  'responder_seq',
  'outcome',
  'opened_at',
  'proposal_kind',
  'proposal_needs',
  'proposal_level',
  'proposed_by',
  'proposed_at',
  'approved_by',
  'urgency',
  'waits',
  'due_at',
  'due_clock',
  'due_standing',
  'version',
  'columns_rule',
  'mark_keys',
  'changed_at',
  'content',
] as const;

/** In the order of the columns, up to `columns_rule`. */
export function columnsOf(kase: Case): unknown[] {
  const shared = sharedOf(kase);
  const incident = shared.request?.incident ?? kase.draft?.body.incident;
  return [
    kase.id,
    kase.role,
    kase.thread,
    kase.own,
    kase.partner ?? null,
    stateOf(kase),
    shared.state,
    kase.reference,
    kase.partnerReference ?? null,
    // A request on paper belongs to no incident of this node.
    kase.paper === undefined ? (incident?.id ?? null) : null,
    kase.paper === undefined ? (incident?.item ?? null) : null,
    kase.exercise,
    kase.compartment.owningAgencyId,
    kase.compartment.sealed,
    kase.compartment.namedPersonIds,
    kase.compartment.conflictPersonIds,
    kase.assigneeId ?? null,
    kase.previous?.caseId ?? null,
    kase.streams.requester.length,
    kase.streams.responder.length,
    kase.closing?.outcome ?? shared.answer?.outcome ?? null,
    kase.openedAt,
    ...(kase.paper === undefined ? proposalColumns(kase.proposal) : paperColumns(kase.paper)),
    shared.request?.urgency ?? kase.draft?.body.urgency ?? null,
    waitsOf(kase),
    ...dueColumns(kase),
    kase.version,
    COLUMNS_RULE,
  ];
}

function proposalColumns(proposal: Case['proposal']): unknown[] {
  if (proposal === undefined) return [null, null, null, null, null, null];
  const { letter, needs, disclosure, by, at, approval } = proposal;
  return [letter.kind, needs, disclosure?.level ?? null, by, at, approval?.by ?? null];
}

/** Who may confirm what was keyed in; it is no letter, and stands in no list of letters to sign. */
function paperColumns({ waiting }: NonNullable<Case['paper']>): unknown[] {
  if (waiting === undefined || waiting.returned !== undefined) return [null, null, null, null, null, null];
  return [null, 'second person', null, waiting.transcribedBy, waiting.transcribedAt, null];
}

function dueColumns(kase: Case): unknown[] {
  const due = nextDue(kase);
  return due === undefined ? [null, null, null] : [due.at, due.clock, due.standing];
}
