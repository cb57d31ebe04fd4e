export const INSERT = `
INSERT INTO inbox (mid, jti, sender, thread, direction, seq, prev, seen, message_kind, case_id, exercise, jws, received_at, receipt_jws, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'waiting') ON CONFLICT DO NOTHING`;

/** The most telling conflict first. */
export const EXISTING = `
SELECT * FROM (
  SELECT i.*, 'mid' AS by, 1 AS rank FROM inbox i WHERE mid = $1
  UNION ALL SELECT i.*, 'jti', 2 FROM inbox i WHERE sender = $2 AND jti = $3
  UNION ALL SELECT i.*, 'place', 3 FROM inbox i WHERE sender = $2 AND thread = $4 AND direction = $5 AND seq = $6 AND state <> 'superseded'
) AS conflict ORDER BY rank LIMIT 1`;

export const END = "UPDATE inbox SET state = $2, ended_at = $3, reason = $4 WHERE mid = $1 AND state = 'waiting'";

/** The message before it in its stream, used up. */
const USED_UP = `
SELECT FROM inbox e WHERE e.thread = i.thread AND e.direction = i.direction AND e.seq = i.seq - 1 AND e.state IN ('applied', 'rejected')`;

export const THREADS = `
SELECT thread FROM inbox i WHERE state = 'waiting' AND (seq = 1 OR EXISTS (${USED_UP}))
GROUP BY thread ORDER BY min(received_at), thread LIMIT $1`;

/** Of each stream that waits: where its lowest waiting message has no used-up one before it. */
export const GAPS = `
SELECT i.thread, i.direction, i.sender, w.since,
  1 + coalesce((SELECT max(e.seq) FROM inbox e WHERE e.thread = i.thread AND e.direction = i.direction AND e.state IN ('applied', 'rejected')), 0) AS from_seq
FROM inbox i
JOIN (
  SELECT thread, direction, min(seq) AS seq, min(received_at) AS since FROM inbox WHERE state = 'waiting' GROUP BY thread, direction
) AS w ON w.thread = i.thread AND w.direction = i.direction AND w.seq = i.seq
WHERE i.state = 'waiting' AND i.seq > 1 AND NOT EXISTS (${USED_UP})
ORDER BY w.since, i.thread`;
