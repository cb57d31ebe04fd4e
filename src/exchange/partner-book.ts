import { Inject, Injectable } from '@nestjs/common';
import { currentKey, findKey } from '../domain/directory/key-validity.js';
import { type SealingRecipient } from '../domain/envelope/seal.js';
import { type SigningKeyOf } from '../domain/envelope/sender-key.js';
import { WIRE_VERSION } from '../domain/messages/kinds.js';
import { type Instant } from '../domain/shared/instant.js';
import { refuse, type Result, succeed } from '../domain/shared/refusal.js';
import { CONFIG, type Config } from '../platform/config.js';
import { DirectoryService } from '../registries/directory/directory.service.js';

/** Where and how a partner is reached, out of the directory and nowhere else. */
export interface PartnerAddress {
  readonly country: string;
  readonly url: string;
  readonly recipient: SealingRecipient;
  /** Most letters in one envelope that both sides take. */
  readonly batchMax: number;
}

/** The directory as the wire needs it. */
@Injectable()
export class PartnerBook {
  readonly own: string;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly directory: DirectoryService,
  ) {
    this.own = config['node.state'];
  }

  readonly signingKeyOf: SigningKeyOf = async (iss, kid) => {
    const partner = await this.directory.partner(null, iss);
    if (partner === undefined) return refuse('sender-unknown', { field: '/iss' });
    if (partner.suspended) return refuse('sender-suspended', { field: '/iss' });
    return findKey(partner.keys, 'signing', kid) ?? refuse('signing-key-unknown', { field: '/kid' });
  };

  /** Refuses a partner that is unknown, suspended, without a node, without a key, or that reads none of our versions. */
  async addressOf(country: string, now: Instant): Promise<Result<PartnerAddress>> {
    const partner = await this.directory.partner(null, country);
    if (partner === undefined) return refuse('sender-unknown', { field: '/partner' });
    if (partner.suspended) return refuse('sender-suspended', { field: '/partner' });
    const { channel, capabilities } = partner;
    if (channel.kind !== 'node' || channel.url === undefined) return refuse('channel-not-node', { field: '/partner' });
    if (!capabilities.versions.includes(WIRE_VERSION))
      return refuse('version-unknown', { field: '/partner', rule: `reads ${capabilities.versions.join(', ')}` });
    const key = currentKey(partner.keys, 'sealing', now);
    if (key === undefined) return refuse('sealing-key-unknown', { field: '/partner' });
    return succeed({
      country,
      url: channel.url,
      recipient: { kid: key.kid, publicKey: key.jwk },
      batchMax: Math.min(capabilities.batchMax, this.config['exchange.batchMax']),
    });
  }

  /** A sealing key of that partner by its name, for the answer that goes to the key it asked with. */
  async sealingKey(country: string, kid: string, now: Instant): Promise<SealingRecipient | undefined> {
    const partner = await this.directory.partner(null, country);
    const key = partner === undefined ? undefined : findKey(partner.keys, 'sealing', kid);
    return key === undefined || (key.revokedAt !== undefined && key.revokedAt <= now)
      ? undefined
      : { kid: key.kid, publicKey: key.jwk };
  }

  async partners(): Promise<readonly string[]> {
    const codes: string[] = [];
    for (;;) {
      const page = await this.directory.partners(codes.at(-1) ?? '', 100);
      codes.push(...page.map((partner) => partner.country));
      if (page.length < 100) return codes;
    }
  }
}
