import { Injectable } from '@nestjs/common';
import { sign } from 'node:crypto';
import { ledgerKey, signCheckpoint, type Checkpoint, type LedgerKey } from '../../domain/audit/checkpoint.js';
import { KeyStore } from '../../platform/key-store.js';

/** The node's ledger keys: the current one signs, the earlier ones stay named in every bundle. */
@Injectable()
export class LedgerKeys {
  constructor(private readonly store: KeyStore) {}

  /** The signed note of a checkpoint. */
  async sign(checkpoint: Checkpoint): Promise<string> {
    const pair = await this.store.current('ledger');
    return signCheckpoint(checkpoint, keyOf(pair.publicJwk.x), (bytes) => sign(null, bytes, pair.privateKey));
  }

  /** Oldest first. */
  async all(): Promise<LedgerKey[]> {
    return (await this.store.all('ledger')).map((pair) => keyOf(pair.publicJwk.x));
  }
}

function keyOf(x: string): LedgerKey {
  const key = ledgerKey(x);
  if (key === undefined) throw new Error('the ledger key is not an Ed25519 key');
  return key;
}
