import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/transaction.js';
import { LoadsRepository } from './loads.repository.js';
import { StageRepository } from './stage.repository.js';

/** Where loads stand, and where their rows wait. */
@Injectable()
export class LoadWork {
  constructor(
    readonly transactions: Transactions,
    readonly loads: LoadsRepository,
    readonly stage: StageRepository,
  ) {}
}
