import { Injectable } from '@nestjs/common';
import { type Compartment } from '../../domain/access/policy.js';
import { canonicalBytes } from '../../domain/shared/canonical.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type CaseState } from '../../domain/tracing/case.js';
import { CaseCipher } from '../../platform/case-cipher.js';
import { type Tx } from '../../platform/transaction.js';
import { type Incident, type IncidentContent } from './incident.js';

interface Row {
  readonly id: string;
  readonly reference: string;
  readonly owning_agency_id: string;
  readonly sealed: boolean;
  readonly named_person_ids: readonly string[];
  readonly opened_at: Date;
  readonly opened_by: string;
  readonly content: Buffer;
  readonly version: number;
}

/** A line of a list of incidents: no content. */
export interface IncidentLine {
  readonly id: string;
  readonly reference: string;
  readonly items: number;
  /** Weapons that have no case yet. */
  readonly waiting: number;
  readonly openedAt: Instant;
}

/** Where the case of one weapon stands. */
export interface ItemProgress {
  readonly item: number;
  readonly state: CaseState;
}

interface LineRow {
  readonly id: string;
  readonly reference: string;
  readonly items: number;
  readonly cases: number;
  readonly opened_at: Date;
}

const LINES = `
SELECT id, reference, item_count AS items, opened_at,
  (SELECT count(*)::int FROM trace_case c WHERE c.incident_id = incident.id AND c.role = 'requester' AND c.previous_case_id IS NULL) AS cases
FROM incident`;

function lineOf({ id, reference, items, cases, opened_at }: LineRow): IncidentLine {
  return { id, reference, items, waiting: Math.max(0, items - cases), openedAt: instantOf(opened_at) };
}

@Injectable()
export class IncidentRepository {
  constructor(private readonly cipher: CaseCipher) {}

  async nextNumber(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ n: string }>("SELECT nextval('incident_number') AS n");
    return Number(row?.n);
  }

  async insert(tx: Tx, incident: Incident): Promise<void> {
    const content = await this.cipher.encrypt(tx, incident.id, canonicalBytes(incident.content));
    await tx.execute(
      `INSERT INTO incident (id, reference, owning_agency_id, sealed, named_person_ids, item_count, opened_at, opened_by, content, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        incident.id,
        incident.reference,
        incident.owningAgencyId,
        incident.sealed,
        incident.namedPersonIds,
        incident.content.weapons.length,
        incident.openedAt,
        incident.openedBy,
        content,
        incident.version,
      ],
    );
  }

  async find(tx: Tx, id: string, lock = false): Promise<Incident | undefined> {
    const [row] = await tx.query<Row>(`${SELECT} WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`, [id]);
    return row === undefined ? undefined : this.incidentOf(tx, row);
  }

  /** False where a case was opened before: then the incident stays with the agency of its cases. */
  async handOver(tx: Tx, { id, owningAgencyId, namedPersonIds }: Incident): Promise<boolean> {
    const changed = await tx.execute(
      `UPDATE incident SET owning_agency_id = $2, named_person_ids = $3, version = version + 1
       WHERE id = $1 AND NOT EXISTS (SELECT FROM trace_case c WHERE c.incident_id = incident.id)`,
      [id, owningAgencyId, namedPersonIds],
    );
    return changed > 0;
  }

  async list(tx: Tx, compartment: Compartment, after: string | undefined, limit: number): Promise<readonly Incident[]> {
    const rows = await tx.query<Row>(
      `${SELECT} WHERE ${VISIBLE} AND ($4::uuid IS NULL OR id > $4) ORDER BY id LIMIT $5`,
      [compartment.personId, compartment.everyAgency, compartment.agencyIds, after ?? null, limit],
    );
    const found: Incident[] = [];
    for (const row of rows) {
      const incident = await this.incidentOf(tx, row);
      if (incident !== undefined) found.push(incident);
    }
    return found;
  }

  async latest(
    tx: Tx,
    compartment: Compartment,
    before: string | undefined,
    limit: number,
  ): Promise<readonly IncidentLine[]> {
    const rows = await tx.query<LineRow>(
      `${LINES} WHERE ${VISIBLE} AND ($4::uuid IS NULL OR id < $4) ORDER BY id DESC LIMIT $5`,
      [compartment.personId, compartment.everyAgency, compartment.agencyIds, before ?? null, limit],
    );
    return rows.map(lineOf);
  }

  /** What one person handed in, the latest first. */
  async latestBy(
    tx: Tx,
    personId: string,
    before: string | undefined,
    limit: number,
  ): Promise<readonly IncidentLine[]> {
    const rows = await tx.query<LineRow>(
      `${LINES} WHERE opened_by = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [personId, before ?? null, limit],
    );
    return rows.map(lineOf);
  }

  /** The newest case of each weapon, and where it stands. */
  async progress(tx: Tx, id: string): Promise<readonly ItemProgress[]> {
    return tx.query<ItemProgress>(
      "SELECT DISTINCT ON (item) item, state FROM trace_case WHERE incident_id = $1 AND role = 'requester' ORDER BY item, id DESC",
      [id],
    );
  }

  /** Items of an incident that already have their case. */
  async itemsWithCase(tx: Tx, id: string): Promise<readonly number[]> {
    const rows = await tx.query<{ item: number }>(
      "SELECT item FROM trace_case WHERE incident_id = $1 AND role = 'requester' AND previous_case_id IS NULL",
      [id],
    );
    return rows.map((row) => row.item);
  }

  private async incidentOf(tx: Tx, row: Row): Promise<Incident | undefined> {
    const plain = await this.cipher.decrypt(tx, row.id, row.content);
    if (plain === undefined) return undefined;
    const openedAt: Instant = instantOf(row.opened_at);
    return {
      id: row.id,
      reference: row.reference,
      owningAgencyId: row.owning_agency_id,
      sealed: row.sealed,
      namedPersonIds: row.named_person_ids,
      openedAt,
      openedBy: row.opened_by,
      version: row.version,
      content: JSON.parse(plain.toString('utf8')) as IncidentContent,
    };
  }
}

/** A sealed incident is for its named persons alone. */
const VISIBLE = '($1 = ANY (named_person_ids) OR (NOT sealed AND ($2 OR owning_agency_id = ANY ($3))))';

const SELECT =
  'SELECT id, reference, owning_agency_id, sealed, named_person_ids, opened_at, opened_by, content, version FROM incident';
