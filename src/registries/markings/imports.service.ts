import { Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { decodeCursor, decodeIdCursor, PAGE_LIMIT, pageOf, type Page, type PageQuery } from '../../platform/page.js';
import { Transactions } from '../../platform/transaction.js';
import { LoadUndoService } from './loading/load-undo.service.js';
import { LoadingService, type LoadOptions } from './loading/loading.service.js';
import { type LoadProgress } from './loading/loads.repository.js';
import { ImportsRepository, type ImportBatch, type ImportError } from './imports.repository.js';

export { type ColumnNames } from './registry-file.js';
export { type LoadProgress } from './loading/loads.repository.js';
export { type ImportProgress } from './loading/loading.service.js';
export { columnNames } from './column-names.js';
export { FIELD_NAMES, type RegistryCells } from './registry-row.js';
export { type ImportBatch, type ImportError } from './imports.repository.js';

export interface ImportReport extends ImportBatch {
  /** The first of the rows that were not taken; the rest page by page. */
  readonly errors: readonly ImportError[];
}

const ERRORS_SHOWN = 100;
const BEFORE_ALL: ImportError = { line: -1, field: '', rule: '' };

/** Loads of marking records: good rows in, each bad row reported by line, field and rule, the same file twice changes nothing. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly loading: LoadingService,
    private readonly undoing: LoadUndoService,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The file waits in the stage, judged row by row as it comes, and then goes into the registry: in one transaction up to
   * `import.maxAtomicRows` good rows, above that in parts. Refuses the file as a whole where it cannot be read.
   */
  async importCsv(
    actor: Actor,
    stream: AsyncIterable<Uint8Array | string>,
    options: LoadOptions,
  ): Promise<Result<ImportReport>> {
    const allowed = may(actor, 'firearms.import');
    if (!allowed.yes) return refusalOf(allowed);
    const staged = await this.loading.stage(actor, stream, options);
    if (!staged.ok) return staged;
    return this.finish(staged.value, options.onProgress);
  }

  /** The loads of this node, the latest first. */
  async list(actor: Actor, page: PageQuery): Promise<Result<Page<ImportBatch>>> {
    const allowed = may(actor, 'firearms.import');
    if (!allowed.yes) return refusalOf(allowed);
    const before = page.after === undefined ? succeed(undefined) : decodeIdCursor(page.after);
    if (!before.ok) return before;
    const limit = page.limit ?? PAGE_LIMIT;
    const rows = await this.transactions.run((tx) => this.imports.list(tx, before.value, limit + 1));
    return succeed(pageOf(rows, limit, (row) => [row.id]));
  }

  async get(actor: Actor, id: string): Promise<Result<ImportBatch>> {
    const allowed = may(actor, 'firearms.import');
    if (!allowed.yes) return refusalOf(allowed);
    return this.transactions.run(async (tx) => {
      const batch = await this.imports.find(tx, id);
      return batch === undefined ? refuse('not-found') : succeed(batch);
    });
  }

  /** How far a load has come. */
  async progress(actor: Actor, id: string): Promise<Result<LoadProgress>> {
    const allowed = may(actor, 'firearms.import');
    if (!allowed.yes) return refusalOf(allowed);
    return this.loading.progress(id);
  }

  /** Loads that are under way or were cut off, the latest first. */
  async underWay(actor: Actor): Promise<Result<readonly LoadProgress[]>> {
    const allowed = may(actor, 'firearms.import');
    if (!allowed.yes) return refusalOf(allowed);
    return succeed(await this.loading.underWay());
  }

  /** Goes on with a load whose process died; refuses `import-stopped` where its file must be sent again. */
  async resume(actor: Actor, id: string, onProgress?: LoadOptions['onProgress']): Promise<Result<ImportReport>> {
    const found = await this.progress(actor, id);
    if (!found.ok) return found;
    return this.finish(id, onProgress);
  }

  /** Takes every record of a load back; refuses `import-not-undoable` where one stands in a case or has changed since, with how many. */
  async undo(actor: Actor, id: string): Promise<Result<ImportBatch>> {
    const allowed = may(actor, 'firearms.import');
    if (!allowed.yes) return refusalOf(allowed);
    const undone = await this.undoing.undo(actor, id);
    return undone.ok ? this.get(actor, id) : undone;
  }

  async errors(actor: Actor, id: string, page: PageQuery): Promise<Result<Page<ImportError>>> {
    const batch = await this.get(actor, id);
    if (!batch.ok) return batch;
    const after =
      page.after === undefined ? succeed([-1, '', '']) : decodeCursor(page.after, ['number', 'string', 'string']);
    if (!after.ok) return after;
    const [line, field, rule] = after.value as [number, string, string];
    const limit = page.limit ?? PAGE_LIMIT;
    const rows = await this.transactions.run((tx) => this.imports.errors(tx, id, { line, field, rule }, limit + 1));
    return succeed(pageOf(rows, limit, (row) => [row.line, row.field, row.rule]));
  }

  private async finish(id: string, onProgress: LoadOptions['onProgress']): Promise<Result<ImportReport>> {
    const over = await this.loading.write(id, (done, total) => onProgress?.({ step: 'writing', done, total }));
    if (!over.ok) return over;
    return this.transactions.run(async (tx) => {
      const batch = await this.imports.find(tx, id);
      if (batch === undefined) return refuse('not-found');
      return succeed({ ...batch, errors: await this.imports.errors(tx, id, BEFORE_ALL, ERRORS_SHOWN) });
    });
  }
}
