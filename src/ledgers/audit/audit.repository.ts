import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { sealEntry, type AuditInput } from '../../domain/audit/entry.js';
import { type Tx } from '../../platform/transaction.js';

export { type AuditActor, type AuditInput } from '../../domain/audit/entry.js';

/** The ledger as every room sees it: an entry is written in the transaction of what it tells. */
@Injectable()
export class AuditRepository {
  /** Answers the entry's id. The row that keeps it pending for the sequencer is the database's own doing. */
  async append(tx: Tx, input: AuditInput): Promise<string> {
    const sealed = sealEntry(input, randomBytes);
    const row = [sealed.canonical, sealed.leafHash, input.at, input.act, input.actor.kind, input.actor.id, input.caseId ?? null];
    const [inserted] = sealed.personal.length === 0
      ? await tx.query<{ id: string }>(`${INSERT_ENTRY} RETURNING id`, row)
      : await tx.query<{ id: string }>(INSERT_WITH_PERSONAL, [
          ...row,
          sealed.personal.map((one) => one.name),
          sealed.personal.map((one) => Buffer.from(one.salt).toString('hex')),
          sealed.personal.map((one) => one.value),
        ]);
    if (inserted === undefined) throw new Error('an entry was inserted and has no id');
    return inserted.id;
  }
}

const INSERT_ENTRY = `INSERT INTO audit_entry (canonical, leaf_hash, at, act, actor_kind, actor_id, case_id)
VALUES ($1, $2, $3, $4, $5, $6, $7)`;

const INSERT_WITH_PERSONAL = `WITH entry AS (${INSERT_ENTRY} RETURNING id),
personal AS (
  INSERT INTO audit_personal (entry_id, name, salt, value)
  SELECT entry.id, one.name, decode(one.salt, 'hex'), one.value
  FROM entry, unnest($8::text[], $9::text[], $10::text[]) AS one (name, salt, value)
)
SELECT id FROM entry`;
