import { Injectable } from '@nestjs/common';
import { type RecoveredItem } from '../domain/envelope/recovered.js';
import { type Role } from '../domain/messages/kinds.js';
import { type Instant } from '../domain/shared/instant.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { InboxRepository } from '../ledgers/outbox/inbox.repository.js';
import { OutboxRepository } from '../ledgers/outbox/outbox.repository.js';
import { StreamRepository } from '../ledgers/outbox/stream.repository.js';
import { Clock } from '../platform/clock.js';
import { type Tx } from '../platform/transaction.js';
import { ExchangeRepository } from './exchange.repository.js';

/** So many letters fit an answer, whatever their size. */
const PAGE = 20;

/** Letters of both sides with their receipts, as they lie in outbox and inbox. */
@Injectable()
export class ExchangedLetters {
  constructor(
    private readonly clock: Clock,
    private readonly streams: StreamRepository,
    private readonly outbox: OutboxRepository,
    private readonly inbox: InboxRepository,
    private readonly audit: AuditRepository,
    private readonly repository: ExchangeRepository,
  ) {}

  now(): Instant {
    return this.clock.now();
  }

  /** `last` names the end of a full page. Letters of an erased case are not there any more. */
  async since(
    tx: Tx,
    partner: string,
    since: Instant,
    after: { readonly at: Instant; readonly mid: string } | undefined,
  ): Promise<{
    readonly items: readonly RecoveredItem[];
    readonly last?: { readonly at: Instant; readonly mid: string };
  }> {
    const rows = await this.streams.exchangedSince(tx, partner, since, after, PAGE);
    const items: RecoveredItem[] = [];
    for (const row of rows) {
      const item = row.own ? await this.ownLetter(tx, row.id) : await this.theirLetter(tx, row.mid);
      if (item !== undefined) items.push(item);
    }
    const last = rows.length === PAGE ? rows.at(-1) : undefined;
    return last === undefined ? { items } : { items, last: { at: last.at, mid: last.mid } };
  }

  /** Our letters of a stream from a place on that have the partner's answer; what has none waits in the outbox and comes by itself. */
  async ownFrom(tx: Tx, thread: string, role: Role, from: number): Promise<readonly RecoveredItem[]> {
    const own = await this.outbox.ownFrom(tx, thread, role, from);
    return own
      .slice(0, PAGE)
      .flatMap(({ jws, answerJws }) =>
        jws === undefined || answerJws === undefined ? [] : [{ jws, receipt: answerJws }],
      );
  }

  async heldOf(tx: Tx, partner: string): Promise<string | null> {
    return this.repository.held(tx, partner);
  }

  /** With the first page the receipts that were delivered wait again too. */
  async note(
    tx: Tx,
    {
      partner,
      since,
      at,
      count,
      first,
    }: { partner: string; since: Instant; at: Instant; count: number; first: boolean },
  ): Promise<void> {
    const receipts = first ? await this.streams.sendReceiptsAgain(tx, partner, since, at) : 0;
    await this.audit.append(tx, {
      at,
      act: 'exchange.asked-to-recover',
      actor: { kind: 'partner', id: partner },
      data: { since, letters: count, receipts, first },
    });
  }

  private async ownLetter(tx: Tx, id: string): Promise<RecoveredItem | undefined> {
    const item = await this.outbox.get(tx, id);
    return item.jws === undefined || item.answerJws === undefined
      ? undefined
      : { jws: item.jws, receipt: item.answerJws };
  }

  private async theirLetter(tx: Tx, mid: string): Promise<RecoveredItem | undefined> {
    const message = await this.inbox.findByMid(tx, mid);
    return message?.jws === undefined ? undefined : { jws: message.jws, receipt: message.receiptJws };
  }
}
