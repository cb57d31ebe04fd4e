import { Injectable } from '@nestjs/common';
import { type Role } from '../domain/messages/kinds.js';
import { type PersonActor } from '../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../domain/shared/refusal.js';
import { InboxRepository } from '../ledgers/outbox/inbox.repository.js';
import { OutboxRepository } from '../ledgers/outbox/outbox.repository.js';
import { StreamRepository } from '../ledgers/outbox/stream.repository.js';
import { type Tx } from '../platform/transaction.js';
import { CaseReader } from '../tracing/cases/case-reader.service.js';

/** `letter`: what its author signed. `receipt`: what the other side's machine signed of it. */
export const LETTER_PARTS = ['letter', 'receipt'] as const;
export type LetterPart = (typeof LETTER_PARTS)[number];

interface Signed {
  readonly letter: string | undefined;
  readonly receipt: string | undefined;
}

/** Letters of a case as they were signed, for whoever proves an exchange without this node: compact JWS (RFC 7515). */
@Injectable()
export class LetterFilesService {
  constructor(
    private readonly reader: CaseReader,
    private readonly streams: StreamRepository,
    private readonly outbox: OutboxRepository,
    private readonly inbox: InboxRepository,
  ) {}

  /**
   * A letter is content that leaves the node (`cases.export`); a receipt tells who received what and when. The entry is committed first.
   * `not-found`: no such letter, or not signed yet. Whether the limits of a partner's letter cover the use is judged before, by an export.
   */
  async take(
    actor: PersonActor,
    id: string,
    { role, seq, part }: { readonly role: Role; readonly seq: number; readonly part: LetterPart },
  ): Promise<Result<string>> {
    const action = part === 'letter' ? 'cases.export' : 'cases.foreign-read';
    const data = { role, seq: String(seq), part };
    return this.reader.read(actor, { id, action, act: 'case.letter-taken', data }, async (tx, kase) => {
      const mid = kase.streams[role].find((entry) => entry.seq === seq)?.mid;
      if (mid === undefined) return refuse('not-found');
      const signed = role === kase.role ? await this.own(tx, mid) : await this.theirs(tx, mid);
      const jws = signed?.[part];
      return jws === undefined ? refuse('not-found') : succeed(jws);
    });
  }

  private async own(tx: Tx, mid: string): Promise<Signed | undefined> {
    const id = await this.streams.findOwnByMid(tx, mid);
    if (id === undefined) return undefined;
    const item = await this.outbox.get(tx, id);
    return item.kind === 'message' ? { letter: item.jws, receipt: item.answerJws } : undefined;
  }

  private async theirs(tx: Tx, mid: string): Promise<Signed | undefined> {
    const message = await this.inbox.findByMid(tx, mid);
    return message === undefined ? undefined : { letter: message.jws, receipt: message.receiptJws };
  }
}
