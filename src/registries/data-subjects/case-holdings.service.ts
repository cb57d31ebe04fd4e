import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Tx } from '../../platform/transaction.js';

export interface CaseHoldings {
  /** Cases that the actor may know of and that hold the name, newest first; and how many of all could be looked through. */
  search(
    tx: Tx,
    actor: PersonActor,
    name: string,
  ): Promise<{ readonly caseIds: readonly string[]; readonly searched: number; readonly all: number }>;
  /** Open cases that rest on a marking record. */
  openOn(tx: Tx, firearmId: string): Promise<number>;
}

/** Where the room above hangs up how cases are looked through: a registry does not know them. */
@Injectable()
export class CaseHoldingsSeam {
  private known: CaseHoldings | undefined;

  use(holdings: CaseHoldings): void {
    this.known = holdings;
  }

  get(): CaseHoldings {
    if (this.known === undefined) throw new Error('nobody said how cases are looked through');
    return this.known;
  }
}
