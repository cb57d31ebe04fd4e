import { Injectable } from '@nestjs/common';
import { canonicalBytes, type Json } from '../../domain/shared/canonical.js';
import { addMs, type Instant } from '../../domain/shared/instant.js';
import { CaseCipher } from '../../platform/case-cipher.js';
import { type Tx } from '../../platform/transaction.js';

export interface NewFollowUp {
  /** Derived from (case, event, kind). */
  readonly id: string;
  /** The case that the command goes to. */
  readonly caseId: string;
  readonly command: Json;
  readonly at: Instant;
}

export interface FollowUp {
  readonly id: string;
  readonly caseId: string;
  readonly command: Json;
  readonly attempts: number;
}

@Injectable()
export class FollowUpRepository {
  constructor(private readonly cipher: CaseCipher) {}

  /** Adding it twice is adding it once; false for the second time. */
  async add(tx: Tx, { id, caseId, command, at }: NewFollowUp): Promise<boolean> {
    const sealed = await this.cipher.encrypt(tx, caseId, canonicalBytes(command));
    return (await tx.execute(ADD, [id, caseId, sealed, at])) === 1;
  }

  /** Takes due commands by lease, the longest due first. */
  async claim(
    tx: Tx,
    { now, leaseMs, limit }: { now: Instant; leaseMs: number; limit: number },
  ): Promise<readonly FollowUp[]> {
    return this.open(tx, await tx.query<Row>(CLAIM, [now, addMs(now, leaseMs), limit]), now);
  }

  /** Takes one command by lease, as its bell names it; undefined where it is done, or held by another. */
  async claimOne(
    tx: Tx,
    id: string,
    { now, leaseMs }: { now: Instant; leaseMs: number },
  ): Promise<FollowUp | undefined> {
    return (await this.open(tx, await tx.query<Row>(CLAIM_ONE, [now, addMs(now, leaseMs), id]), now))[0];
  }

  /** In the transaction of its effects; false where it was done before: then the effects must not be. */
  async done(tx: Tx, id: string, at: Instant): Promise<boolean> {
    return (await tx.execute(END, [id, 'done', at])) === 1;
  }

  async failed(
    tx: Tx,
    id: string,
    { attempts, nextAt, error }: { attempts: number; nextAt: Instant; error: string },
  ): Promise<void> {
    await tx.execute(
      "UPDATE follow_up SET attempts = $2, next_at = $3, last_error = $4, lease_until = NULL WHERE id = $1 AND state = 'waiting'",
      [id, attempts, nextAt, error],
    );
  }

  /** A command to a case whose key was destroyed has nothing left to say: it ends as erased. */
  private async open(tx: Tx, rows: readonly Row[], now: Instant): Promise<readonly FollowUp[]> {
    const found: FollowUp[] = [];
    for (const row of rows) {
      const bytes = await this.cipher.decrypt(tx, row.case_id, row.command);
      if (bytes === undefined) await tx.execute(END, [row.id, 'erased', now]);
      else
        found.push({
          id: row.id,
          caseId: row.case_id,
          command: JSON.parse(bytes.toString('utf8')) as Json,
          attempts: row.attempts,
        });
    }
    return found;
  }
}

interface Row {
  readonly id: string;
  readonly case_id: string;
  readonly command: Buffer;
  readonly attempts: number;
}

const ADD = `
INSERT INTO follow_up (id, case_id, command, state, attempts, next_at, created_at) VALUES ($1, $2, $3, 'waiting', 0, $4, $4) ON CONFLICT (id) DO NOTHING`;

const DUE = "state = 'waiting' AND next_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)";

const CLAIM = `
WITH due AS (
  SELECT id FROM follow_up WHERE ${DUE} ORDER BY next_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
), taken AS (
  UPDATE follow_up f SET lease_until = $2 FROM due WHERE f.id = due.id RETURNING f.*
)
SELECT id, case_id, command, attempts FROM taken ORDER BY next_at, id`;

const CLAIM_ONE = `UPDATE follow_up SET lease_until = $2 WHERE id = $3 AND ${DUE} RETURNING id, case_id, command, attempts`;

const END = "UPDATE follow_up SET state = $2, ended_at = $3, lease_until = NULL WHERE id = $1 AND state = 'waiting'";
