import { VISIBLE } from './cases.queries.js';

/**
 * Parameters of every statement on the work list:
 * $1-$3 compartment, $4 now, $5 the end of "soon", $6 whose cases count as mine, $7 may sign level 2 and what needs a supervisor,
 * $8 may sign what needs the head, $9 may sign own work; nobody confirms what they keyed in from paper.
 */
const SIGNABLE = `(c.waits && ARRAY['sign', 'confirm the entry'] AND (c.proposed_by <> $1::uuid::text OR ($9 AND 'sign' = ANY (c.waits)))
  AND ($8 OR (c.proposal_needs <> 'head of NPC' AND ($7 OR (c.proposal_needs = 'second person' AND coalesce(c.proposal_level, 0) < 2)))))`;

/** Waits for our side, or its clock has run out while it waits for the other one. */
const WAITING = `(c.waits <> '{}' OR c.due_at <= $4)`;

/** What only another person can sign waits for that person. */
const FOR_ANOTHER = `(c.waits IN ('{sign}', '{"confirm the entry"}') AND NOT ${SIGNABLE})`;

export const SCOPES = {
  me: `(${SIGNABLE} OR ((c.assignee_id IS NULL OR c.assignee_id = ANY ($6)) AND NOT ${FOR_ANOTHER}))`,
  mine: 'c.assignee_id = ANY ($6)',
  unassigned: 'c.assignee_id IS NULL',
  all: 'true',
} as const;

export const GROUPS = {
  overdue: `(c.due_at <= $4 AND c.due_standing <> 'our reminder')`,
  reminder: `(c.due_at <= $4 AND c.due_standing = 'our reminder')`,
  soon: '(c.due_at > $4 AND c.due_at <= $5)',
  sign: SIGNABLE,
  persons: `(${SIGNABLE} AND c.proposal_level = 2)`,
  head: `(${SIGNABLE} AND c.proposal_needs = 'head of NPC')`,
  consent: `'decide on consent' = ANY (c.waits)`,
  answers: `c.waits && ARRAY['read the answer', 'read the refusal', 'ask the State that was named']`,
  undeliverable: `'see why nothing arrives' = ANY (c.waits)`,
  flags: `'act on a flag' = ANY (c.waits)`,
} as const;

// $4 to $9 are named in every statement, so that each has the same parameters whatever its filters.
export const FROM_WAITING = `FROM trace_case c
  WHERE ${VISIBLE} AND ${WAITING} AND ($5::timestamptz, $6::uuid[], $7::boolean, $8::boolean, $9::boolean) IS NOT NULL`;

export const LINE = `SELECT c.id, c.role, c.state, c.partner, c.reference, c.partner_reference, c.assignee_id, c.urgency, c.waits, c.due_at, c.due_clock,
  c.due_standing, c.exercise, c.sealed, c.opened_at, c.version, ${SIGNABLE} AS signable`;

export const BY_DUE = `ORDER BY coalesce(c.due_at, 'infinity'::timestamptz), c.id`;
export const AFTER_DUE = (due: string, id: string): string =>
  `(coalesce(c.due_at, 'infinity'::timestamptz), c.id) > (${due}::timestamptz, ${id}::uuid)`;
