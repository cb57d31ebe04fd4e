import { Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { instantOf, type CalendarDate, type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { IdSource } from '../../platform/id-source.js';
import { Transactions } from '../../platform/transaction.js';
import { type DrillDto, type DrillResult } from './dto/operation.dto.js';

export interface Drill {
  readonly id: string;
  readonly restoredOn: CalendarDate;
  readonly backupOn: CalendarDate;
  readonly result: DrillResult;
  readonly note?: string;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  readonly confirmedBy?: string;
  readonly confirmedAt?: Instant;
}

interface Row {
  readonly id: string;
  readonly restored_on: string;
  readonly backup_on: string;
  readonly result: DrillResult;
  readonly note: string | null;
  readonly recorded_by: string;
  readonly recorded_at: Date;
  readonly confirmed_by: string | null;
  readonly confirmed_at: Date | null;
}

const SELECT = `SELECT id, restored_on::text AS restored_on, backup_on::text AS backup_on, result, note, recorded_by, recorded_at, confirmed_by, confirmed_at FROM restore_drill`;
const LIST_MAX = 50;

/** A restore that was practised: one person did it and says how it went, a second one saw it. */
@Injectable()
export class DrillService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async record(actor: PersonActor, { restoredOn, backupOn, result, note }: DrillDto): Promise<Result<string>> {
    const at = this.clock.now();
    if (restoredOn > at.slice(0, 10)) return refuse('field-invalid', { field: '/restoredOn', rule: 'not after today' });
    if (backupOn > restoredOn) return refuse('field-invalid', { field: '/backupOn', rule: 'not after the restore' });
    const id = this.ids.next();
    await this.transactions.run(async (tx) => {
      await tx.execute(
        `INSERT INTO restore_drill (id, restored_on, backup_on, result, note, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, restoredOn, backupOn, result, note ?? null, actor.id, at],
      );
      await this.audit.append(tx, {
        at,
        act: 'node.drill-recorded',
        actor: { kind: actor.kind, id: actor.id },
        data: { drill: id, restoredOn, backupOn, result },
      });
    });
    return succeed(id);
  }

  /** Refusals: `not-found`, `drill-confirmed`, `own-work`. */
  async confirm(actor: PersonActor, id: string): Promise<Result<null>> {
    const at = this.clock.now();
    return this.transactions.run(async (tx) => {
      const [row] = await tx.query<Row>(`${SELECT} WHERE id = $1 FOR UPDATE`, [id]);
      if (row === undefined) return refuse('not-found');
      if (row.confirmed_at !== null) return refuse('drill-confirmed');
      const decision = may(actor, 'node.confirm', { authorId: row.recorded_by });
      if (!decision.yes) return refusalOf(decision);
      await tx.execute('UPDATE restore_drill SET confirmed_by = $2, confirmed_at = $3 WHERE id = $1', [
        id,
        actor.id,
        at,
      ]);
      await this.audit.append(tx, {
        at,
        act: 'node.drill-confirmed',
        actor: { kind: actor.kind, id: actor.id },
        data: { drill: id },
      });
      return succeed(null);
    });
  }

  /** The newest first. */
  async list(): Promise<readonly Drill[]> {
    const rows = await this.transactions.read<Row>(
      `${SELECT} ORDER BY restored_on DESC, id DESC LIMIT ${String(LIST_MAX)}`,
    );
    return rows.map(drillOf);
  }

  /** May `actor` confirm it now? For a page; `confirm` asks again. */
  mayConfirm(actor: PersonActor, { recordedBy, confirmedAt }: Drill): boolean {
    return confirmedAt === undefined && may(actor, 'node.confirm', { authorId: recordedBy }).yes;
  }
}

function drillOf(row: Row): Drill {
  return {
    id: row.id,
    restoredOn: row.restored_on,
    backupOn: row.backup_on,
    result: row.result,
    ...(row.note === null ? {} : { note: row.note }),
    recordedBy: row.recorded_by,
    recordedAt: instantOf(row.recorded_at),
    ...(row.confirmed_by === null ? {} : { confirmedBy: row.confirmed_by }),
    ...(row.confirmed_at === null ? {} : { confirmedAt: instantOf(row.confirmed_at) }),
  };
}
