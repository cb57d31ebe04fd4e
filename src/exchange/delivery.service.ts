import { Inject, Injectable, Logger } from '@nestjs/common';
import { type ClaimedItem } from '../ledgers/outbox/outbox.repository.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { FaultPoints } from '../platform/fault-point.js';
import { OutgoingService, type ReadyItem } from './outgoing.service.js';
import { type PartnerAddress } from './partner-book.js';
import { PartnerClient } from './partner-client.js';
import { readAnswer, readProblemCode } from './letter-answer.js';
import { SettlementService } from './settlement.service.js';

/** Base64url twice, and the headers: how much longer an envelope is than the letters in it. */
const SEALED_GROWTH = 1.4;
const SEALED_HEAD_BYTES = 1000;

/** Delivers to one partner: sign, seal, send what was read back, settle by what it signed. No transaction is open while it waits for the network. */
@Injectable()
export class DeliveryService {
  private readonly log = new Logger('exchange');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly faults: FaultPoints,
    private readonly outgoing: OutgoingService,
    private readonly client: PartnerClient,
    private readonly settlement: SettlementService,
  ) {}

  async deliver(partner: string, claimed: readonly ClaimedItem[]): Promise<void> {
    const address = await this.settlement.addressOf(partner, this.clock.now());
    if (!address.ok) return this.settlement.retryClaimed(claimed, address.code);
    const ready: ReadyItem[] = [];
    for (const item of claimed) {
      const made = await this.readyOrLater(item);
      if (made !== undefined) ready.push(made);
    }
    for (const group of this.envelopesOf(ready, address.value.batchMax)) await this.send(address.value, group);
  }

  /** A row that meets a defect holds up no other one of the same partner: it is tried again by the schedule, and a person reads why. */
  private async readyOrLater(item: ClaimedItem): Promise<ReadyItem | undefined> {
    try {
      const ready = await this.outgoing.ready(item.id, this.clock.now());
      if (ready !== undefined) await this.faults.pass('dispatch 3 signed');
      return ready;
    } catch (error) {
      this.log.error(`outbox row ${item.id} cannot be made ready`, error instanceof Error ? error.stack : undefined);
      await this.settlement.retryClaimed([item], 'defect');
      return undefined;
    }
  }

  private async send(address: PartnerAddress, group: readonly ReadyItem[]): Promise<void> {
    const [only] = group;
    const jwe =
      group.length === 1 && only !== undefined
        ? await this.outgoing.sealOne(only, address)
        : await this.outgoing.sealBatch(group, address);
    await this.faults.pass('dispatch 4 sealed saved');
    await this.outgoing.markSent(group, this.clock.now());
    const reply = await this.client.post(address.url, '/exchange/envelopes', jwe);
    await this.faults.pass('dispatch 5 POST sent');
    if (!reply.reached) return this.settlement.retry(group, reply.error);
    const text = await reply.body();
    await this.faults.pass('dispatch 6 receipt read');
    const answer = text === undefined ? undefined : readAnswer(text);
    if (answer === undefined)
      return this.settlement.retry(
        group,
        (text === undefined ? undefined : readProblemCode(text)) ?? `status-${String(reply.status)}`,
      );
    for (const item of group) await this.settlement.settle(address.country, item, answer);
    await this.faults.pass('dispatch 7 committed');
  }

  /** As many letters together as both sides take, by number and by size. */
  private envelopesOf(items: readonly ReadyItem[], batchMax: number): readonly (readonly ReadyItem[])[] {
    const room = (this.config['exchange.maxEnvelopeBytes'] - SEALED_HEAD_BYTES) / SEALED_GROWTH;
    const envelopes: ReadyItem[][] = [];
    let open: ReadyItem[] = [];
    let size = 0;
    for (const item of items) {
      if (item.alone) {
        envelopes.push([item]);
        continue;
      }
      if (open.length >= batchMax || (open.length > 0 && size + item.jws.length > room)) {
        envelopes.push(open);
        [open, size] = [[], 0];
      }
      open.push(item);
      size += item.jws.length + 3;
    }
    return open.length > 0 ? [...envelopes, open] : envelopes;
  }
}
