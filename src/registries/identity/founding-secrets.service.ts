import { Inject, Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { CONFIG, type Config } from '../../platform/config.js';
import { KEY_USES, KeyStore } from '../../platform/key-store.js';
import { MasterKey } from '../../platform/master-key.js';

export interface MadeKey {
  readonly use: string;
  readonly kid: string;
}

/** What founding takes from the machine. */
@Injectable()
export class FoundingSecrets {
  constructor(
    private readonly keys: KeyStore,
    private readonly master: MasterKey,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The same at each start until there is somebody; it is written nowhere but in the output of the process. */
  setUpCode(): string {
    return this.master.codeFor('set-up code', this.config['node.state']);
  }

  isSetUpCode(code: string): boolean {
    const [given, right] = [Buffer.from(code.trim(), 'utf8'), Buffer.from(this.setUpCode(), 'utf8')];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  async makeKeys(): Promise<readonly MadeKey[]> {
    const made: MadeKey[] = [];
    for (const use of KEY_USES) made.push({ use, kid: (await this.keys.establish(use)).kid });
    return made;
  }
}
