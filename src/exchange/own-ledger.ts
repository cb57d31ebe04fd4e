import { Injectable } from '@nestjs/common';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { type Tx } from '../platform/transaction.js';

/** What letters and receipts carry of our own ledger. */
@Injectable()
export class OwnLedger {
  constructor(private readonly audit: AuditRepository) {}

  /** The log that is open: a restored node opens the next one, and its letters say so. */
  async epoch(tx: Tx): Promise<number> {
    return (await this.audit.currentLog(tx))?.epoch ?? 1;
  }

  /** The latest checkpoint that is committed; null before the first. */
  async checkpoint(tx: Tx): Promise<string | null> {
    return (await this.audit.latestCheckpoint(tx))?.note ?? null;
  }
}
