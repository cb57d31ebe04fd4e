import { Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { recordedChain, type RecordedChain } from '../../domain/firearm/record.js';
import { type Firearm } from '../../domain/firearm/marking.js';
import { digestOf } from '../../domain/shared/canonical.js';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { StandbyReads } from '../../platform/standby-reads.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { askedOf, CandidateFinder, type CandidateList, type WeaponAsked } from './candidate-finder.js';
import { FirearmsRepository, type History, type StoredFirearm } from './firearms.repository.js';
import { type MarkingQueryDto, type ReadReason } from './query.dto.js';
import { refusedReading } from './search/refused-reading.js';
import { filterOf } from './search/weapon-filter.js';

export { type CandidateList, type WeaponAsked } from './candidate-finder.js';

export interface FirearmView extends Firearm {
  readonly version: number;
  readonly source: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly corrections: readonly Omit<History['corrections'][number], 'firearmId'>[];
  readonly reports: History['reports'];
}

/** Reading of marking records: no result leaves before its entry in the ledger is committed. */
@Injectable()
export class MarkingsService {
  constructor(
    private readonly firearms: FirearmsRepository,
    private readonly finder: CandidateFinder,
    private readonly transactions: Transactions,
    private readonly standby: StandbyReads,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /** One record. Names of natural persons are read only for roles that may see level 2. */
  async get(actor: Actor, id: string, reason: ReadReason): Promise<Result<FirearmView>> {
    const allowed = may(actor, 'firearms.read');
    if (!allowed.yes) return refusalOf(allowed);
    const persons = may(actor, 'firearms.read', { level: 2 }).yes;
    return this.transactions.run(async (tx) => {
      const stored = await this.firearms.find(tx, id, persons);
      await this.audit.append(tx, {
        at: this.clock.now(),
        act: 'markings.read',
        actor: { kind: actor.kind, id: actor.id },
        data: {
          purpose: reason.purpose,
          caseNumber: reason.caseNumber,
          firearmId: id,
          persons,
          count: stored === undefined ? 0 : 1,
        },
      });
      return stored === undefined ? refuse('not-found') : succeed(viewOf(stored, await this.firearms.history(tx, id)));
    });
  }

  /** Looks a number up, exactly and by its look-alikes. Each candidate is a lead with a score and its reasons. `as`: shown, or taken out as a file. */
  async lookUp(actor: Actor, query: MarkingQueryDto, as: 'page' | 'file' = 'page'): Promise<Result<CandidateList>> {
    const allowed = may(actor, 'markings.query');
    if (!allowed.yes) return refusalOf(allowed);
    const wrong = refusedReading(query.serial);
    if (wrong !== undefined) return wrong;
    const { serial, lookAlikes = true, oneEdit = false } = query;
    const filter = filterOf(query);
    const asked = askedOf(serial, filter);
    return this.transactions.run(async (tx) => {
      const { reader, standby } = await this.standby.near(tx);
      const found = await this.finder.find(reader, asked, { lookAlikes, oneEdit, filter });
      await this.audit.append(tx, {
        at: this.clock.now(),
        act: 'markings.looked-up',
        actor: { kind: actor.kind, id: actor.id },
        data: {
          purpose: query.purpose,
          caseNumber: query.caseNumber,
          filter: { ...filter, lookAlikes, oneEdit },
          count: found.candidates.length,
          counted: found.counted,
          truncated: found.truncated,
          ...(as === 'file' ? { as } : {}),
          ...(standby ? { standby } : {}),
        },
        personal: { serial },
      });
      return succeed(found);
    });
  }

  /** Leads for a weapon as far as it is known, by all its marks: make and calibre rank and exclude nothing. */
  async lookUpWeapon(actor: Actor, weapon: WeaponAsked, reason: ReadReason): Promise<Result<CandidateList>> {
    const allowed = may(actor, 'markings.query');
    if (!allowed.yes) return refusalOf(allowed);
    return this.transactions.run(async (tx) => {
      const { reader, standby } = await this.standby.near(tx);
      const found = await this.finder.find(reader, weapon, { lookAlikes: true });
      const { make, calibre } = weapon;
      await this.audit.append(tx, {
        at: this.clock.now(),
        act: 'markings.looked-up',
        actor: { kind: actor.kind, id: actor.id },
        data: {
          purpose: reason.purpose,
          caseNumber: reason.caseNumber,
          filter: {
            ...(make === undefined ? {} : { make }),
            ...(calibre === undefined ? {} : { calibre }),
            lookAlikes: true,
          },
          count: found.candidates.length,
          truncated: found.truncated,
          ...(standby ? { standby } : {}),
        },
        personal: { marks: weapon.marks.map(({ text }) => text ?? '').join(' ') },
      });
      return succeed(found);
    });
  }

  /** Candidates for a request, in the caller's transaction; the caller writes the entry of the ledger in it. Make and calibre rank and exclude nothing. */
  async match(tx: Tx, asked: WeaponAsked): Promise<CandidateList> {
    return this.finder.find(tx, asked, { lookAlikes: true });
  }

  /** What a record says about the line of supply, each fact with its level. Without `persons` nothing of level 2 is even read. */
  async record(tx: Tx, firearmId: string, scope: { readonly persons: boolean }): Promise<RecordedChain | undefined> {
    const stored = await this.firearms.find(tx, firearmId, scope.persons);
    if (stored === undefined) return undefined;
    const chain = recordedChain(stored.firearm);
    return scope.persons ? chain : { ...chain, facts: chain.facts.filter((fact) => fact.level < 2) };
  }

  /** Names the exact state of a record, for an approval that must notice a correction. */
  async recordDigest(tx: Tx, firearmId: string): Promise<string | undefined> {
    const stored = await this.firearms.find(tx, firearmId, true);
    return stored === undefined ? undefined : digestOf({ firearm: stored.firearm, version: stored.version });
  }
}

export function viewOf(stored: StoredFirearm, { corrections, reports }: History): FirearmView {
  return {
    ...stored.firearm,
    version: stored.version,
    source: stored.source,
    recordedAt: stored.recordedAt,
    recordedBy: stored.recordedBy,
    corrections: corrections.map(({ firearmId: _own, ...correction }) => correction),
    reports,
  };
}
