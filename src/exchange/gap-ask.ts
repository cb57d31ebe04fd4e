import { Injectable } from '@nestjs/common';
import { openRecovered, type RecoveredItem } from '../domain/envelope/recovered.js';
import { type Gap } from '../ledgers/outbox/inbox.repository.js';
import { AskPlaces } from './ask-places.js';
import { EnvelopeOpener } from './envelope-opener.js';
import { PartnerClient } from './partner-client.js';
import { RecoveredProof } from './recovered-proof.js';
import { RecoveredTheirsService } from './recovered-theirs.service.js';

/** Asks a partner for what a gap lacks, and takes what comes back under the receipts that we had signed. */
@Injectable()
export class GapAsk {
  constructor(
    private readonly asks: AskPlaces,
    private readonly client: PartnerClient,
    private readonly opener: EnvelopeOpener,
    private readonly proof: RecoveredProof,
    private readonly letters: RecoveredTheirsService,
  ) {}

  /** Null where the partner answered, else why not. */
  async ask({ thread, direction, sender, fromSeq }: Gap): Promise<string | null> {
    const address = await this.asks.addressOf(sender);
    if (!address.ok) return address.code;
    const body = await this.asks.sign({ ask: 'resend', aud: sender, thread, role: direction, from: fromSeq });
    const reply = await this.client.post(address.value.url, '/exchange/resend', body);
    if (!reply.reached) return reply.error;
    const text = await reply.body();
    if (reply.status !== 200 || text === undefined) return `status-${String(reply.status)}`;
    const page = await openRecovered(text, sender, this.opener.depsAt(this.asks.now()));
    if (!page.ok) return page.code;
    for (const item of page.value.items) await this.take(sender, thread, item);
    return null;
  }

  private async take(sender: string, thread: string, item: RecoveredItem): Promise<void> {
    const proven = await this.proof.prove(sender, item);
    if (proven.ok && !proven.value.own && proven.value.header.thread === thread) await this.letters.take(proven.value);
  }
}
