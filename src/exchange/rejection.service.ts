import { Injectable, Logger } from '@nestjs/common';
import { type LetterHeader } from '../domain/envelope/letter-header.js';
import { digestOf } from '../domain/shared/canonical.js';
import { isUuid } from '../domain/shared/ids.js';
import { type Instant } from '../domain/shared/instant.js';
import { type ErrorCode, ERRORS } from '../domain/shared/refusal.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { IdSource } from '../platform/id-source.js';
import { type Tx } from '../platform/transaction.js';
import { ExchangeRepository } from './exchange.repository.js';
import { type LetterAnswer } from './letter-answer.js';
import { ReceiptSigner } from './receipt-signer.js';

export interface Refused {
  readonly mid: string;
  readonly header: Partial<LetterHeader> & { readonly iss: string };
  readonly code: ErrorCode;
  readonly final: boolean;
  readonly receivedAt: Instant;
  readonly field?: string;
  readonly rule?: string;
  readonly versions?: readonly number[];
  readonly standing?: string;
  /** An honest partner does not do this: a person is told. */
  readonly alert?: boolean;
}

/** Signed rejections of letters that get no place in a stream here. */
@Injectable()
export class RejectionService {
  private readonly log = new Logger('exchange');

  constructor(
    private readonly repository: ExchangeRepository,
    private readonly signer: ReceiptSigner,
    private readonly audit: AuditRepository,
    private readonly ids: IdSource,
  ) {}

  /** Kept, so that a repetition gets the same bytes; not where the same letter may be taken later. */
  async give(tx: Tx, refused: Refused): Promise<LetterAnswer> {
    const { mid, header, code, final, receivedAt, alert } = refused;
    const details = { code, ...optional(refused) };
    const receiptJws = await this.signer.sign(tx, mid, named(header), {
      type: 'rejected',
      at: receivedAt,
      final,
      ...details,
    });
    if (!ERRORS[code].retryable)
      await this.repository.keepRejection(tx, { mid, sender: header.iss, code, receiptJws, at: receivedAt });
    await this.note(tx, { ...refused, receiptJws });
    if (alert === true) await this.raise(tx, refused);
    return { mid, receipts: [receiptJws], refused: details };
  }

  async stored(tx: Tx, mid: string): Promise<LetterAnswer | undefined> {
    const receiptJws = await this.repository.findRejection(tx, mid);
    return receiptJws === undefined ? undefined : { mid, receipts: [receiptJws] };
  }

  /** The refusal's own ledger entry: an authenticated partner is told why, and so is the auditor. */
  async note(
    tx: Tx,
    { mid, header, code, final, receivedAt, field, standing, receiptJws }: Refused & { readonly receiptJws?: string },
  ): Promise<void> {
    const { thread, jti, seq } = named(header);
    await this.audit.append(tx, {
      at: receivedAt,
      act: 'exchange.refused',
      actor: { kind: 'partner', id: header.iss },
      ...(thread === undefined ? {} : { thread }),
      data: {
        mid,
        jti: jti ?? null,
        seq: seq ?? null,
        code,
        final,
        field: field ?? null,
        standing: standing ?? null,
        ...(receiptJws === undefined ? {} : { receipt: digestOf(receiptJws) }),
      },
    });
  }

  private async raise(tx: Tx, { mid, header, code, receivedAt }: Refused): Promise<void> {
    const { thread } = named(header);
    await this.repository.raiseAlert(tx, {
      id: this.ids.next(),
      partner: header.iss,
      code,
      mid,
      at: receivedAt,
      ...(thread === undefined ? {} : { thread }),
    });
    tx.afterCommit(() => this.log.warn(`${header.iss} sent a letter that is refused for ${code}; mid ${mid}`));
  }
}

/** Of a header that may be of any form, what a receipt can name. */
function named(
  header: Refused['header'],
): Pick<Partial<LetterHeader>, 'jti' | 'thread' | 'role' | 'seq'> & { readonly iss: string } {
  const { iss, jti, thread, role, seq } = header;
  return {
    iss,
    ...(typeof jti === 'string' && isUuid(jti) ? { jti } : {}),
    ...(typeof thread === 'string' && isUuid(thread) ? { thread } : {}),
    ...(role === 'requester' || role === 'responder' ? { role } : {}),
    ...(Number.isSafeInteger(seq) && (seq as number) >= 0 ? { seq: seq } : {}),
  };
}

function optional({
  field,
  rule,
  versions,
  standing,
}: Refused): Pick<Refused, 'field' | 'rule' | 'versions' | 'standing'> {
  return {
    ...(field === undefined ? {} : { field }),
    ...(rule === undefined ? {} : { rule }),
    ...(versions === undefined ? {} : { versions }),
    ...(standing === undefined ? {} : { standing }),
  };
}
