import { Injectable } from '@nestjs/common';
import { verifyAsk } from '../domain/envelope/ask.js';
import { refuse, type Result, succeed } from '../domain/shared/refusal.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { OutboxRepository } from '../ledgers/outbox/outbox.repository.js';
import { StreamRepository } from '../ledgers/outbox/stream.repository.js';
import { Transactions } from '../platform/transaction.js';
import { EnvelopeOpener } from './envelope-opener.js';
import { AskPlaces } from './ask-places.js';

/** "Send again from n": what a partner lacks waits anew, with its old signature. */
@Injectable()
export class ResendService {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: OutboxRepository,
    private readonly streams: StreamRepository,
    private readonly audit: AuditRepository,
    private readonly opener: EnvelopeOpener,
    private readonly asks: AskPlaces,
  ) {}

  async resend(jws: string): Promise<Result<{ readonly waiting: number }>> {
    const at = this.asks.now();
    const verified = await verifyAsk(jws, 'resend', this.opener.depsAt(at));
    if (!verified.ok) return verified;
    const { iss, thread, role, from } = verified.value;
    return this.transactions.run(async (tx) => {
      const owner = await this.streams.owner(tx, thread);
      const known = owner?.partner === iss && owner.role === role;
      const waiting = known ? await this.outbox.sendAgainFrom(tx, thread, role, from, at) : 0;
      await this.audit.append(tx, { at, act: 'exchange.asked-to-resend', actor: { kind: 'partner', id: iss }, thread, data: { role, from, waiting, known } });
      return known ? succeed({ waiting }) : refuse('not-found');
    });
  }
}
