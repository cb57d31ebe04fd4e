import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { IdSource } from '../../../platform/id-source.js';
import { Transactions } from '../../../platform/transaction.js';
import { SerialSearchRepository } from './serial-search.repository.js';
import { WideQuestions } from './wide-questions.service.js';
import { WideSearchLedger } from './wide-search-ledger.js';
import { WideSearchRepository } from './wide-search.repository.js';

/** What the book takes from the node. */
@Injectable()
export class WideSearchBookSeams {
  constructor(
    readonly transactions: Transactions,
    readonly clock: Clock,
    readonly ids: IdSource,
  ) {}
}

/** Where wide searches are written down. */
@Injectable()
export class WideSearchBook {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdSource;

  constructor(
    readonly searches: WideSearchRepository,
    readonly serials: SerialSearchRepository,
    readonly questions: WideQuestions,
    readonly ledger: WideSearchLedger,
    seams: WideSearchBookSeams,
  ) {
    ({ transactions: this.transactions, clock: this.clock, ids: this.ids } = seams);
  }
}
