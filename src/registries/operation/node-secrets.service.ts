import { Inject, Injectable } from '@nestjs/common';
import { digestOf } from '../../domain/shared/canonical.js';
import { type Instant } from '../../domain/shared/instant.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { KEY_USES, KeyStore } from '../../platform/key-store.js';
import { MasterKey } from '../../platform/master-key.js';
import { sealSecrets, type RecoveryFile } from '../../platform/recovery/recovery-file.js';
import { type RecoverySet } from './recovery.repository.js';

export interface OwnKey {
  readonly use: string;
  readonly kid: string;
  readonly createdAt: Instant;
}

/** What a recovery file holds: the master key and every key of the State. */
@Injectable()
export class NodeSecrets {
  constructor(
    private readonly keys: KeyStore,
    private readonly master: MasterKey,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  seal(set: RecoverySet, madeAt: Instant): RecoveryFile {
    const { id, publicKey, threshold } = set;
    return sealSecrets(
      { masterKey: this.master.forRecovery(), keys: this.keys.forRecovery() },
      { state: this.config['node.state'], set: id, publicKey, threshold, madeAt },
    );
  }

  /** Says whether a file is still whole, and nothing about the keys. */
  async digest(): Promise<string> {
    const kids = await Promise.all(KEY_USES.map(async (use) => (await this.keys.all(use)).map(({ kid }) => kid)));
    return digestOf({ kids: kids.flat() });
  }

  async current(): Promise<readonly OwnKey[]> {
    const all = await Promise.all(KEY_USES.map(async (use) => (await this.keys.all(use)).at(-1)));
    return all.flatMap((key) => (key === undefined ? [] : [{ use: key.use, kid: key.kid, createdAt: key.createdAt }]));
  }
}
