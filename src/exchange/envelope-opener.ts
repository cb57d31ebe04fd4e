import { Inject, Injectable } from '@nestjs/common';
import { findCountry } from '../domain/directory/country-code.js';
import { type OpenDeps, openEnvelope, type OpenedEnvelope } from '../domain/envelope/open.js';
import { WIRE_VERSION } from '../domain/messages/kinds.js';
import { type Instant } from '../domain/shared/instant.js';
import { type Result } from '../domain/shared/refusal.js';
import { CONFIG, type Config } from '../platform/config.js';
import { KeyStore } from '../platform/key-store.js';
import { PartnerBook } from './partner-book.js';

/** The versions of the wire that this node reads. */
export const KNOWN_VERSIONS = [WIRE_VERSION] as const;

/** Opens an envelope with our own keys and our own directory. */
@Injectable()
export class EnvelopeOpener {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly keys: KeyStore,
    private readonly partners: PartnerBook,
  ) {}

  async open(jwe: string, receivedAt: Instant): Promise<Result<OpenedEnvelope>> {
    return openEnvelope(jwe, this.depsAt(receivedAt));
  }

  depsAt(now: Instant): OpenDeps {
    return {
      own: this.partners.own,
      now,
      knownVersions: KNOWN_VERSIONS,
      maxBytes: this.config['exchange.maxEnvelopeBytes'],
      maxLetters: this.config['directory.batchMax'],
      isCountry: (code) => findCountry(code) !== undefined,
      signingKeyOf: this.partners.signingKeyOf,
      sealingKeys: async (kid) => (await this.keys.byKid('sealing', kid))?.privateKey,
    };
  }
}
