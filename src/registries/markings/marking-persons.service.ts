import { Injectable } from '@nestjs/common';
import { type PartyRole } from '../../domain/messages/vocabulary.js';
import { type CalendarDate, type Instant } from '../../domain/shared/instant.js';
import { type Actor } from '../../domain/shared/actor.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { type Tx } from '../../platform/transaction.js';

/** A natural person as a marking record holds it. */
export interface MarkingPerson {
  readonly holderId: string;
  readonly firearmId: string;
  /** Absent where it was erased. */
  readonly name?: string;
  readonly role: PartyRole;
  readonly heldFrom?: CalendarDate;
  readonly recordedOn: CalendarDate;
  readonly weapon: string;
  readonly restrictedSince?: Instant;
}

interface Row {
  readonly holder_id: string;
  readonly firearm_id: string;
  readonly name: string | null;
  readonly role: PartyRole;
  readonly held_from: string | null;
  readonly recorded_on: string;
  readonly weapon: string;
  readonly restricted_since: string | null;
}

/** The names of natural persons in marking records, for the data protection officer: in the caller's transaction, whose permission was judged there. */
@Injectable()
export class MarkingPersonsService {
  constructor(
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /** Names that hold every word of `name`, whatever their order and case. */
  async search(tx: Tx, name: string, limit: number): Promise<readonly MarkingPerson[]> {
    const words = name
      .trim()
      .split(/\s+/)
      .map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    const rows = await tx.query<Row>(`${PERSON} WHERE p.name ILIKE ALL ($1) ORDER BY f.id LIMIT $2`, [words, limit]);
    return rows.map(personOf);
  }

  async list(tx: Tx, holderIds: readonly string[]): Promise<readonly MarkingPerson[]> {
    return (await tx.query<Row>(`${PERSON} WHERE h.id = ANY ($1::uuid[])`, [holderIds])).map(personOf);
  }

  async rectify(tx: Tx, actor: Actor, person: MarkingPerson, name: string): Promise<void> {
    await tx.execute('DELETE FROM holder_person WHERE holder_id = $1', [person.holderId]);
    await tx.execute('INSERT INTO holder_person (holder_id, name) VALUES ($1, $2)', [person.holderId, name]);
    await this.changed(tx, actor, 'markings.person-rectified', person, { before: person.name ?? '', after: name });
  }

  async restrict(tx: Tx, actor: Actor, person: MarkingPerson, requestId: string): Promise<void> {
    await tx.execute(
      'INSERT INTO holder_restriction (holder_id, request_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [person.holderId, requestId, this.clock.now()],
    );
    await this.changed(tx, actor, 'markings.person-restricted', person);
  }

  async lift(tx: Tx, actor: Actor, person: MarkingPerson): Promise<void> {
    await tx.execute('DELETE FROM holder_restriction WHERE holder_id = $1', [person.holderId]);
    await this.changed(tx, actor, 'markings.person-restriction-lifted', person);
  }

  /** The name goes; that there was a holder, in which role and since when, stays (ITI 12). */
  async erase(tx: Tx, actor: Actor, person: MarkingPerson): Promise<void> {
    await tx.execute('DELETE FROM holder_person WHERE holder_id = $1', [person.holderId]);
    await this.changed(tx, actor, 'markings.person-erased', person);
  }

  /** The version rises: an approval that rests on the record notices. */
  private async changed(
    tx: Tx,
    actor: Actor,
    act: string,
    { firearmId, holderId }: MarkingPerson,
    personal: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await tx.execute('UPDATE firearm SET version = version + 1 WHERE id = $1', [firearmId]);
    await this.audit.append(tx, {
      at: this.clock.now(),
      act,
      actor: { kind: actor.kind, id: actor.id },
      data: { firearmId, holderId },
      personal,
    });
  }
}

const PERSON = `SELECT h.id AS holder_id, h.firearm_id, p.name, h.role, h.held_from::text, to_char(f.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS recorded_on,
  concat_ws(' ', f.make, f.model, f.calibre) AS weapon, to_char(r.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS restricted_since
FROM holder h JOIN firearm f ON f.id = h.firearm_id
LEFT JOIN holder_person p ON p.holder_id = h.id LEFT JOIN holder_restriction r ON r.holder_id = h.id`;

function personOf(row: Row): MarkingPerson {
  return {
    holderId: row.holder_id,
    firearmId: row.firearm_id,
    role: row.role,
    recordedOn: row.recorded_on,
    weapon: row.weapon,
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.held_from === null ? {} : { heldFrom: row.held_from }),
    ...(row.restricted_since === null ? {} : { restrictedSince: row.restricted_since }),
  };
}
