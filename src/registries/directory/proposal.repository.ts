import { Injectable } from '@nestjs/common';
import { digestOf } from '../../domain/shared/canonical.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type StateEntry } from '../../domain/directory/entry.js';
import { fingerprintOf } from '../../domain/directory/fingerprint.js';
import { IdSource } from '../../platform/id-source.js';
import { type Reader, type Tx } from '../../platform/transaction.js';

export const PROPOSAL_STATES = ['open', 'confirmed', 'rejected', 'replaced'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export interface Proposal {
  readonly id: string;
  readonly country: string;
  readonly entry: StateEntry;
  readonly digest: string;
  readonly state: ProposalState;
  readonly wrongReadings: number;
  readonly proposedBy: string;
  readonly proposedAt: Instant;
  readonly decidedBy?: string;
  readonly decidedAt?: Instant;
  readonly reason?: string;
}

export interface Decision {
  readonly state: Exclude<ProposalState, 'open'>;
  readonly by: string;
  readonly at: Instant;
  readonly reason?: string;
}

@Injectable()
export class ProposalRepository {
  constructor(private readonly ids: IdSource) {}

  async add(tx: Tx, entry: StateEntry, by: string, at: Instant): Promise<Proposal> {
    const id = this.ids.next();
    await tx.execute(
      `INSERT INTO pin_proposal (id, country, entry, digest, fingerprint, state, wrong_readings, proposed_by, proposed_at)
       VALUES ($1, $2, $3::jsonb, $4, $5, 'open', 0, $6, $7)`,
      [id, entry.country, JSON.stringify(entry), digestOf(entry), fingerprintOf(entry), by, at],
    );
    return {
      id,
      country: entry.country,
      entry,
      digest: digestOf(entry),
      state: 'open',
      wrongReadings: 0,
      proposedBy: by,
      proposedAt: at,
    };
  }

  async find(tx: Reader, id: string): Promise<Proposal | undefined> {
    const [row] = await tx.query<Row>(`${COLUMNS} WHERE id = $1`, [id]);
    return row === undefined ? undefined : proposalOf(row);
  }

  async findForUpdate(tx: Tx, id: string): Promise<Proposal | undefined> {
    const [row] = await tx.query<Row>(`${COLUMNS} WHERE id = $1 FOR UPDATE`, [id]);
    return row === undefined ? undefined : proposalOf(row);
  }

  async findOpen(tx: Tx, country: string): Promise<Proposal | undefined> {
    const [row] = await tx.query<Row>(`${COLUMNS} WHERE country = $1 AND state = 'open' FOR UPDATE`, [country]);
    return row === undefined ? undefined : proposalOf(row);
  }

  /** Newest first; ids grow with time. */
  async list(
    tx: Reader,
    filter: { state?: ProposalState; before?: string; limit: number },
  ): Promise<readonly Proposal[]> {
    const rows = await tx.query<Row>(
      `${COLUMNS} WHERE ($1::text IS NULL OR state = $1) AND ($2::uuid IS NULL OR id < $2::uuid) ORDER BY id DESC LIMIT $3`,
      [filter.state ?? null, filter.before ?? null, filter.limit],
    );
    return rows.map(proposalOf);
  }

  /** Answers how many wrong readings there are now. */
  async countWrongReading(tx: Tx, id: string): Promise<number> {
    const [row] = await tx.query<{ wrong_readings: number }>(
      'UPDATE pin_proposal SET wrong_readings = wrong_readings + 1 WHERE id = $1 RETURNING wrong_readings',
      [id],
    );
    return row?.wrong_readings ?? 0;
  }

  async decide(tx: Tx, id: string, decision: Decision): Promise<void> {
    await tx.execute(
      `UPDATE pin_proposal SET state = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE id = $1 AND state = 'open'`,
      [id, decision.state, decision.by, decision.at, decision.reason ?? null],
    );
  }
}

const COLUMNS = `SELECT id, country, entry, digest, state, wrong_readings, proposed_by, proposed_at, decided_by, decided_at, reason FROM pin_proposal`;

interface Row {
  readonly id: string;
  readonly country: string;
  readonly entry: StateEntry;
  readonly digest: string;
  readonly state: ProposalState;
  readonly wrong_readings: number;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly reason: string | null;
}

function proposalOf(row: Row): Proposal {
  return {
    id: row.id,
    country: row.country,
    entry: row.entry,
    digest: row.digest,
    state: row.state,
    wrongReadings: row.wrong_readings,
    proposedBy: row.proposed_by,
    proposedAt: instantOf(row.proposed_at),
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.decided_at === null ? {} : { decidedAt: instantOf(row.decided_at) }),
    ...(row.reason === null ? {} : { reason: row.reason }),
  };
}
