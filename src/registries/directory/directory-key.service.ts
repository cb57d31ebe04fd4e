import { Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { type DirectoryKey, type KeyUse } from '../../domain/directory/entry.js';
import { findKey } from '../../domain/directory/key-validity.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { KeyStore } from '../../platform/key-store.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { EntryRepository } from './entry.repository.js';
import { OwnEntryService } from './own-entry.service.js';

export interface KeyName {
  readonly country: string;
  readonly use: KeyUse;
  readonly kid: string;
}

@Injectable()
export class DirectoryKeyService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly keyStore: KeyStore,
    private readonly entries: EntryRepository,
    private readonly own: OwnEntryService,
    private readonly audit: AuditRepository,
  ) {}

  /** Makes our next key. Partners believe it once they have pinned our new entry; until then letters signed with it wait. */
  async rotateKey(actor: Actor, use: KeyUse): Promise<Result<DirectoryKey>> {
    const pair = await this.keyStore.rotate(use, this.clock.now());
    return this.transactions.run(async (tx) => {
      const { entry } = await this.own.get(tx);
      const key = findKey(entry.keys, use, pair.kid);
      if (key === undefined) throw new Error('a rotated key is not in our entry');
      await this.tell(tx, actor, 'directory.key-rotated', { country: entry.country, use, kid: key.kid });
      return succeed(key);
    });
  }

  /**
   * Stops a key at once, a partner's or our own; one person may, since stopping is the safe side. Our own current key gets its successor first. Refusals:
   * `not-found`, `key-revoked-already`.
   */
  async revokeKey(actor: Actor, name: KeyName, reason: string): Promise<Result<DirectoryKey>> {
    const ours = name.country === this.own.country;
    if (ours && (await this.keyStore.current(name.use)).kid === name.kid)
      await this.keyStore.rotate(name.use, this.clock.now());
    return this.transactions.run(async (tx) => {
      if (ours) await this.own.get(tx);
      await this.entries.lock(tx, name.country);
      const found = await this.entries.find(tx, name.country);
      const key = found === undefined ? undefined : findKey(found.entry.keys, name.use, name.kid);
      if (found === undefined || key === undefined) return refuse('not-found');
      if (key.revokedAt !== undefined) return refuse('key-revoked-already', { rule: 'a revoked key stays revoked' });
      const at = this.clock.now();
      await this.entries.revokeKey(tx, name.country, name.use, name.kid, at, reason);
      const revoked = { ...key, revokedAt: at, revokedReason: reason };
      if (ours) {
        const keys = found.entry.keys.map((one) => (one === key ? revoked : one));
        await this.entries.record(tx, { ...found.entry, keys, version: found.entry.version + 1 }, { by: actor.id, at });
      }
      await this.tell(tx, actor, 'directory.key-revoked', name, reason);
      return succeed(revoked);
    });
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    act: string,
    { country, use, kid }: KeyName,
    reason?: string,
  ): Promise<void> {
    await this.audit.append(tx, {
      at: this.clock.now(),
      act,
      actor: { kind: actor.kind, id: actor.id },
      data: { country, use, kid },
      ...(reason === undefined ? {} : { personal: { reason } }),
    });
  }
}
