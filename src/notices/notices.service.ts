import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../domain/shared/actor.js';
import { type Instant } from '../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../domain/shared/refusal.js';
import { type Notice, NoticeRepository } from '../ledgers/notices/notice.repository.js';
import { Clock } from '../platform/clock.js';
import { readerOf, Transactions } from '../platform/transaction.js';

/** A person's own notices, and nobody else's. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly notices: NoticeRepository,
    private readonly clock: Clock,
  ) {}

  async list(
    actor: PersonActor,
    before: { readonly at: Instant; readonly id: string } | undefined,
    limit: number,
  ): Promise<readonly Notice[]> {
    return this.notices.ofPerson(readerOf(this.transactions), actor.id, before, limit);
  }

  async unread(actor: PersonActor, limit: number): Promise<readonly Notice[]> {
    return this.notices.unreadOf(readerOf(this.transactions), actor.id, limit);
  }

  /** All that the person was shown: what came after `upTo` stays unread. */
  async readUpTo(actor: PersonActor, upTo: Instant): Promise<void> {
    await this.transactions.run((tx) => this.notices.markAllRead(tx, actor.id, upTo, this.clock.now()));
  }

  async read(actor: PersonActor, id: string): Promise<Result<true>> {
    return this.transactions.run(async (tx) =>
      (await this.notices.markRead(tx, actor.id, id, this.clock.now())) ? succeed(true) : refuse('not-found'),
    );
  }
}
