import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { addMs, type Instant } from '../../domain/shared/instant.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';
import { type Tx } from '../../platform/transaction.js';
import { CredentialsRepository } from './credentials.repository.js';
import { IdentityLedger } from './identity-ledger.service.js';
import { type LinkPurpose } from './person.js';
import { newSecret } from './secret.js';

export interface IssuedLink {
  readonly url: string;
  /** The secret part of `url`; shown once, kept only as a hash. */
  readonly token: string;
  readonly expiresAt: Instant;
}

const HOUR_MS = 3_600_000;

/** One-time links by which a person sets a password: invitation, reset, first administrator. */
@Injectable()
export class LinksService {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly ledger: IdentityLedger,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A new link makes the earlier ones of that person worthless. */
  async issue(tx: Tx, actor: Actor, personId: string, purpose: LinkPurpose): Promise<IssuedLink> {
    const now = this.clock.now();
    const secret = newSecret('link');
    const link = { id: this.ids.next(), personId, purpose, expiresAt: addMs(now, this.hoursOf(purpose) * HOUR_MS) };
    await this.credentials.spendLinksOf(tx, personId, now);
    await this.credentials.insertLink(tx, link, secret.hash, now);
    await this.ledger.record(tx, actor, 'identity.link-issued', { personId, purpose, linkId: link.id });
    return {
      url: `${this.config['http.publicUrl']}/links/${secret.text}`,
      token: secret.text,
      expiresAt: link.expiresAt,
    };
  }

  private hoursOf(purpose: LinkPurpose): number {
    return this.config[purpose === 'reset' ? 'access.resetHours' : 'access.inviteHours'];
  }
}
