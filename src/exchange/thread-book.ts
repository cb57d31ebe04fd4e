import { Injectable } from '@nestjs/common';
import { type LetterHeader } from '../domain/envelope/letter-header.js';
import { derivedId } from '../domain/shared/ids.js';
import { refuse, type Result, succeed } from '../domain/shared/refusal.js';
import { StreamRepository } from '../ledgers/outbox/stream.repository.js';
import { type Tx } from '../platform/transaction.js';

/** A thread is one case between the two States that opened it. */
@Injectable()
export class ThreadBook {
  constructor(private readonly streams: StreamRepository) {}

  /**
   * The case of a partner's letter: ours where the thread is known, else one whose id is derived, so that letters that overtake their REQUEST
   * meet it. Refuses a thread of another pair or of the other side; and for now an answer in a thread that nobody here opened, as after a restore.
   */
  async caseOf(tx: Tx, { thread, iss, role }: Pick<LetterHeader, 'thread' | 'iss' | 'role'>): Promise<Result<string>> {
    const owner = await this.streams.owner(tx, thread);
    if (owner === undefined)
      return role === 'requester'
        ? succeed(derivedId('thread', iss, thread))
        : refuse('thread-unknown', { field: '/header/thread' });
    if (owner.partner !== iss || owner.role === role)
      return refuse('thread-of-another-pair', {
        field: '/header/thread',
        rule: 'a thread is bound to the pair that opened it',
      });
    return succeed(owner.caseId);
  }
}
