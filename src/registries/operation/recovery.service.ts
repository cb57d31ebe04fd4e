import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Json } from '../../domain/shared/canonical.js';
import { refuse, succeed, type Blocker, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { IdSource } from '../../platform/id-source.js';
import { type RecoveryFile } from '../../platform/recovery/recovery-file.js';
import { makeRecoveryKey, rebuildKey } from '../../platform/recovery/recovery-key.js';
import { readShare, shareText } from '../../platform/recovery/share-text.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { NodeSecrets } from './node-secrets.service.js';
import { RecoveryRepository, type RecoverySet } from './recovery.repository.js';

export { type RecoverySet } from './recovery.repository.js';

/**
 * Keys that survive the loss of the machine: a recovery key is split among holders, and whatever must not be lost is sealed to it. The node keeps
 * the public half alone, so that it can write a new file after every change of its keys and cannot open any.
 */
@Injectable()
export class RecoveryService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sets: RecoveryRepository,
    private readonly secrets: NodeSecrets,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async latest(): Promise<RecoverySet | undefined> {
    return this.sets.latest({ query: (sql, parameters) => this.transactions.read(sql, parameters) });
  }

  /** Does the last file hold the keys of today? */
  async fileIsCurrent(set: RecoverySet): Promise<boolean> {
    return set.fileDigest === (await this.secrets.digest());
  }

  /** The texts of the shares, answered here and never again. An earlier set is worth nothing from then on. */
  async make(
    actor: PersonActor,
    { shares, threshold }: { readonly shares: number; readonly threshold: number },
  ): Promise<Result<{ readonly set: RecoverySet; readonly texts: readonly string[] }>> {
    if (threshold > shares) return refuse('field-invalid', { field: '/threshold', rule: `at most ${String(shares)}` });
    const id = this.ids.next();
    const key = await makeRecoveryKey(shares, threshold);
    const set = { id, publicKey: key.publicKey, shares, threshold, madeAt: this.clock.now() };
    await this.transactions.run(async (tx) => {
      await this.sets.add(tx, set, actor.id);
      await this.tell(tx, actor, 'node.recovery-shares-made', { set: id, shares, threshold });
    });
    return succeed({ set, texts: key.shares.map((share) => shareText(id, share)) });
  }

  /** Do these shares rebuild the key? They are put together in memory, compared, and forgotten. */
  async check(actor: PersonActor, typed: readonly string[]): Promise<Result<RecoverySet>> {
    const set = await this.latest();
    if (set === undefined) return refuse('no-recovery-set');
    const read = typed.map((text) => readShare(set.id, text));
    const wrong = read.flatMap((share, i): readonly Blocker[] =>
      share.ok
        ? []
        : [
            {
              code: share.why === 'misread' ? 'share-misread' : 'share-of-another-set',
              field: `/share/${String(i)}`,
              rule: 'a share as it was printed',
              text: share.why,
            },
          ],
    );
    if (wrong.length > 0) return refuse('share-misread', { reasons: wrong });
    const key = await rebuildKey(
      read.flatMap((share) => (share.ok ? [share.bytes] : [])),
      set.publicKey,
    );
    await this.transactions.run(async (tx) => {
      if (key !== undefined) await this.sets.checked(tx, set.id, actor.id, this.clock.now());
      await this.tell(tx, actor, 'node.recovery-shares-checked', {
        set: set.id,
        shares: typed.length,
        rebuilt: key !== undefined,
      });
    });
    return key === undefined ? refuse('shares-do-not-fit') : succeed(set);
  }

  /** The file of today, sealed to the shares. */
  async makeFile(actor: PersonActor): Promise<Result<RecoveryFile>> {
    const set = await this.latest();
    if (set === undefined) return refuse('no-recovery-set');
    const at = this.clock.now();
    const file = this.secrets.seal(set, at);
    const digest = await this.secrets.digest();
    await this.transactions.run(async (tx) => {
      await this.sets.fileMade(tx, set.id, digest, at);
      await this.tell(tx, actor, 'node.recovery-file-made', { set: set.id, keys: digest });
    });
    return succeed(file);
  }

  private async tell(tx: Tx, actor: PersonActor, act: string, data: Record<string, Json>): Promise<void> {
    await this.audit.append(tx, { at: this.clock.now(), act, actor: { kind: actor.kind, id: actor.id }, data });
  }
}
