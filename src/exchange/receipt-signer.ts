import { Injectable } from '@nestjs/common';
import { type LetterHeader } from '../domain/envelope/letter-header.js';
import { type Receipt, signReceipt } from '../domain/envelope/receipt.js';
import { KeyStore } from '../platform/key-store.js';
import { type Tx } from '../platform/transaction.js';
import { OwnLedger } from './own-ledger.js';
import { PartnerBook } from './partner-book.js';

/** A letter as a receipt names it; what could not be read of its header is absent. */
export type ReceiptedLetter = Partial<Pick<LetterHeader, 'jti' | 'thread' | 'role' | 'seq'>> & { readonly iss: string };

/** Signs receipts in the transaction that they tell of; each carries our latest checkpoint. */
@Injectable()
export class ReceiptSigner {
  constructor(
    private readonly keys: KeyStore,
    private readonly ledger: OwnLedger,
    private readonly partners: PartnerBook,
  ) {}

  async sign(
    tx: Tx,
    mid: string,
    letter: ReceiptedLetter,
    says: Pick<Receipt, 'type' | 'at'> & Partial<Receipt>,
  ): Promise<string> {
    const { kid, privateKey } = await this.keys.current('signing');
    const receipt: Receipt = {
      iss: this.partners.own,
      aud: letter.iss,
      mid,
      jti: letter.jti ?? null,
      thread: letter.thread ?? null,
      direction: letter.role ?? null,
      seq: letter.seq ?? null,
      checkpoint: await this.ledger.checkpoint(tx),
      ...says,
    };
    return signReceipt(receipt, { kid, privateKey });
  }
}
