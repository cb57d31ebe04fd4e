import { Injectable } from '@nestjs/common';
import { type Case } from '../../domain/tracing/case.js';
import { type CaseEvent } from '../../domain/tracing/event.js';
import { canonicalBytes, type Json } from '../../domain/shared/canonical.js';
import { type Actor } from '../../domain/shared/actor.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { announceChange } from '../../platform/change-feed.js';
import { CaseCipher } from '../../platform/case-cipher.js';
import { MasterKey } from '../../platform/master-key.js';
import { type Tx } from '../../platform/transaction.js';
import { CASE_COLUMNS, COLUMNS_RULE, columnsOf } from './case-columns.js';
import { type StoredEvent } from './case-history.js';
import { markForms } from './mark-forms.js';

/** A case as the table has it. `kase` is absent where its key was destroyed (purged). */
export interface StoredCase {
  readonly id: string;
  readonly state: string;
  readonly partner: string | null;
  readonly version: number;
  readonly kase?: Case;
}

export interface EventMeta {
  readonly at: Instant;
  readonly actor: Actor;
  readonly commandId: string;
  /** Versions of the facts that the decision knew. */
  readonly facts: Json;
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly partner: string | null;
  readonly version: number;
  readonly content: Buffer;
}

export interface EventPage {
  readonly before?: number;
  readonly types?: readonly CaseEvent['type'][];
  readonly limit: number;
}

interface EventRow {
  readonly version: number;
  readonly at: Date;
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string;
  readonly content: Buffer;
}

const MAX_VERSION = 2_147_483_647;

@Injectable()
export class CaseRepository {
  constructor(
    private readonly cipher: CaseCipher,
    private readonly key: MasterKey,
  ) {}

  async find(tx: Tx, id: string): Promise<StoredCase | undefined> {
    return this.one(tx, 'id = $1', id);
  }

  /** The newest case that goes by this reference, ours or the partner's. */
  async idByReference(tx: Tx, reference: string): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      'SELECT id FROM trace_case WHERE reference = $1 OR partner_reference = $1 ORDER BY id DESC LIMIT 1',
      [reference],
    );
    return row?.id;
  }

  /** Locks the case until the end of the transaction: every act on it waits its turn. */
  async findForUpdate(tx: Tx, id: string): Promise<StoredCase | undefined> {
    return this.one(tx, 'id = $1', id, 'FOR UPDATE');
  }

  async findByThreadForUpdate(tx: Tx, thread: string): Promise<StoredCase | undefined> {
    return this.one(tx, 'thread = $1', thread, 'FOR UPDATE');
  }

  async save(tx: Tx, before: number, next: Case, events: readonly CaseEvent[], meta: EventMeta): Promise<void> {
    const content = await this.cipher.encrypt(tx, next.id, canonicalBytes(next));
    const changed = await tx.execute(before === 0 ? INSERT : UPDATE, [
      ...columnsOf(next),
      this.markKeys(next),
      meta.at,
      content,
      ...(before === 0 ? [] : [before]),
    ]);
    if (changed !== 1) throw new Error('a case was changed without its lock');
    await this.holdRecords(tx, next);
    await announceChange(tx, next.id);
    for (const [i, event] of events.entries()) {
      const sealed = await this.cipher.encrypt(tx, next.id, canonicalBytes(event));
      await tx.execute(INSERT_EVENT, [
        next.id,
        before + i + 1,
        event.type,
        meta.at,
        meta.actor.kind,
        meta.actor.id,
        meta.commandId,
        JSON.stringify(meta.facts),
        sealed,
      ]);
    }
  }

  /** Locks the ids after `after` whose columns a build before `COLUMNS_RULE` wrote; what somebody works on is left to the next call. */
  async staleColumns(tx: Tx, after: string, limit: number): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM trace_case WHERE columns_rule < ${String(COLUMNS_RULE)} AND id > $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Derives the columns of a locked row again. Neither version nor time of change moves, since nothing of the case does. */
  async renewColumns(tx: Tx, id: string): Promise<void> {
    const kase = (await this.find(tx, id))?.kase;
    // Of a case whose key was destroyed nothing can be said any more, and nothing waits.
    if (kase === undefined)
      await tx.execute('UPDATE trace_case SET columns_rule = $2 WHERE id = $1', [id, COLUMNS_RULE]);
    else await tx.execute(RENEW, [...columnsOf(kase), this.markKeys(kase)]);
  }

  /** A load is not undone while a case names a record of it; which case that is stays under its key. */
  private async holdRecords(tx: Tx, { candidates, chosen }: Case): Promise<void> {
    const named = [...(candidates?.list ?? []), ...(chosen === undefined ? [] : [chosen])];
    const ids = [...new Set(named.flatMap(({ firearmId }) => (firearmId === undefined ? [] : [firearmId])))].sort();
    if (ids.length === 0) return;
    await tx.execute(
      'INSERT INTO firearm_in_case (firearm_id) SELECT id FROM firearm WHERE id = ANY ($1::uuid[]) ON CONFLICT DO NOTHING',
      [ids],
    );
  }

  /** The events in order, for the fold. Throws where the key was destroyed. */
  async events(tx: Tx, id: string): Promise<readonly CaseEvent[]> {
    const rows = await tx.query<{ content: Buffer }>(
      'SELECT content FROM case_event WHERE case_id = $1 ORDER BY version',
      [id],
    );
    const events: CaseEvent[] = [];
    for (const row of rows) {
      const plain = await this.cipher.decrypt(tx, id, row.content);
      if (plain === undefined) throw new Error('the key of this case was destroyed');
      events.push(JSON.parse(plain.toString('utf8')) as CaseEvent);
    }
    return events;
  }

  /** A page of events, newest first: below `before`, of these types only where they are named. Throws where the key was destroyed. */
  async history(tx: Tx, id: string, page: EventPage): Promise<readonly StoredEvent[]> {
    const rows = await tx.query<EventRow>(
      `SELECT version, at, actor_kind, actor_id, content FROM case_event
       WHERE case_id = $1 AND version < $2 AND ($3::text[] IS NULL OR type = ANY ($3)) ORDER BY version DESC LIMIT $4`,
      [id, page.before ?? MAX_VERSION, page.types ?? null, page.limit],
    );
    const events: StoredEvent[] = [];
    for (const { version, at, actor_kind: kind, actor_id: actorId, content } of rows) {
      const plain = await this.cipher.decrypt(tx, id, content);
      if (plain === undefined) throw new Error('the key of this case was destroyed');
      const event = JSON.parse(plain.toString('utf8')) as CaseEvent;
      events.push({ version, at: instantOf(at), actor: { kind, id: actorId }, event });
    }
    return events;
  }

  /** Is a later request about the same weapon still open, however far along the chain? */
  async chainOpen(tx: Tx, id: string): Promise<boolean> {
    const rows = await tx.query(
      `WITH RECURSIVE chain AS (
         SELECT id, state FROM trace_case WHERE previous_case_id = $1
         UNION SELECT c.id, c.state FROM trace_case c JOIN chain ON c.previous_case_id = chain.id
       ) SELECT 1 FROM chain WHERE state NOT IN ('closed', 'withdrawn', 'void', 'purged') LIMIT 1`,
      [id],
    );
    return rows.length > 0;
  }

  async nextNumber(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ n: string }>("SELECT nextval('case_number') AS n");
    return Number(row?.n);
  }

  /** Numbers up to this one are not given out again. */
  async skipNumbers(tx: Tx, upTo: number): Promise<void> {
    const behind = upTo - (await this.nextNumber(tx));
    if (behind > 0) await tx.query("SELECT count(nextval('case_number')) FROM generate_series(1, $1)", [behind]);
  }

  private markKeys(kase: Case): readonly Buffer[] {
    return markForms(kase).map((form) => this.key.searchKey(form));
  }

  private async one(tx: Tx, where: string, value: string, lock = ''): Promise<StoredCase | undefined> {
    const [row] = await tx.query<Row>(
      `SELECT id, state, partner, version, content FROM trace_case WHERE ${where} ${lock}`,
      [value],
    );
    if (row === undefined) return undefined;
    const plain = await this.cipher.decrypt(tx, row.id, row.content);
    const { id, state, partner, version } = row;
    return {
      id,
      state,
      partner,
      version,
      ...(plain === undefined ? {} : { kase: JSON.parse(plain.toString('utf8')) as Case }),
    };
  }
}

const INSERT = `INSERT INTO trace_case (${CASE_COLUMNS.join(', ')}) VALUES (${CASE_COLUMNS.map((_, i) => `$${String(i + 1)}`).join(', ')})`;
const UPDATE = `UPDATE trace_case SET ${CASE_COLUMNS.map((name, i) => `${name} = $${String(i + 1)}`).join(', ')} WHERE id = $1 AND version = $${String(CASE_COLUMNS.length + 1)}`;
const INSERT_EVENT =
  'INSERT INTO case_event (case_id, version, type, at, actor_kind, actor_id, command_id, facts, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)';
const DERIVED = CASE_COLUMNS.slice(0, CASE_COLUMNS.indexOf('mark_keys') + 1);
const RENEW = `UPDATE trace_case SET ${DERIVED.map((name, i) => `${name} = $${String(i + 1)}`).join(', ')} WHERE id = $1`;
