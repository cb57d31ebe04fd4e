export const ADD_MESSAGE = `
INSERT INTO outbox (id, kind, case_id, thread, partner, direction, seq, seen, message_kind, letter, exercise, state, attempts, next_at, created_at)
VALUES ($1, 'message', $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', 0, $11, $11)`;

export const ADD_RECEIPT = `
INSERT INTO outbox (id, kind, case_id, thread, partner, receipt_jws, exercise, state, attempts, next_at, created_at)
VALUES ($1, 'receipt', $2, $3, $4, $5, false, 'waiting', 0, $6, $6) ON CONFLICT (id) DO NOTHING`;

/** Due, free, and with no earlier message of its stream still waiting: prev must name a message that is signed and will arrive first. */
const DUE = `
o.state = 'waiting' AND o.next_at <= $1 AND (o.lease_until IS NULL OR o.lease_until <= $1)
AND (o.kind = 'receipt' OR NOT EXISTS (
  SELECT FROM outbox e WHERE e.thread = o.thread AND e.direction = o.direction AND e.seq < o.seq AND e.state = 'waiting' AND e.kind = 'message'))`;

export const CLAIM = `
WITH due AS (
  SELECT id FROM outbox o WHERE ${DUE} ORDER BY next_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
), taken AS (
  UPDATE outbox o SET lease_until = $2 FROM due WHERE o.id = due.id RETURNING o.id, o.kind, o.thread, o.partner, o.attempts, o.next_at
)
SELECT id, kind, thread, partner, attempts FROM taken ORDER BY next_at, id`;

export const CLAIM_ONE = `
UPDATE outbox o SET lease_until = $2 WHERE o.id = $3 AND ${DUE} RETURNING o.id, o.kind, o.thread, o.partner, o.attempts`;

/** A message and the VOID that gives it up have one prev; the one before may have been given up too, so the standing one is taken. */
export const ITEM = `
SELECT o.*, (
  SELECT e.mid FROM outbox e WHERE e.thread = o.thread AND e.direction = o.direction AND e.seq = o.seq - 1 AND e.kind = 'message'
  ORDER BY array_position(ARRAY['delivered', 'waiting', 'rejected', 'voided'], e.state) LIMIT 1) AS prev
FROM outbox o`;

export const SAVE_SIGNED = "UPDATE outbox SET jws = $2, mid = $3 WHERE id = $1 AND kind = 'message' AND mid IS NULL";

export const SAVE_SEALED = `
UPDATE outbox SET jwe = $2, sealing_kid = $3
WHERE id = $1 AND (kind = 'receipt' OR mid IS NOT NULL) AND (jwe IS NULL OR sealing_kid IS DISTINCT FROM $3)`;

export const RETRY_AT =
  "UPDATE outbox SET attempts = $2, next_at = $3, last_error = $4, lease_until = NULL WHERE id = $1 AND state = 'waiting'";

/** The partner applied the message that we had given up: its VOID, or whatever else stands there, has come too late. */
export const OTHERS_AT_PLACE = `
UPDATE outbox s SET state = 'rejected', ended_at = $2, lease_until = NULL, last_error = 'the message it gave up was applied first'
FROM outbox o WHERE o.id = $1 AND o.state = 'voided' AND s.kind = 'message' AND s.id <> o.id
  AND s.thread = o.thread AND s.direction = o.direction AND s.seq = o.seq AND s.state IN ('waiting', 'delivered')`;

export const END = `
UPDATE outbox SET state = $2, ended_at = $3, answer_jws = $4, lease_until = NULL, last_error = $5 WHERE id = $1 AND state = ANY ($6)`;

export const VOID_PLACE = `
UPDATE outbox SET state = 'voided', ended_at = $4, lease_until = NULL
WHERE thread = $1 AND direction = $2 AND seq = $3 AND kind = 'message' AND state IN ('waiting', 'delivered') RETURNING id`;

export const OLDEST_UNSENT =
  "SELECT min(created_at) AS oldest, count(*)::integer AS count FROM outbox WHERE state = 'waiting'";
