import { Injectable } from '@nestjs/common';
import { componentRank, isSearched, type Firearm } from '../../domain/firearm/marking.js';
import { characters, MAX_SERIAL_CHARACTERS, normalForm, skeleton } from '../../domain/firearm/serial-number.js';
import { type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';
import { reportsOf, type FirearmReport } from './reports.repository.js';
import { insertRows } from './row-writer.js';
import { growAlphabet } from './search/serial-search.repository.js';
import { firearmOf, type FirearmRow, type StoredFirearm } from './firearm-row.js';

export { type StoredFirearm };

/** Keys of make and calibre in the reference list, as they stand beside a mark. */
export interface IndexKeys {
  makeKey(text: string): string;
  calibreKey(text: string): string;
}

export interface Correction {
  readonly firearmId: string;
  readonly version: number;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface History {
  readonly corrections: readonly Correction[];
  /** Withdrawn ones too. */
  readonly reports: readonly FirearmReport[];
}

@Injectable()
export class FirearmsRepository {
  async insert(tx: Tx, stored: readonly StoredFirearm[], keys: IndexKeys): Promise<void> {
    const firearms = stored.map((one) => one.firearm);
    await insertRows(tx, 'firearm', stored.map(firearmRow));
    await insertRows(tx, 'component', firearms.flatMap(componentRows));
    await insertRows(tx, 'mark', firearms.flatMap(markRows));
    await insertRows(tx, 'holder', firearms.flatMap(holderRows));
    await insertRows(tx, 'holder_person', firearms.flatMap(personRows));
    await insertRows(tx, 'lifecycle_event', firearms.flatMap(eventRows));
    await this.insertKeys(tx, stored, keys);
  }

  /** `persons: false` leaves the names of natural persons in the database: they are not read at all. */
  async find(tx: Tx, id: string, persons: boolean): Promise<StoredFirearm | undefined> {
    const [row] = await tx.query<FirearmRow>(FIND, [id, persons]);
    return row === undefined ? undefined : firearmOf(row);
  }

  /** Holds the record until the transaction ends, so that two corrections cannot start from one version. */
  async lock(tx: Tx, id: string): Promise<boolean> {
    return (await tx.query('SELECT 1 FROM firearm WHERE id = $1 FOR UPDATE', [id])).length === 1;
  }

  async digestsOf(tx: Tx, source: string, identities: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ row_identity: string; row_digest: string }>(
      'SELECT row_identity, row_digest FROM firearm WHERE source = $1 AND row_identity = ANY($2::text[])',
      [source, identities],
    );
    return new Map(rows.map((row) => [row.row_identity, row.row_digest]));
  }

  /** Two loads of one source at a time would both find a row missing. */
  async lockSource(tx: Tx, source: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('markings.source:' || $1::text, 0))`, [source]);
  }

  /** Writes the corrected firearm and its new readings, and the correction beside it. */
  async correct(
    tx: Tx,
    corrected: StoredFirearm,
    readings: readonly { readonly markId: string; readonly newMarkId: string }[],
    correction: Correction,
    keys: IndexKeys,
  ): Promise<void> {
    const { firearm } = corrected;
    await tx.execute(
      'UPDATE firearm SET type = $2, make = $3, model = $4, calibre = $5, year_of_manufacture = $6, country_of_manufacture = $7, version = $8 WHERE id = $1',
      [
        firearm.id,
        firearm.type,
        firearm.make ?? null,
        firearm.model ?? null,
        firearm.calibre ?? null,
        firearm.yearOfManufacture ?? null,
        firearm.countryOfManufacture ?? null,
        corrected.version,
      ],
    );
    const fresh = new Set(readings.map((reading) => reading.newMarkId));
    await insertRows(
      tx,
      'mark',
      markRows(firearm).filter((row) => fresh.has(String(row['id']))),
    );
    for (const { markId, newMarkId } of readings)
      await tx.execute('UPDATE mark SET superseded_by = $2 WHERE id = $1', [markId, newMarkId]);
    await tx.execute('DELETE FROM mark_key WHERE firearm_id = $1', [firearm.id]);
    await this.insertKeys(tx, [corrected], keys);
    await insertRows(tx, 'firearm_correction', [
      {
        firearm_id: correction.firearmId,
        version: correction.version,
        corrected_at: correction.at,
        corrected_by: correction.by,
        reason: correction.reason,
        before: correction.before,
        after: correction.after,
      },
    ]);
  }

  /** What has changed in the record since it came, and why. */
  async history(tx: Tx, id: string): Promise<History> {
    return { corrections: await this.corrections(tx, id), reports: await reportsOf(tx, id) };
  }

  private async corrections(tx: Tx, id: string): Promise<readonly Correction[]> {
    const rows = await tx.query<{
      version: number;
      at: Instant;
      by: string;
      reason: string;
      before: unknown;
      after: unknown;
    }>(
      `SELECT version, to_char(corrected_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, corrected_by AS by, reason, before, after
       FROM firearm_correction WHERE firearm_id = $1 ORDER BY version`,
      [id],
    );
    return rows.map((row) => ({ firearmId: id, ...row }));
  }

  private async insertKeys(tx: Tx, stored: readonly StoredFirearm[], keys: IndexKeys): Promise<void> {
    const rows = stored.flatMap((one) => keyRows(one, keys));
    await insertRows(tx, 'mark_key', rows);
    await growAlphabet(
      tx,
      rows.map((row) => String(row['norm'])),
    );
  }
}

export type Row = Readonly<Record<string, unknown>>;

export function firearmRow(stored: StoredFirearm): Row {
  const { firearm } = stored;
  return {
    id: firearm.id,
    source: stored.source,
    row_identity: stored.rowIdentity,
    row_digest: stored.rowDigest,
    batch_id: stored.batchId,
    type: firearm.type,
    manufacture: firearm.manufacture,
    make: firearm.make,
    model: firearm.model,
    calibre: firearm.calibre,
    year_of_manufacture: firearm.yearOfManufacture,
    country_of_manufacture: firearm.countryOfManufacture,
    version: stored.version,
    recorded_at: stored.recordedAt,
    recorded_by: stored.recordedBy,
  };
}

export function componentRows(firearm: Firearm): Row[] {
  return firearm.components.map((one, ordinal) => ({
    id: one.id,
    firearm_id: firearm.id,
    ordinal,
    kind: one.kind,
    reference: one.reference,
    material: one.material,
    replaced: one.replaced,
  }));
}

export function markRows(firearm: Firearm): Row[] {
  return firearm.components.flatMap((component) =>
    component.marks.map((mark, ordinal) => ({
      id: mark.id,
      component_id: component.id,
      firearm_id: firearm.id,
      ordinal,
      kind: mark.kind,
      text_as_read: mark.text,
      method: mark.method,
      size_mm: mark.sizeMm,
      depth_mm: mark.depthMm,
      position: mark.position,
      condition: mark.condition,
      material: mark.material,
      country: mark.country,
      year: mark.year,
    })),
  );
}

export function holderRows(firearm: Firearm): Row[] {
  return firearm.holders.map((one, ordinal) => ({
    id: one.id,
    firearm_id: firearm.id,
    ordinal,
    kind: one.kind,
    role: one.role,
    name: one.kind === 'natural person' ? undefined : one.name,
    country: one.country,
    held_from: one.from,
  }));
}

export function personRows(firearm: Firearm): Row[] {
  return firearm.holders.flatMap((one) =>
    one.kind === 'natural person' && one.name !== undefined ? [{ holder_id: one.id, name: one.name }] : [],
  );
}

export function eventRows(firearm: Firearm): Row[] {
  return firearm.events.map((one, ordinal) => ({
    id: one.id,
    firearm_id: firearm.id,
    ordinal,
    kind: one.kind,
    happened_on: one.on,
    country: one.country,
    other_country: one.otherCountry,
    holder_id: one.holderId,
    document: one.document,
  }));
}

export function keyRows(stored: StoredFirearm, keys: IndexKeys): Row[] {
  const { firearm } = stored;
  const shared = {
    firearm_id: firearm.id,
    make: firearm.make === undefined ? undefined : keys.makeKey(firearm.make),
    calibre: firearm.calibre === undefined ? undefined : keys.calibreKey(firearm.calibre),
    batch_id: stored.batchId,
  };
  return firearm.components.flatMap((component) =>
    component.marks.flatMap((mark) => {
      const norm = normalForm(mark.text ?? '');
      if (!isSearched(mark) || norm === '' || characters(norm).length > MAX_SERIAL_CHARACTERS) return [];
      return [
        { ...shared, mark_id: mark.id, norm, skeleton: skeleton(norm), component_rank: componentRank(component) },
      ];
    }),
  );
}

const FIND = `
SELECT f.id, f.source, f.row_identity, f.row_digest, f.batch_id, f.type, f.manufacture, f.make, f.model, f.calibre, f.year_of_manufacture, f.country_of_manufacture,
  f.version, to_char(f.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS recorded_at, f.recorded_by,
  (SELECT json_agg(json_build_object('id', c.id, 'kind', c.kind, 'reference', c.reference, 'material', c.material, 'replaced', c.replaced, 'marks', (
     SELECT coalesce(json_agg(json_build_object('id', m.id, 'kind', m.kind, 'text', m.text_as_read, 'method', m.method, 'sizeMm', m.size_mm::float8, 'depthMm', m.depth_mm::float8, 'position', m.position,
       'condition', m.condition, 'material', m.material, 'country', m.country, 'year', m.year, 'superseded', m.superseded_by IS NOT NULL) ORDER BY m.ordinal), '[]')
     FROM mark m WHERE m.component_id = c.id)) ORDER BY c.ordinal)
   FROM component c WHERE c.firearm_id = f.id) AS components,
  (SELECT coalesce(json_agg(json_build_object('id', h.id, 'kind', h.kind, 'role', h.role, 'country', h.country, 'from', h.held_from::text,
     'name', coalesce(h.name, CASE WHEN $2::boolean THEN (SELECT p.name FROM holder_person p WHERE p.holder_id = h.id AND NOT EXISTS (SELECT FROM holder_restriction r WHERE r.holder_id = h.id)) END)) ORDER BY h.ordinal), '[]')
   FROM holder h WHERE h.firearm_id = f.id) AS holders,
  (SELECT coalesce(json_agg(json_build_object('id', e.id, 'kind', e.kind, 'on', e.happened_on::text, 'country', e.country, 'otherCountry', e.other_country,
     'holderId', e.holder_id, 'document', e.document) ORDER BY e.ordinal), '[]')
   FROM lifecycle_event e WHERE e.firearm_id = f.id AND NOT EXISTS (SELECT 1 FROM firearm_report_withdrawal w WHERE w.event_id = e.id)) AS events
FROM firearm f WHERE f.id = $1`;
