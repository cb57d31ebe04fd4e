import { Injectable } from '@nestjs/common';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';
import { type Agency, type Person } from './person.js';

interface AgencyRow {
  id: string;
  name: string;
  created_at: Date;
  version: number;
}

interface PersonRow extends AgencyRow {
  agency_id: string;
  sign_in_name: string;
  left_at: Date | null;
}

/** Agencies and the people in them. */
@Injectable()
export class PeopleRepository {
  /** False where another agency has that name. */
  async insertAgency(tx: Tx, agency: Agency): Promise<boolean> {
    const { id, name, createdAt, version } = agency;
    return (
      (await tx.execute(
        'INSERT INTO agency (id, name, created_at, version) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [id, name, createdAt, version],
      )) === 1
    );
  }

  async findAgency(tx: Tx, id: string): Promise<Agency | undefined> {
    const [row] = await tx.query<AgencyRow>('SELECT * FROM agency WHERE id = $1', [id]);
    return row && agencyOf(row);
  }

  async agencyNamed(tx: Tx, name: string): Promise<Agency | undefined> {
    const [row] = await tx.query<AgencyRow>('SELECT * FROM agency WHERE lower(name) = lower($1)', [name]);
    return row && agencyOf(row);
  }

  async agencies(tx: Tx, after: string | undefined, limit: number): Promise<readonly Agency[]> {
    const rows = await tx.query<AgencyRow>(
      'SELECT * FROM agency WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2',
      [after ?? null, limit],
    );
    return rows.map(agencyOf);
  }

  /** False where the version is another or the name is taken by then; the caller holds the row. */
  async renameAgency(tx: Tx, id: string, name: string, version: number): Promise<boolean> {
    return (
      (await tx.execute('UPDATE agency SET name = $2, version = version + 1 WHERE id = $1 AND version = $3', [
        id,
        name,
        version,
      ])) === 1
    );
  }

  /** False where somebody present has that sign-in name. */
  async insertPerson(tx: Tx, person: Person): Promise<boolean> {
    const { id, agencyId, name, signInName, createdAt, version } = person;
    const sql = `INSERT INTO person (id, agency_id, name, sign_in_name, created_at, version) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`;
    return (await tx.execute(sql, [id, agencyId, name, signInName, createdAt, version])) === 1;
  }

  async findPerson(tx: Tx, id: string): Promise<Person | undefined> {
    const [row] = await tx.query<PersonRow>('SELECT * FROM person WHERE id = $1', [id]);
    return row && personOf(row);
  }

  async findPersonForUpdate(tx: Tx, id: string): Promise<Person | undefined> {
    const [row] = await tx.query<PersonRow>('SELECT * FROM person WHERE id = $1 FOR UPDATE', [id]);
    return row && personOf(row);
  }

  async presentPersonNamed(tx: Tx, signInName: string): Promise<Person | undefined> {
    const [row] = await tx.query<PersonRow>('SELECT * FROM person WHERE sign_in_name = $1 AND left_at IS NULL', [
      signInName,
    ]);
    return row && personOf(row);
  }

  async people(tx: Tx, after: string | undefined, limit: number): Promise<readonly Person[]> {
    const rows = await tx.query<PersonRow>(
      'SELECT * FROM person WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2',
      [after ?? null, limit],
    );
    return rows.map(personOf);
  }

  /** Is there anybody at all? Holds a lock to the end of the transaction, so that a node is founded once. */
  async anybody(tx: Tx): Promise<boolean> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('identity.founding'))`);
    return (await tx.query('SELECT 1 FROM person LIMIT 1')).length > 0;
  }

  async updatePerson(tx: Tx, person: Person): Promise<void> {
    await tx.execute('UPDATE person SET name = $2, agency_id = $3, version = $4 WHERE id = $1', [
      person.id,
      person.name,
      person.agencyId,
      person.version,
    ]);
  }

  async markLeft(tx: Tx, id: string, now: Instant): Promise<void> {
    await tx.execute('UPDATE person SET left_at = $2, version = version + 1 WHERE id = $1 AND left_at IS NULL', [
      id,
      now,
    ]);
  }
}

function agencyOf(row: AgencyRow): Agency {
  return { id: row.id, name: row.name, createdAt: instantOf(row.created_at), version: row.version };
}

function personOf(row: PersonRow): Person {
  return {
    ...agencyOf(row),
    agencyId: row.agency_id,
    signInName: row.sign_in_name,
    ...(row.left_at === null ? {} : { leftAt: instantOf(row.left_at) }),
  };
}
