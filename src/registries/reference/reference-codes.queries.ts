import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/transaction.js';
import { type CodeList } from './reference.repository.js';

/** A code as it was loaded, and from which publication. */
export interface CodeView {
  readonly list: CodeList;
  readonly code: string;
  readonly text: string;
  readonly source: string;
}

export interface CodeLoadView {
  readonly source: string;
  readonly loaded: number;
  readonly known: number;
  readonly refused: number;
  readonly at: string;
}

/** Loaded codes for screens. */
@Injectable()
export class ReferenceCodesQueries {
  constructor(private readonly transactions: Transactions) {}

  /** Codes that hold `text` in their code or meaning, in the order of list and code; one more than `limit` where there are more. */
  async codes(text: string, limit: number, offset: number): Promise<readonly CodeView[]> {
    return this.transactions.read<CodeView>(
      `SELECT c.list, c.code, c.text, l.source FROM reference_code c JOIN reference_load l ON l.id = c.load_id
       WHERE $1 = '' OR position(lower($1) IN lower(c.code || ' ' || c.text)) > 0
       ORDER BY c.list, c.code, c.text_digest LIMIT $2 OFFSET $3`,
      [text, limit + 1, offset],
    );
  }

  /** The last loads, newest first. */
  async loads(limit: number): Promise<readonly CodeLoadView[]> {
    return this.transactions.read<CodeLoadView>(
      `SELECT source, rows_loaded AS loaded, rows_known AS known, rows_refused AS refused,
         to_char(loaded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
       FROM reference_load ORDER BY loaded_at DESC, id DESC LIMIT $1`,
      [limit],
    );
  }
}
