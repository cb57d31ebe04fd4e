import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { originOf, parseCheckpoint, type SignedCheckpoint } from '../../domain/audit/checkpoint.js';
import { sealEntry, type AuditActor, type AuditInput } from '../../domain/audit/entry.js';
import { FIRST_ACT } from '../../domain/audit/open-log.js';
import { type Instant } from '../../domain/shared/instant.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { LEDGER_LOCK } from './ledger-lock.js';

export { type AuditActor, type AuditInput } from '../../domain/audit/entry.js';

export interface LogOpening {
  /** Higher than every epoch before it. */
  readonly epoch: number;
  readonly first: {
    readonly at: Instant;
    readonly actor: AuditActor;
    /** The last checkpoint of an earlier log that a partner holds; absent for the first log, and where no partner holds one. */
    readonly lastHeld?: { readonly holder: string; readonly note: string };
  };
}

export interface OpenedLog {
  readonly epoch: number;
  readonly origin: string;
}

/** The ledger as every room sees it: an entry is written in the transaction of what it tells. */
@Injectable()
export class AuditRepository {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
  ) {}

  /** Answers the entry's id. The row that keeps it pending for the sequencer is the database's own doing. */
  async append(tx: Tx, input: AuditInput): Promise<string> {
    const { canonical, leafHash, personal } = sealEntry(input, randomBytes);
    const row = [
      canonical,
      leafHash,
      input.at,
      input.act,
      input.actor.kind,
      input.actor.id,
      input.caseId ?? null,
      Buffer.from(canonical).includes(OWN_APPROVAL),
    ];
    const [inserted] =
      personal.length === 0
        ? await tx.query<{ id: string }>(`${INSERT_ENTRY} RETURNING id`, row)
        : await tx.query<{ id: string }>(INSERT_WITH_PERSONAL, [
            ...row,
            personal.map((one) => one.name),
            personal.map((one) => Buffer.from(one.salt).toString('hex')),
            personal.map((one) => one.value),
          ]);
    if (inserted === undefined) throw new Error('an entry was inserted and has no id');
    return inserted.id;
  }

  /**
   * Begins the log of a new epoch; what still waits for its place goes into it. Waits for a sequencer at work and keeps it out until
   * the caller's transaction ends. Throws where the epoch is not a later one or the checkpoint is not of an earlier log of this node.
   */
  async openLog(tx: Tx, { epoch, first }: LogOpening): Promise<OpenedLog> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LEDGER_LOCK]);
    const state = this.config['node.state'];
    const held = first.lastHeld === undefined ? undefined : parseCheckpoint(first.lastHeld.note);
    if (first.lastHeld !== undefined && (held?.state !== state || held.epoch >= epoch))
      throw new Error(`log ${String(epoch)} can not be opened after a checkpoint that is not of an earlier one`);
    if (((await this.currentLog(tx))?.epoch ?? 0) >= epoch) throw new Error(`log ${String(epoch)} is not a later one`);
    const origin = originOf(state, epoch);
    const lastHeld = first.lastHeld?.note ?? null;
    const data = { epoch, lastHeld, ...(first.lastHeld === undefined ? {} : { holder: first.lastHeld.holder }) };
    const entryId = await this.append(tx, { at: first.at, act: FIRST_ACT, actor: first.actor, data });
    await tx.execute(
      'INSERT INTO audit_log (epoch, origin, opened_at, first_entry, last_held) VALUES ($1, $2, $3, $4, $5)',
      [epoch, origin, first.at, entryId, lastHeld],
    );
    await tx.execute('INSERT INTO audit_leaf (epoch, leaf_index, entry_id) VALUES ($1, 0, $2)', [epoch, entryId]);
    await tx.execute('DELETE FROM audit_pending WHERE entry_id = $1', [entryId]);
    return { epoch, origin };
  }

  async currentLog(tx: Tx): Promise<OpenedLog | undefined> {
    return (await tx.query<OpenedLog>('SELECT epoch, origin FROM audit_log ORDER BY epoch DESC LIMIT 1'))[0];
  }

  /** The newest checkpoint that is committed, and so may leave the node; undefined before the first. */
  async latestCheckpoint(tx: Tx | null): Promise<SignedCheckpoint | undefined> {
    const [row] =
      tx === null
        ? await this.transactions.read<{ note: string }>(LATEST_CHECKPOINT)
        : await tx.query<{ note: string }>(LATEST_CHECKPOINT);
    if (row === undefined) return undefined;
    const checkpoint = parseCheckpoint(row.note);
    if (checkpoint === undefined) throw new Error('a stored checkpoint can not be read');
    return checkpoint;
  }

  /** Erases the personal values of a case's entries; hashes and proofs stay. Answers how many there were. */
  async erasePersonal(tx: Tx, caseId: string): Promise<number> {
    return tx.execute('DELETE FROM audit_personal USING audit_entry WHERE audit_entry.id = entry_id AND case_id = $1', [
      caseId,
    ]);
  }
}

/** As the constraint of the table looks for it: a flag further inside the data counts too. */
const OWN_APPROVAL = '"ownApproval":true';

const INSERT_ENTRY = `INSERT INTO audit_entry (canonical, leaf_hash, at, act, actor_kind, actor_id, case_id, own_approval)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

const INSERT_WITH_PERSONAL = `WITH entry AS (${INSERT_ENTRY} RETURNING id),
personal AS (
  INSERT INTO audit_personal (entry_id, name, salt, value)
  SELECT entry.id, one.name, decode(one.salt, 'hex'), one.value
  FROM entry, unnest($9::text[], $10::text[], $11::text[]) AS one (name, salt, value)
)
SELECT id FROM entry`;

const LATEST_CHECKPOINT = 'SELECT note FROM audit_checkpoint ORDER BY epoch DESC, size DESC LIMIT 1';
