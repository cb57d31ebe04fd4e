import { Injectable } from '@nestjs/common';
import { addTerm, type Calendar } from '../../domain/deadlines/calendar.js';
import { type ClockKind } from '../../domain/deadlines/clock.js';
import { whosePolicy, type ClockPolicy } from '../../domain/deadlines/presets.js';
import { type Term } from '../../domain/deadlines/term.js';
import { type Instant } from '../../domain/shared/instant.js';
import { Transactions } from '../../platform/transaction.js';
import { DirectoryService } from './directory.service.js';

export interface DueQuestion {
  /** The other State. */
  readonly country: string;
  /** Who has to act: its target and its calendar count. */
  readonly responder: string;
  readonly urgency: 'routine' | 'urgent';
  readonly clock: ClockKind;
  readonly from: Instant;
}

export interface DuePreview {
  readonly policy: ClockPolicy;
  readonly term: Term;
  readonly calendar: Calendar;
  readonly from: Instant;
  readonly dueAt: Instant;
}

/** When a clock that starts then would be due, by the very rules by which a case's clock is: nothing is stored. */
@Injectable()
export class DuePreviewService {
  constructor(
    private readonly transactions: Transactions,
    private readonly directory: DirectoryService,
  ) {}

  /** Undefined where no policy in force sets this clock. */
  async preview({ country, responder, urgency, clock, from }: DueQuestion): Promise<DuePreview | undefined> {
    return this.transactions.run(async (tx) => {
      const policy = whosePolicy({ ...(await this.directory.policyFacts(tx, country, urgency, responder)), clock });
      const term = policy.terms[clock];
      if (term === undefined) return undefined;
      const calendar = await this.directory.calendarOf(tx, responder, from);
      return { policy, term, calendar, from, dueAt: addTerm(from, term, calendar) };
    });
  }
}
