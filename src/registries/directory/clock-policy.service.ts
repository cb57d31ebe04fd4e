import { Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { CLOCK_KINDS } from '../../domain/deadlines/clock.js';
import { PRESETS, type ClockPolicy } from '../../domain/deadlines/presets.js';
import { suggestedStates } from '../../domain/shared/instrument-members.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { sameVersion } from '../../platform/etag.js';
import { readerOf, Transactions, type Tx } from '../../platform/transaction.js';
import { PolicyRepository, type PolicyScope, type RecordedPolicy } from './policy.repository.js';
export { type RecordedPolicy } from './policy.repository.js';

export type PolicyDraft = Omit<RecordedPolicy, 'policy'> & {
  readonly policy: Omit<ClockPolicy, 'version' | 'standing'>;
};

/** The terms of clocks that this node holds: its own, the instruments and agreements that a person put in force, and practices known from elsewhere. */
@Injectable()
export class ClockPolicyService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly policies: PolicyRepository,
    private readonly audit: AuditRepository,
  ) {}

  /** The version in force of every policy; presets that this node has not yet seen are entered first, none of them in force towards a partner. */
  async inForce(tx: Tx): Promise<readonly RecordedPolicy[]> {
    const rows = await this.policies.inForce(tx);
    const known = new Set(rows.map((row) => row.policy.id));
    const fresh = PRESETS.filter((preset) => !known.has(preset.id));
    if (fresh.length === 0) return rows;
    const at = this.clock.now();
    for (const preset of fresh) {
      const row = {
        policy: preset,
        scope: scopeOf(preset),
        states: suggestedStates(preset.id),
        adopted: scopeOf(preset) === 'own',
      };
      if (!(await this.policies.add(tx, row, 'directory.presets', at))) continue;
      await this.audit.append(tx, {
        at,
        act: 'directory.policy-entered',
        actor: { kind: 'system', id: 'directory.presets' },
        data: { policy: preset.id, version: preset.version },
      });
    }
    return this.policies.inForce(tx);
  }

  async findVersion(tx: Tx, id: string, version: number): Promise<ClockPolicy | undefined> {
    await this.inForce(tx);
    return (await this.policies.findVersion(tx, id, version))?.policy;
  }

  async list(after: string, limit: number): Promise<readonly RecordedPolicy[]> {
    await this.transactions.run((tx) => this.inForce(tx));
    return this.policies.list(readerOf(this.transactions), after, limit);
  }

  async find(id: string): Promise<Result<RecordedPolicy>> {
    await this.transactions.run((tx) => this.inForce(tx));
    const found = await this.policies.find(readerOf(this.transactions), id);
    return found === undefined ? refuse('not-found') : succeed(found);
  }

  /** `readVersion` 0 creates. Refusals: `policy-invalid`, `version-stale`, `not-found`. Earlier versions stay: a change is never retroactive. */
  async setPolicy(actor: Actor, draft: PolicyDraft, readVersion: number): Promise<Result<RecordedPolicy>> {
    const wrong = policyProblem(draft);
    if (wrong !== undefined) return refuse('policy-invalid', wrong);
    return this.transactions.run(async (tx) => {
      await this.inForce(tx);
      await this.policies.lock(tx, draft.policy.id);
      const current = await this.policies.find(tx, draft.policy.id);
      if (current === undefined && readVersion !== 0) return refuse('not-found');
      const same = sameVersion(readVersion, current?.policy.version ?? 0);
      if (!same.ok) return same;
      if (current !== undefined && current.scope !== draft.scope)
        return refuse('policy-invalid', { field: '/scope', rule: 'the scope of a policy stays' });
      const row = { ...draft, policy: { ...draft.policy, version: readVersion + 1, standing: STANDINGS[draft.scope] } };
      const at = this.clock.now();
      await this.policies.add(tx, row, actor.id, at);
      await this.audit.append(tx, {
        at,
        act: 'directory.policy-set',
        actor: { kind: actor.kind, id: actor.id },
        data: {
          policy: row.policy.id,
          version: row.policy.version,
          scope: row.scope,
          states: row.states,
          adopted: row.adopted,
        },
      });
      return succeed(row);
    });
  }
}

const STANDINGS = {
  'own': 'our reminder',
  'instrument': 'instrument',
  'agreement': 'agreement',
  'known practice': 'our reminder',
} as const satisfies Record<PolicyScope, ClockPolicy['standing']>;

/** A preset that sets every clock is a node's own; one of a research body or of a domestic practice binds no State. */
function scopeOf(preset: ClockPolicy): PolicyScope {
  if (preset.standing === 'instrument' || preset.standing === 'agreement') return preset.standing;
  return isWhole(preset) ? 'own' : 'known practice';
}

function isWhole(policy: Pick<ClockPolicy, 'terms'>): boolean {
  return CLOCK_KINDS.every((clock) => policy.terms[clock] !== undefined);
}

function policyProblem({ scope, states, policy }: PolicyDraft): { field: string; rule: string } | undefined {
  if (policy.id.startsWith('target:')) return { field: '/id', rule: 'target: names what a partner has published' };
  if (Object.keys(policy.terms).length === 0) return { field: '/terms', rule: 'at least one clock' };
  if (scope === 'own' && !isWhole(policy))
    return { field: '/terms', rule: 'our own policy has a term for every clock' };
  if (scope === 'own' && policy.urgency === 'any')
    return { field: '/urgency', rule: 'our own policy is routine or urgent' };
  if ((scope === 'instrument' || scope === 'agreement') && states.length < 2)
    return { field: '/states', rule: 'it binds two States or more' };
  return undefined;
}
