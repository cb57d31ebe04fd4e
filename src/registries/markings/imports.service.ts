import { Inject, Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { sha256Base64url } from '../../domain/shared/canonical.js';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { decodeCursor, decodeIdCursor, PAGE_LIMIT, pageOf, type Page, type PageQuery } from '../../platform/page.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { ImportsRepository, type ImportBatch, type ImportError } from './imports.repository.js';
import { readRegistryFile, type ColumnNames, type RegistryFile } from './registry-file.js';
import { RegistryLoader } from './registry-loader.js';
import { type ImportMode } from './query.dto.js';

export { type ColumnNames } from './registry-file.js';
export { columnNames } from './column-names.js';
export { FIELD_NAMES, type RegistryCells } from './registry-row.js';
export { type ImportBatch, type ImportError } from './imports.repository.js';

export interface ImportOptions {
  /** Whose records these are. */
  readonly source: string;
  /** Fields whose column has another name in this file: `{ serial: 'serial_as_recorded' }`. */
  readonly columns?: ColumnNames;
  readonly mode?: ImportMode;
  /** Called with the bytes read, then with the rows written. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly step: 'reading' | 'writing';
  readonly done: number;
  /** Rows to write; unknown while reading. */
  readonly total?: number;
}

export interface ImportReport extends ImportBatch {
  /** The first of the rows that were not taken; the rest page by page. */
  readonly errors: readonly ImportError[];
}

const ERRORS_SHOWN = 100;

/** Loads of marking records: good rows in, each bad row reported by line, field and rule, the same file twice changes nothing. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly loader: RegistryLoader,
    private readonly transactions: Transactions,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The whole file is read and judged before the transaction begins: a slow sender holds no lock. */
  async importCsv(
    actor: Actor,
    stream: AsyncIterable<Uint8Array | string>,
    options: ImportOptions,
  ): Promise<Result<ImportReport>> {
    const allowed = may(actor, 'firearms.import');
    if (!allowed.yes) return refusalOf(allowed);
    const limits = { maxBytes: this.config['markings.importMaxBytes'], maxRows: this.config['markings.importMaxRows'] };
    const file = await readRegistryFile(stream, options.columns ?? {}, this.config['node.state'], limits, (done) =>
      options.onProgress?.({ step: 'reading', done }),
    );
    if (!file.ok) return file;
    return this.transactions.run(async (tx) => succeed(await this.write(tx, actor, file.value, options)));
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

  private async write(tx: Tx, actor: Actor, file: RegistryFile, options: ImportOptions): Promise<ImportReport> {
    const { source, mode = 'load' } = options;
    const at = this.clock.now();
    const load = await this.loader.prepare(tx, source, file.rows);
    const errors = [...file.errors, ...load.changed].sort((a, b) => a.line - b.line);
    const batch: ImportBatch = {
      id: load.batchId,
      source,
      mode,
      fileDigest: file.digest,
      acceptedDigest: sha256Base64url(
        [...load.fresh, ...load.known]
          .sort((a, b) => a.line - b.line)
          .map((row) => row.digest)
          .join('\n'),
      ),
      read: file.read,
      loaded: load.fresh.length,
      known: load.known.length,
      refused: file.refused + load.changed.length,
      at,
      by: actor.id,
    };
    await this.imports.add(tx, batch, errors);
    if (mode === 'load') {
      await this.loader.insert(tx, load, { source, at, by: actor.id }, (done) =>
        options.onProgress?.({ step: 'writing', done, total: load.fresh.length }),
      );
    }
    const { id: batchId, fileDigest, acceptedDigest, read, loaded, known, refused } = batch;
    await this.audit.append(tx, {
      at,
      act: mode === 'load' ? 'markings.imported' : 'markings.import-checked',
      actor: { kind: actor.kind, id: actor.id },
      data: { batchId, source, fileDigest, acceptedDigest, read, loaded, known, refused },
    });
    return { ...batch, errors: errors.slice(0, ERRORS_SHOWN) };
  }
}
