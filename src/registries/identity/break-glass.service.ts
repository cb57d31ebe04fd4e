import { Inject, Injectable } from '@nestjs/common';
import { may, refusalOf, type Subject } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { addMs, type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';
import { type Tx } from '../../platform/transaction.js';
import { BreakGlassRepository, type BrokenGlass } from './break-glass.repository.js';
import { IdentityLedger } from './identity-ledger.service.js';
import { RoleGrantsRepository } from './role-grants.repository.js';

const HOUR_MS = 3_600_000;
const MIN_REASON_LENGTH = 10;

/** Reading a sealed case in an emergency: with a reason, for a few hours, and never unnoticed. */
@Injectable()
export class BreakGlassService {
  constructor(
    private readonly glasses: BreakGlassRepository,
    private readonly grants: RoleGrantsRepository,
    private readonly ledger: IdentityLedger,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Answers, beside the entry, whom the caller must tell: the agency's supervisors and every auditor. */
  async break(
    tx: Tx,
    actor: PersonActor,
    caseId: string,
    subject: Subject,
    reason: string,
  ): Promise<Result<{ glass: BrokenGlass; tell: readonly string[] }>> {
    const decision = may(actor, 'cases.break-glass', subject);
    if (!decision.yes) return refusalOf(decision);
    if (reason.trim().length < MIN_REASON_LENGTH)
      return refuse('field-invalid', { field: '/reason', rule: `at least ${String(MIN_REASON_LENGTH)} characters` });
    const brokenAt = this.clock.now();
    const glass: BrokenGlass = {
      id: this.ids.next(),
      caseId,
      personId: actor.id,
      reason,
      brokenAt,
      until: addMs(brokenAt, this.config['access.breakGlassHours'] * HOUR_MS),
    };
    await this.glasses.insert(tx, glass);
    await this.ledger.record(
      tx,
      actor,
      'identity.glass-broken',
      { glassId: glass.id, until: glass.until },
      { caseId, personal: { reason } },
    );
    return succeed({ glass, tell: await this.watchers(tx, subject.owningAgencyId, brokenAt) });
  }

  /** For `Subject.breakGlassBy`. */
  async inForce(tx: Tx, caseId: string, now: Instant): Promise<readonly string[]> {
    return this.glasses.inForce(tx, caseId, now);
  }

  private async watchers(tx: Tx, agencyId: string | undefined, now: Instant): Promise<readonly string[]> {
    const supervisors = await this.grants.holders(tx, 'supervisor', agencyId, now);
    const auditors = await this.grants.holders(tx, 'auditor', undefined, now);
    return [...new Set([...supervisors, ...auditors])];
  }
}
