import { Inject, Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { addMs, msBetween } from '../../domain/shared/instant.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions } from '../../platform/transaction.js';
import { ActorQueries, type Carrier } from './actor.queries.js';
import { hashOfSecret } from './secret.js';
import { SessionsRepository } from './sessions.repository.js';

/** The headers by which a request says who sends it. */
export interface CredentialHeaders {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/** A session's "last seen" is written at most this often. */
const SEEN_EVERY_MS = 60_000;
const MINUTE_MS = 60_000;

/** Turns what a request carries into the actor of the moment. */
@Injectable()
export class AuthenticationService {
  constructor(
    private readonly actors: ActorQueries,
    private readonly sessions: SessionsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A bearer token where there is one, else the session's cookie: a request that carries both is the token's. */
  async actorOf(headers: CredentialHeaders): Promise<PersonActor | undefined> {
    if (headers.authorization !== undefined) return this.actorOfToken(headers.authorization);
    const secret = cookieValue(headers.cookie ?? '', this.cookieName());
    return secret === undefined ? undefined : this.actorOfSession(secret);
  }

  /** Who a request that is still open belongs to now. Asking is no sign of life: it keeps no session from ending. */
  async actorStill(headers: CredentialHeaders): Promise<PersonActor | undefined> {
    if (headers.authorization !== undefined) return this.actorOfToken(headers.authorization);
    const hash = hashOfSecret('session', cookieValue(headers.cookie ?? '', this.cookieName()) ?? '');
    const carrier = hash && (await this.carrierOf(hash));
    return carrier && actorFrom(carrier, 'session');
  }

  /** Whose session the cookie opened, also after its end. Proves nobody: it only says for whom to keep what was typed. */
  async formerOwner(cookie: string | undefined): Promise<{ personId: string; credentialId: string } | undefined> {
    const hash = hashOfSecret('session', cookieValue(cookie ?? '', this.cookieName()) ?? '');
    return hash && this.actors.formerOwner(hash);
  }

  /** The person as the command line acts for them; undefined where there is none or they have left. */
  async actorOfPerson(personId: string): Promise<PersonActor | undefined> {
    const carrier = await this.actors.ofPerson(personId, this.clock.now());
    return carrier && actorFrom(carrier, 'command line');
  }

  /** Cookies know no ports: the State's code keeps two nodes on one host apart. */
  cookieName(): string {
    const name = `proofmark-${this.config['node.state']}`;
    return this.overHttps() ? `__Host-${name}` : name;
  }

  setCookie(secret: string): string {
    return `${this.cookieName()}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${String(this.config['access.sessionMaxHours'] * 3600)}${this.overHttps() ? '; Secure' : ''}`;
  }

  clearCookie(): string {
    return `${this.cookieName()}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0${this.overHttps() ? '; Secure' : ''}`;
  }

  private overHttps(): boolean {
    return this.config['http.publicUrl'].startsWith('https:');
  }

  private async actorOfToken(authorization: string): Promise<PersonActor | undefined> {
    const hash = hashOfSecret('token', /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '');
    const carrier = hash && (await this.actors.ofToken(hash, this.clock.now()));
    return carrier && actorFrom(carrier, 'token');
  }

  private async carrierOf(hash: Uint8Array): Promise<Carrier | undefined> {
    const now = this.clock.now();
    return this.actors.ofSession(hash, now, addMs(now, -this.config['access.sessionIdleMinutes'] * MINUTE_MS));
  }

  private async actorOfSession(secret: string): Promise<PersonActor | undefined> {
    const now = this.clock.now();
    const hash = hashOfSecret('session', secret);
    const carrier = hash && (await this.carrierOf(hash));
    if (carrier?.lastSeenAt !== undefined && msBetween(carrier.lastSeenAt, now) >= SEEN_EVERY_MS)
      await this.transactions.run((tx) => this.sessions.seen(tx, carrier.credentialId, now));
    return carrier && actorFrom(carrier, 'session');
  }
}

function actorFrom(carrier: Carrier, via: PersonActor['via']): PersonActor {
  const { personId, agencyId, credentialId, roles, scopes } = carrier;
  return {
    kind: 'person',
    id: personId,
    agencyId,
    roles,
    via,
    credentialId,
    ...(scopes === undefined ? {} : { scopes }),
  };
}

function cookieValue(header: string, name: string): string | undefined {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
