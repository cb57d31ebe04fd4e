import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../domain/shared/actor.js';
import { openRecovered } from '../domain/envelope/recovered.js';
import { succeed, type Result } from '../domain/shared/refusal.js';
import { AskPlaces } from './ask-places.js';
import { EnvelopeOpener } from './envelope-opener.js';
import { PartnerCheckLedger } from './partner-check-ledger.js';
import { type PartnerCheck } from './partner-state.queries.js';
import { PartnerClient } from './partner-client.js';

/**
 * A test question to a partner, over the very ways that letters take: is it there, does it read our version, is its clock right, and do both sides
 * hold each other's keys? The question is the one of a restored node, asked for nothing: its answer is signed by the partner and sealed to us.
 */
@Injectable()
export class PartnerCheckService {
  constructor(
    private readonly asks: AskPlaces,
    private readonly client: PartnerClient,
    private readonly opener: EnvelopeOpener,
    private readonly ledger: PartnerCheckLedger,
  ) {}

  /** A partner that does not answer is a result. Refusals: a State that is not pinned, is suspended or has no node. */
  async check(actor: PersonActor, partner: string): Promise<Result<PartnerCheck>> {
    const address = await this.asks.addressOf(partner);
    if (!address.ok) return address;
    const { url } = address.value;
    const first = await this.client.get(url, '/exchange/capabilities');
    if (!first.reached)
      return succeed(await this.ledger.keep(actor, partner, { result: 'failed', error: first.error }));
    const { roundTripMs, skewMs } = first;
    const seen = { roundTripMs, ...(skewMs === undefined ? {} : { skewMs }) };
    const theirs = readCapabilities(await first.body());
    if (first.status !== 200 || theirs === undefined)
      return succeed(
        await this.ledger.keep(actor, partner, { ...seen, result: 'failed', error: `status-${String(first.status)}` }),
      );
    const versions = theirs.versions;
    if (theirs.state !== partner)
      return succeed(
        await this.ledger.keep(actor, partner, { ...seen, versions, result: 'reached', error: 'another-state' }),
      );
    const error = await this.askSigned(url, partner);
    return succeed(
      await this.ledger.keep(
        actor,
        partner,
        error === null ? { ...seen, versions, result: 'signed' } : { ...seen, versions, result: 'reached', error },
      ),
    );
  }

  /** Null where the answer is signed by the partner's pinned key and sealed to ours. */
  private async askSigned(url: string, partner: string): Promise<string | null> {
    const now = this.asks.now();
    const body = await this.asks.sign({ ask: 'recover', aud: partner, since: now, after: null });
    const reply = await this.client.post(url, '/exchange/recover', body);
    if (!reply.reached) return reply.error;
    const text = await reply.body();
    if (reply.status !== 200 || text === undefined) return codeIn(text) ?? `status-${String(reply.status)}`;
    const page = await openRecovered(text, partner, this.opener.depsAt(this.asks.now()));
    return page.ok ? null : page.code;
  }
}

function readCapabilities(
  text: string | undefined,
): { readonly state: string; readonly versions: readonly number[] } | undefined {
  try {
    const { state, versions } = JSON.parse(text ?? '') as { state?: unknown; versions?: unknown };
    return typeof state === 'string' && Array.isArray(versions)
      ? { state, versions: versions.filter((one): one is number => Number.isSafeInteger(one)).slice(0, 20) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The code of a problem document, where it is one of the partner's. */
function codeIn(text: string | undefined): string | undefined {
  return /"code":"([a-z0-9-]{1,64})"/.exec(text ?? '')?.[1];
}
