import { Inject, Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../../domain/shared/refusal.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { IdSource } from '../../../platform/id-source.js';
import { StandbyReads } from '../../../platform/standby-reads.js';
import { Transactions } from '../../../platform/transaction.js';
import { askedOf, CandidateFinder } from '../candidate-finder.js';
import { type BatchQuery } from '../query.dto.js';
import { type BatchAnswer, type BatchLine } from './batch-answer.js';
import { readBatchFile, type BatchFile, type BatchRow } from './batch-file.js';
import { BatchLedger } from './batch-ledger.js';

export { API_WORDS, writtenLines, type BatchWords } from './batch-lines.js';
export { BATCH_COLUMNS } from './batch-file.js';

/** Many marks at once, answered row by row. The file is held, its answers are not. */
@Injectable()
export class BatchService {
  /** People whose answers are on their way. */
  private readonly underWay = new Set<string>();

  constructor(
    private readonly finder: CandidateFinder,
    private readonly transactions: Transactions,
    private readonly standby: StandbyReads,
    private readonly ledger: BatchLedger,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Reads the file, records the look-up, then answers row by row as the reader takes the rows; a reader that goes away ends the work. Refuses a file
   * that is no CSV, has no column `mark` or is over a limit, and a second batch beside one that is under way.
   */
  async lookUp(
    actor: PersonActor,
    query: BatchQuery,
    stream: AsyncIterable<Uint8Array | string>,
  ): Promise<Result<AsyncGenerator<BatchLine>>> {
    const allowed = may(actor, 'markings.query');
    if (!allowed.yes) return refusalOf(allowed);
    if (this.underWay.has(actor.id)) return refuse('batch-under-way');
    this.underWay.add(actor.id);
    const end = (): void => void this.underWay.delete(actor.id);
    try {
      const limits = { maxBytes: this.config['markings.batchMaxBytes'], maxRows: this.config['markings.batchMaxRows'] };
      const file = await readBatchFile(stream, limits);
      if (!file.ok) {
        end();
        return file;
      }
      const batchId = this.ids.next();
      await this.transactions.run((tx) => this.ledger.begun(tx, actor, batchId, query, file.value));
      return succeed(new Answers(this.answers(actor, batchId, query, file.value), end));
    } catch (error) {
      end();
      throw error;
    }
  }

  private async *answers(
    actor: PersonActor,
    batchId: string,
    query: BatchQuery,
    { rows }: BatchFile,
  ): AsyncGenerator<BatchLine> {
    const counts = { marks: rows.length, answered: 0, refused: 0, count: 0, found: 0 };
    let whole = false;
    try {
      for (const row of rows) {
        if ('faults' in row) {
          counts.refused += 1;
          yield row;
          continue;
        }
        const answer = await this.answer(row, query);
        counts.answered += 1;
        counts.count += answer.candidates.length;
        counts.found += answer.candidates.length > 0 ? 1 : 0;
        yield answer;
      }
      whole = true;
    } finally {
      await this.transactions.run((tx) => this.ledger.ended(tx, actor, batchId, query, { ...counts, whole }));
    }
    yield { end: true, ...counts };
  }

  private async answer({ line, mark, reference, filter }: BatchRow, query: BatchQuery): Promise<BatchAnswer> {
    const { lookAlikes = true, oneEdit = false } = query;
    const limit = this.config['markings.batchCandidatesMax'];
    const found = await this.transactions.run(async (tx) => {
      const { reader } = await this.standby.near(tx);
      return this.finder.find(reader, askedOf(mark, filter), { lookAlikes, oneEdit, filter, limit });
    });
    return { line, mark, ...(reference === undefined ? {} : { reference }), ...found };
  }
}

/** Answers that tell when nobody takes them any more, also where nobody began to. */
class Answers implements AsyncGenerator<BatchLine> {
  constructor(
    private readonly lines: AsyncGenerator<BatchLine>,
    private readonly end: () => void,
  ) {}

  async next(): Promise<IteratorResult<BatchLine>> {
    try {
      const next = await this.lines.next();
      if (next.done === true) this.end();
      return next;
    } catch (error) {
      this.end();
      throw error;
    }
  }

  async return(value: unknown): Promise<IteratorResult<BatchLine>> {
    this.end();
    return this.lines.return(value);
  }

  async throw(error: unknown): Promise<IteratorResult<BatchLine>> {
    this.end();
    return this.lines.throw(error);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
