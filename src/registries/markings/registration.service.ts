import { Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { digestOf } from '../../domain/shared/canonical.js';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Blocker, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { sameVersion } from '../../platform/etag.js';
import { IdSource } from '../../platform/id-source.js';
import { Transactions } from '../../platform/transaction.js';
import { ReferenceService } from '../reference/reference.service.js';
import { FirearmsRepository, type StoredFirearm } from './firearms.repository.js';
import { viewOf, type FirearmView } from './markings.service.js';
import { firearmBlockers, markBlockers, type NewFirearm } from './new-firearm.js';
import { type CorrectFirearmDto } from './query.dto.js';
import { applyCorrection, withIds, type Reading } from './stored-firearm.js';

/** The source of a record that was entered here and came from nobody else. */
const OWN_SOURCE = 'this registry';

/** Entering and correcting one marking record. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly firearms: FirearmsRepository,
    private readonly reference: ReferenceService,
    private readonly transactions: Transactions,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** Refuses with every reason at once: `firearm-invalid`; `record-known` where this source's record is here already. */
  async register(
    actor: Actor,
    given: NewFirearm,
    origin: { readonly source?: string; readonly sourceRecordId?: string } = {},
  ): Promise<Result<FirearmView>> {
    const allowed = may(actor, 'firearms.register');
    if (!allowed.yes) return refusalOf(allowed);
    const reasons = firearmBlockers(given);
    if (reasons.length > 0) return refuse('firearm-invalid', { reasons });
    const lexicon = await this.reference.lexicon();
    const stored = this.stored(actor, given, origin);
    return this.transactions.run(async (tx) => {
      await this.firearms.lockSource(tx, stored.source);
      if ((await this.firearms.digestsOf(tx, stored.source, [stored.rowIdentity])).size > 0)
        return refuse('record-known', { field: '/sourceRecordId', rule: 'one record for each id of a source' });
      await this.firearms.insert(tx, [stored], lexicon);
      await this.audit.append(tx, {
        at: stored.recordedAt,
        act: 'markings.registered',
        actor: { kind: actor.kind, id: actor.id },
        data: { firearmId: stored.firearm.id, source: stored.source, rowDigest: stored.rowDigest },
        personal: numbersOf(stored),
      });
      return succeed(viewOf(stored, { corrections: [], reports: [] }));
    });
  }

  /** A record is corrected with a reason; what it said before stays, and a mark's former reading is kept and no longer searched. */
  async correct(
    actor: Actor,
    id: string,
    readVersion: number,
    correction: CorrectFirearmDto,
  ): Promise<Result<FirearmView>> {
    const allowed = may(actor, 'firearms.register');
    if (!allowed.yes) return refusalOf(allowed);
    const lexicon = await this.reference.lexicon();
    return this.transactions.run(async (tx) => {
      if (!(await this.firearms.lock(tx, id))) return refuse('not-found');
      const stored = await this.firearms.find(tx, id, true);
      if (stored === undefined) return refuse('not-found');
      const same = sameVersion(readVersion, stored.version);
      if (!same.ok) return same;
      const corrected = applyCorrection(stored, correction, () => this.ids.next());
      if (corrected === undefined)
        return refuse('firearm-invalid', { field: '/marks', rule: 'a reading in force of this record, each once' });
      const reasons = changeBlockers(corrected.stored, correction, corrected.readings);
      if (reasons.length > 0) return refuse('firearm-invalid', { reasons });
      const at = this.clock.now();
      await this.firearms.correct(
        tx,
        corrected.stored,
        corrected.readings,
        {
          firearmId: id,
          version: corrected.stored.version,
          at,
          by: actor.id,
          reason: correction.reason,
          before: corrected.before,
          after: corrected.after,
        },
        lexicon,
      );
      await this.audit.append(tx, {
        at,
        act: 'markings.corrected',
        actor: { kind: actor.kind, id: actor.id },
        data: {
          firearmId: id,
          version: corrected.stored.version,
          fields: Object.keys(corrected.after as object).map((name) => name.replace(/^mark .*/, 'mark')),
        },
        personal: {
          reason: correction.reason,
          before: JSON.stringify(corrected.before),
          after: JSON.stringify(corrected.after),
        },
      });
      return succeed(viewOf(corrected.stored, await this.firearms.history(tx, id)));
    });
  }

  private stored(
    actor: Actor,
    given: NewFirearm,
    origin: { readonly source?: string; readonly sourceRecordId?: string },
  ): StoredFirearm {
    const firearm = withIds(given, () => this.ids.next());
    return {
      firearm,
      source: origin.source ?? OWN_SOURCE,
      rowIdentity: `id:${origin.sourceRecordId ?? firearm.id}`,
      rowDigest: digestOf(given),
      version: 1,
      recordedAt: this.clock.now(),
      recordedBy: actor.id,
    };
  }
}

/** A correction must change something, and its readings must be readings. */
function changeBlockers(
  corrected: StoredFirearm,
  correction: CorrectFirearmDto,
  readings: readonly Reading[],
): readonly Blocker[] {
  const { reason: _reason, marks, ...fields } = correction;
  const changes =
    (Object.values(fields) as unknown[]).filter((value) => value !== undefined).length + (marks?.length ?? 0);
  if (changes === 0)
    return [
      {
        code: 'firearm-invalid',
        rule: 'at least one change',
        text: 'The correction changes nothing.',
        says: { code: 'nothing-changed' },
      },
    ];
  const all = corrected.firearm.components.flatMap((component) => component.marks);
  return readings.flatMap((reading) => {
    const mark = all.find((one) => one.id === reading.newMarkId);
    const place = marks?.findIndex((change) => change.markId === reading.markId) ?? 0;
    return mark === undefined ? [] : markBlockers(mark, `/marks/${String(place)}`);
  });
}

/** Serial numbers never stand in the part of an entry that cannot be erased. */
function numbersOf(stored: StoredFirearm): Record<string, string> {
  const texts = stored.firearm.components.flatMap((component) =>
    component.marks.flatMap((mark) => (mark.kind === 'serial' && mark.text !== undefined ? [mark.text] : [])),
  );
  return Object.fromEntries(texts.map((text, i) => [i === 0 ? 'serial' : `serial ${String(i + 1)}`, text]));
}
