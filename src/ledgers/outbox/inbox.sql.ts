export const INSERT = `
INSERT INTO inbox (mid, jti, sender, thread, direction, seq, prev, seen, message_kind, case_id, exercise, jws, received_at, receipt_jws, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'waiting') ON CONFLICT DO NOTHING`;

/** The most telling conflict first. */
export const EXISTING = `
SELECT * FROM (
  SELECT i.*, 'mid' AS by, 1 AS rank FROM inbox i WHERE mid = $1
  UNION ALL SELECT i.*, 'jti', 2 FROM inbox i WHERE sender = $2 AND jti = $3
  UNION ALL SELECT i.*, 'place', 3 FROM inbox i WHERE sender = $2 AND thread = $4 AND direction = $5 AND seq = $6
) AS conflict ORDER BY rank LIMIT 1`;

export const END = "UPDATE inbox SET state = $2, ended_at = $3, reason = $4 WHERE mid = $1 AND state = 'waiting'";

/**
 * Every message before it in its stream is used up. All, not only the one before: a letter that is refused for its content uses its place up
 * at once, perhaps before its predecessors have come.
 */
const ITS_TURN = `
(SELECT count(*) FROM inbox e WHERE e.thread = i.thread AND e.direction = i.direction AND e.seq < i.seq AND e.state IN ('applied', 'rejected')) = i.seq - 1`;

/** The stream's places that are used up without a gap from the first on; the last of them is where the next letter goes. */
export const USED_UP = `
SELECT seq, mid FROM (
  SELECT e.seq, e.mid, row_number() OVER (ORDER BY e.seq) AS place FROM inbox e
  WHERE e.thread = i.thread AND e.direction = i.direction AND e.state IN ('applied', 'rejected')
) AS used WHERE seq = place ORDER BY seq DESC LIMIT 1`;

export const THREADS = `
SELECT thread FROM inbox i WHERE state = 'waiting' AND ${ITS_TURN}
GROUP BY thread ORDER BY min(received_at), thread LIMIT $1`;

/** Of each stream that waits: where the turn of its lowest waiting message has not come. */
export const GAPS = `
SELECT i.thread, i.direction, i.sender, w.since, 1 + coalesce((SELECT head.seq FROM (${USED_UP}) AS head), 0) AS from_seq
FROM inbox i
JOIN (
  SELECT thread, direction, min(seq) AS seq, min(received_at) AS since FROM inbox WHERE state = 'waiting' GROUP BY thread, direction
) AS w ON w.thread = i.thread AND w.direction = i.direction AND w.seq = i.seq
WHERE i.state = 'waiting' AND NOT ${ITS_TURN}
ORDER BY w.since, i.thread`;
