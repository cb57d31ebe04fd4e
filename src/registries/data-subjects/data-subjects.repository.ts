import { Injectable } from '@nestjs/common';
import {
  type HeldPlace,
  type IdentityCheck,
  type SubjectAsk,
  type SubjectDecision,
  type SubjectGround,
} from '../../domain/access/data-subject.js';
import { instantOf, type CalendarDate, type Instant } from '../../domain/shared/instant.js';
import { MasterKey } from '../../platform/master-key.js';
import { type Tx } from '../../platform/transaction.js';

export interface SubjectRequest {
  readonly id: string;
  readonly reference: string;
  readonly asks: readonly SubjectAsk[];
  readonly receivedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly reviewOn?: CalendarDate;
  readonly state: 'open' | 'deferred' | 'closed';
  readonly content: { readonly name: string; readonly contact: string; readonly identity: IdentityCheck };
  readonly registeredAt: Instant;
  readonly registeredBy: string;
  readonly closedAt?: Instant;
  readonly version: number;
}

export interface SubjectFinding {
  readonly ordinal: number;
  readonly place: HeldPlace;
  readonly objectId: string;
  readonly partId: string;
}

export interface SubjectDecided {
  readonly ordinal: number;
  readonly finding?: number;
  readonly kind: SubjectDecision;
  readonly ground?: SubjectGround;
  readonly reviewOn?: CalendarDate;
  readonly reason: string;
  readonly at: Instant;
  readonly by: string;
}

interface RequestRow {
  readonly id: string;
  readonly reference: string;
  readonly asks: SubjectAsk[];
  readonly received: string;
  readonly due: string;
  readonly review: string | null;
  readonly state: SubjectRequest['state'];
  readonly content: Buffer;
  readonly registered_at: Date;
  readonly registered_by: string;
  readonly closed_at: Date | null;
  readonly version: number;
}

interface DecisionRow {
  readonly ordinal: number;
  readonly finding: number | null;
  readonly kind: SubjectDecision;
  readonly ground: SubjectGround | null;
  readonly review: string | null;
  readonly content: Buffer;
  readonly decided_at: Date;
  readonly decided_by: string;
}

/** Requests, findings and decisions; names and words are sealed under the key of the node. */
@Injectable()
export class DataSubjectsRepository {
  constructor(private readonly key: MasterKey) {}

  async nextNumber(tx: Tx): Promise<number> {
    return Number((await tx.query<{ n: string }>("SELECT nextval('data_subject_number') AS n"))[0]?.n);
  }

  async insert(tx: Tx, one: SubjectRequest): Promise<void> {
    await tx.execute(
      'INSERT INTO data_subject_request (id, reference, asks, received_on, due_on, state, content, registered_at, registered_by, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      [
        one.id,
        one.reference,
        one.asks,
        one.receivedOn,
        one.dueOn,
        one.state,
        this.seal(one.id, one.content),
        one.registeredAt,
        one.registeredBy,
        one.version,
      ],
    );
  }

  /** Those that are open first, by their due date. */
  async list(tx: Tx, limit: number): Promise<readonly SubjectRequest[]> {
    const rows = await tx.query<RequestRow>(`${REQUEST} ORDER BY state = 'closed', due_on, id LIMIT $1`, [limit]);
    return rows.map((row) => this.requestOf(row));
  }

  async find(tx: Tx, id: string, lock = false): Promise<SubjectRequest | undefined> {
    const rows = await tx.query<RequestRow>(`${REQUEST} WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`, [id]);
    return rows.map((row) => this.requestOf(row))[0];
  }

  async setState(
    tx: Tx,
    id: string,
    state: SubjectRequest['state'],
    more: { readonly reviewOn?: CalendarDate; readonly closedAt?: Instant } = {},
  ): Promise<void> {
    await tx.execute(
      'UPDATE data_subject_request SET state = $2, review_on = $3, closed_at = $4, version = version + 1 WHERE id = $1',
      [id, state, more.reviewOn ?? null, more.closedAt ?? null],
    );
  }

  async addFindings(tx: Tx, id: string, found: readonly Omit<SubjectFinding, 'ordinal'>[], at: Instant): Promise<void> {
    for (const { place, objectId, partId } of found)
      await tx.execute(
        `INSERT INTO data_subject_finding (request_id, ordinal, place, object_id, part_id, found_at)
         SELECT $1, coalesce(max(ordinal), 0) + 1, $2, $3, $4, $5 FROM data_subject_finding WHERE request_id = $1
         ON CONFLICT (request_id, place, object_id, part_id) DO NOTHING`,
        [id, place, objectId, partId, at],
      );
  }

  async findings(tx: Tx, id: string): Promise<readonly SubjectFinding[]> {
    return tx.query<SubjectFinding>(
      'SELECT ordinal, place, object_id AS "objectId", part_id AS "partId" FROM data_subject_finding WHERE request_id = $1 ORDER BY ordinal',
      [id],
    );
  }

  async addDecision(tx: Tx, id: string, one: Omit<SubjectDecided, 'ordinal'>): Promise<void> {
    await tx.execute(
      `INSERT INTO data_subject_decision (request_id, ordinal, finding, kind, ground, review_on, content, decided_at, decided_by)
       SELECT $1, coalesce(max(ordinal), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM data_subject_decision WHERE request_id = $1`,
      [
        id,
        one.finding ?? null,
        one.kind,
        one.ground ?? null,
        one.reviewOn ?? null,
        this.seal(id, { reason: one.reason }),
        one.at,
        one.by,
      ],
    );
  }

  async decisions(tx: Tx, id: string): Promise<readonly SubjectDecided[]> {
    const rows = await tx.query<DecisionRow>(
      'SELECT ordinal, finding, kind, ground, review_on::text AS review, content, decided_at, decided_by FROM data_subject_decision WHERE request_id = $1 ORDER BY ordinal',
      [id],
    );
    return rows.map((row) => ({
      ordinal: row.ordinal,
      kind: row.kind,
      reason: (this.open(id, row.content) as { reason: string }).reason,
      at: instantOf(row.decided_at),
      by: row.decided_by,
      ...(row.finding === null ? {} : { finding: row.finding }),
      ...(row.ground === null ? {} : { ground: row.ground }),
      ...(row.review === null ? {} : { reviewOn: row.review }),
    }));
  }

  private requestOf(row: RequestRow): SubjectRequest {
    return {
      id: row.id,
      reference: row.reference,
      asks: row.asks,
      receivedOn: row.received,
      dueOn: row.due,
      state: row.state,
      content: this.open(row.id, row.content) as SubjectRequest['content'],
      registeredAt: instantOf(row.registered_at),
      registeredBy: row.registered_by,
      version: row.version,
      ...(row.review === null ? {} : { reviewOn: row.review }),
      ...(row.closed_at === null ? {} : { closedAt: instantOf(row.closed_at) }),
    };
  }

  private seal(id: string, value: object): Buffer {
    return this.key.seal('data subject', Buffer.from(JSON.stringify(value), 'utf8'), `data subject request ${id}`);
  }

  private open(id: string, sealed: Buffer): unknown {
    return JSON.parse(this.key.open('data subject', sealed, `data subject request ${id}`).toString('utf8'));
  }
}

const REQUEST = `SELECT id, reference, asks, received_on::text AS received, due_on::text AS due, review_on::text AS review, state, content, registered_at, registered_by, closed_at, version
FROM data_subject_request`;
