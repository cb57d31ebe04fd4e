import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Refusal, type Result } from '../../domain/shared/refusal.js';
import { checkCountry } from '../../domain/directory/country-code.js';
import { dateOf } from '../../domain/directory/entry-check.js';
import { type PartnerProfile } from '../../domain/directory/profile.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { sameVersion } from '../../platform/etag.js';
import { readerOf, Transactions } from '../../platform/transaction.js';
import { EntryRepository } from './entry.repository.js';
import { ProfileRepository } from './profile.repository.js';

export type ProfileChange = Omit<PartnerProfile, 'country' | 'version' | 'updatedAt'>;

@Injectable()
export class ProfileService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly entries: EntryRepository,
    private readonly profiles: ProfileRepository,
    private readonly audit: AuditRepository,
  ) {}

  /** Of any State, also one that is not pinned yet. */
  async find(country: string): Promise<Result<PartnerProfile>> {
    const checked = checkCountry(country, { exercise: this.config['node.exercise'] });
    return checked.ok ? succeed(await this.profiles.get(readerOf(this.transactions), country)) : refuse('not-found');
  }

  /** Refusals: those of `checkCountry`, `version-stale`, `field-invalid`, `level-2-needs-assessment`. */
  async setProfile(
    actor: Actor,
    country: string,
    change: ProfileChange,
    readVersion: number,
  ): Promise<Result<PartnerProfile>> {
    const checked = checkCountry(country, { exercise: this.config['node.exercise'], field: '/country' });
    if (!checked.ok) return checked;
    const at = this.clock.now();
    const problem = problemOf(change, at.slice(0, 10));
    if (problem !== undefined) return problem;
    return this.transactions.run(async (tx) => {
      await this.entries.lock(tx, country);
      const current = await this.profiles.get(tx, country);
      const same = sameVersion(readVersion, current.version);
      if (!same.ok) return same;
      const profile = { ...change, country, version: current.version + 1, updatedAt: at };
      await this.profiles.save(tx, profile, actor.id, at);
      const { highestLevel, confidentiality, suspended, flags, version } = profile;
      const told = Object.entries({ suspendedReason: profile.suspendedReason, note: profile.note }).filter(
        (pair): pair is [string, string] => pair[1] !== undefined,
      );
      await this.audit.append(tx, {
        at,
        act: 'directory.profile-set',
        actor: { kind: actor.kind, id: actor.id },
        data: {
          country,
          version,
          highestLevel,
          confidentiality,
          suspended,
          flags,
          ...(profile.assessedOn === undefined ? {} : { assessedOn: profile.assessedOn }),
        },
        ...(told.length === 0 ? {} : { personal: Object.fromEntries(told) }),
      });
      return succeed(profile);
    });
  }
}

function problemOf(change: ProfileChange, today: string): Refusal | undefined {
  const { assessedOn } = change;
  if (assessedOn !== undefined && (dateOf(assessedOn, '').length > 0 || assessedOn > today)) {
    return refuse('field-invalid', { field: '/assessedOn', rule: 'an existing date, not after today' });
  }
  if ((change.confidentiality === 'not assessed') !== (assessedOn === undefined)) {
    return refuse('field-invalid', { field: '/assessedOn', rule: 'an assessment has its date' });
  }
  if (change.suspended !== (change.suspendedReason !== undefined)) {
    return refuse('field-invalid', { field: '/suspendedReason', rule: 'a suspension has its reason' });
  }
  if (change.highestLevel === 2 && change.confidentiality !== 'guaranteed') {
    return refuse('level-2-needs-assessment', {
      field: '/highestLevel',
      rule: 'ITI 15: confidentiality guaranteed, before a natural person is named',
    });
  }
  return undefined;
}
