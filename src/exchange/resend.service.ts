import { Injectable } from '@nestjs/common';
import { verifyAsk } from '../domain/envelope/ask.js';
import { type RecoveredItem } from '../domain/envelope/recovered.js';
import { refuse, type Result } from '../domain/shared/refusal.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { StreamRepository } from '../ledgers/outbox/stream.repository.js';
import { Transactions } from '../platform/transaction.js';
import { EnvelopeOpener } from './envelope-opener.js';
import { ExchangedLetters } from './exchanged-letters.js';
import { PageSealer } from './page-sealer.js';

/**
 * "Send again from n": the letters with the receipts that the asker signed for them, so that it takes back the `receivedAt` that both sides
 * count from and not a later one.
 */
@Injectable()
export class ResendService {
  constructor(
    private readonly transactions: Transactions,
    private readonly streams: StreamRepository,
    private readonly audit: AuditRepository,
    private readonly letters: ExchangedLetters,
    private readonly opener: EnvelopeOpener,
    private readonly sealer: PageSealer,
  ) {}

  async resend(jws: string): Promise<Result<string>> {
    const at = this.letters.now();
    const verified = await verifyAsk(jws, 'resend', this.opener.depsAt(at));
    if (!verified.ok) return verified;
    const { iss, thread, role, from } = verified.value;
    const items = await this.transactions.run(async (tx): Promise<readonly RecoveredItem[] | undefined> => {
      const owner = await this.streams.owner(tx, thread);
      const known = owner?.partner === iss && owner.role === role;
      const found = known ? await this.letters.ownFrom(tx, thread, role, from) : [];
      await this.audit.append(tx, {
        at,
        act: 'exchange.asked-to-resend',
        actor: { kind: 'partner', id: iss },
        thread,
        data: { role, from, letters: found.length, known },
      });
      return known ? found : undefined;
    });
    return items === undefined
      ? refuse('not-found')
      : this.sealer.seal(verified.value, { items, held: null, next: null }, at);
  }
}
