import { Injectable } from '@nestjs/common';
import { type OpenedLetter, type Rejection } from '../domain/envelope/judge-letter.js';
import { headerFault, type LetterHeader } from '../domain/envelope/letter-header.js';
import { type Instant } from '../domain/shared/instant.js';
import { type ErrorCode } from '../domain/shared/refusal.js';
import { type InboxInput, InboxRepository } from '../ledgers/outbox/inbox.repository.js';
import { Transactions, type Tx } from '../platform/transaction.js';
import { ArrivalService } from './arrival.service.js';
import { type LetterAnswer } from './letter-answer.js';
import { ReceiptSigner } from './receipt-signer.js';
import { RejectionService } from './rejection.service.js';
import { ThreadBook } from './thread-book.js';

/** Refused for its content: the letter keeps its place, which its rejection uses up, so that the stream goes on. */
const USES_UP_ITS_PLACE: readonly ErrorCode[] = [
  'letter-invalid',
  'country-unknown',
  'kind-unknown',
  'kind-not-writable',
];

/** Takes one letter whose signature held: once, in one transaction, with a signed answer that every repetition gets again. */
@Injectable()
export class LetterIntakeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly inbox: InboxRepository,
    private readonly threads: ThreadBook,
    private readonly signer: ReceiptSigner,
    private readonly rejections: RejectionService,
    private readonly arrival: ArrivalService,
  ) {}

  async take(opened: OpenedLetter, receivedAt: Instant): Promise<LetterAnswer> {
    const { header, mid, jws } = opened;
    await this.arrival.faults.pass('inbox 1 verified');
    return this.transactions.run(async (tx) => {
      await this.inbox.lockThread(tx, header.thread);
      const stored = await this.storedAnswer(tx, mid);
      if (stored !== undefined) return stored;
      const caseId = await this.threads.caseOf(tx, header);
      if (!caseId.ok)
        return this.rejections.give(tx, {
          mid,
          header,
          code: caseId.code,
          final: caseId.code === 'thread-of-another-pair',
          receivedAt,
        });
      const receiptJws = await this.signer.sign(tx, mid, header, { type: 'received', at: receivedAt });
      const row = rowOf({ header, mid, jws, receivedAt, caseId: caseId.value, receiptJws });
      const inserted = await this.inbox.insert(tx, row);
      await this.arrival.faults.pass('inbox 2 inserted');
      if (!inserted.inserted) return this.conflict(tx, opened, inserted, receivedAt);
      await this.arrival.faults.pass('inbox 3 receipt signed');
      await this.arrival.note(tx, row, opened.warning);
      return { mid, receipts: [receiptJws] };
    });
  }

  /** A signed rejection of a letter whose form, audience, version, kind or content is not taken. */
  async refuse(rejection: Rejection, receivedAt: Instant): Promise<LetterAnswer> {
    const { mid, jws, header } = rejection;
    if (header === undefined) throw new Error('a rejection is signed only where the sender is known');
    return this.transactions.run(async (tx) => {
      if (typeof header.thread === 'string') await this.inbox.lockThread(tx, header.thread);
      const stored = await this.storedAnswer(tx, mid);
      if (stored !== undefined) return stored;
      const placed =
        USES_UP_ITS_PLACE.includes(rejection.code) && isWhole(header)
          ? await this.usePlace(tx, { header, mid, jws, rejection, receivedAt })
          : undefined;
      return placed ?? this.rejections.give(tx, { mid, header, receivedAt, final: false, ...detailOf(rejection) });
    });
  }

  private async usePlace(
    tx: Tx,
    {
      header,
      mid,
      jws,
      rejection,
      receivedAt,
    }: { header: LetterHeader; mid: string; jws: string; rejection: Rejection; receivedAt: Instant },
  ): Promise<LetterAnswer | undefined> {
    const caseId = await this.threads.caseOf(tx, header);
    if (!caseId.ok) return undefined;
    const details = detailOf(rejection);
    const receiptJws = await this.signer.sign(tx, mid, header, {
      type: 'rejected',
      at: receivedAt,
      final: true,
      ...details,
    });
    const inserted = await this.inbox.insert(
      tx,
      rowOf({ header, mid, jws, receivedAt, caseId: caseId.value, receiptJws }),
    );
    if (!inserted.inserted) return undefined;
    await this.inbox.markRejected(tx, mid, { at: receivedAt, reason: rejection.code });
    await this.rejections.note(tx, { mid, header, receivedAt, final: true, ...details });
    return { mid, receipts: [receiptJws], refused: details };
  }

  private async storedAnswer(tx: Tx, mid: string): Promise<LetterAnswer | undefined> {
    const known = await this.inbox.findByMid(tx, mid);
    if (known !== undefined) return { mid, receipts: [known.receiptJws] };
    return this.rejections.stored(tx, mid);
  }

  private async conflict(tx: Tx, opened: OpenedLetter, found: Conflict, receivedAt: Instant): Promise<LetterAnswer> {
    const { mid, header, letter } = opened;
    const { existing, by } = found;
    if (by === 'mid') return { mid, receipts: [existing.receiptJws] };
    if (by === 'jti')
      return this.rejections.give(tx, { mid, header, code: 'jti-reused', final: false, receivedAt, alert: true });
    // A VOID that came too late, or one that came first: either way the sender learns which stands, and has its receipt.
    const honest = letter.kind === 'VOID' || existing.messageKind === 'VOID';
    const answer = await this.rejections.give(tx, {
      mid,
      header,
      code: 'place-taken',
      final: true,
      standing: existing.mid,
      receivedAt,
      alert: !honest,
    });
    return { ...answer, receipts: [...(answer.receipts ?? []), existing.receiptJws] };
  }
}

type Conflict = Extract<Awaited<ReturnType<InboxRepository['insert']>>, { inserted: false }>;

export function rowOf({
  header,
  mid,
  jws,
  receivedAt,
  caseId,
  receiptJws,
}: {
  header: LetterHeader;
  mid: string;
  jws: string;
  receivedAt: Instant;
  caseId: string;
  receiptJws: string;
}): InboxInput {
  const { jti, iss, thread, role, seq, prev, seen, kind, exercise } = header;
  return {
    mid,
    jti,
    sender: iss,
    thread,
    direction: role,
    seq,
    seen,
    messageKind: kind,
    caseId,
    exercise,
    jws,
    receivedAt,
    receiptJws,
    ...(prev === null ? {} : { prev }),
  };
}

function isWhole(header: NonNullable<Rejection['header']>): header is LetterHeader {
  return headerFault(header) === undefined;
}

function detailOf({ code, field, rule, versions }: Rejection): {
  code: ErrorCode;
  field?: string;
  rule?: string;
  versions?: readonly number[];
} {
  return {
    code,
    ...(field === undefined ? {} : { field: field.slice(0, 500) }),
    ...(rule === undefined ? {} : { rule: rule.slice(0, 1000) }),
    ...(versions === undefined ? {} : { versions }),
  };
}
