import { Inject, Injectable } from '@nestjs/common';
import {
  CASE_FORMAT,
  LEDGER_FORMAT,
  type BundleFormat,
  type BundleLine,
  type EntryLine,
} from '../../domain/audit/bundle.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions } from '../../platform/transaction.js';
import { AuditQueries, type EntryRow, type LogHead, type Reader } from './audit.queries.js';
import { LedgerKeys } from './ledger-keys.service.js';
import { TreeQueries, type KnownHashes } from './tree.queries.js';

const ENTRIES_PER_READ = 1000;

/** Bundles, line by line, each line with its end. What is covered by a checkpoint never changes, so no transaction spans the reading. */
@Injectable()
export class BundleQueries {
  private readonly reader: Reader;

  constructor(
    transactions: Transactions,
    private readonly audit: AuditQueries,
    private readonly tree: TreeQueries,
    private readonly keys: LedgerKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.reader = { query: <Row>(sql: string, values: readonly unknown[] = []) => transactions.read<Row>(sql, values) };
  }

  /** The logs as far as checkpoints cover them now: what a bundle that is begun now will hold. */
  async listHeads(): Promise<LogHead[]> {
    return (await this.audit.listLogs(this.reader)).filter((head) => head.size > 0);
  }

  /** The whole ledger. Without `end`, the last line, the reading was broken off. */
  async *streamLedger(heads: readonly LogHead[]): AsyncGenerator<string> {
    yield await this.header(LEDGER_FORMAT, heads);
    for (const head of heads) yield* this.streamLog(head);
    yield lineOf({ type: 'end', entries: heads.reduce((sum, head) => sum + head.size, 0) });
  }

  /** The entries of one case, each with its proof under the log's last checkpoint. */
  async *streamCase(caseId: string, heads: readonly LogHead[]): AsyncGenerator<string> {
    yield await this.header(CASE_FORMAT, heads, caseId);
    for (const head of heads) yield lineOf({ type: 'checkpoint', note: head.note ?? '' });
    let entries = 0;
    for (const head of heads) {
      const known: KnownHashes = new Map();
      for await (const row of this.caseRows(caseId, head)) {
        const proof = await this.tree.proveInclusion(this.reader, placeOf(row), head.size, known);
        entries += 1;
        yield lineOf({ ...entryLine(row), proof: proof.map((hash) => Buffer.from(hash).toString('base64url')) });
      }
    }
    yield lineOf({ type: 'end', entries });
  }

  private async *streamLog(head: LogHead): AsyncGenerator<string> {
    let shown = 0;
    for (let from = 0; from < head.size; from += ENTRIES_PER_READ) {
      const to = Math.min(from + ENTRIES_PER_READ, head.size) - 1;
      const rows = await this.audit.listPlaces(this.reader, head.epoch, from, to);
      const notes = new Map(
        (await this.audit.listCheckpoints(this.reader, head.epoch, from + 1, to + 1)).map(({ size, note }) => [
          size,
          note,
        ]),
      );
      let lines = '';
      for (const row of rows) {
        lines += lineOf(entryLine(row));
        const size = placeOf(row).index + 1;
        const note = notes.get(size);
        if (note === undefined || (size !== head.size && size - shown < this.config['audit.bundleSpacing'])) continue;
        lines += lineOf({ type: 'checkpoint', note });
        shown = size;
      }
      yield lines;
    }
  }

  private async *caseRows(caseId: string, head: LogHead): AsyncGenerator<EntryRow> {
    for (let after = -1; ;) {
      const rows = await this.audit.listOfCase(this.reader, caseId, head, after, ENTRIES_PER_READ);
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < ENTRIES_PER_READ) return;
      after = placeOf(last).index;
    }
  }

  private async header(format: BundleFormat, heads: readonly LogHead[], caseId?: string): Promise<string> {
    const keys = (await this.keys.all()).map((key) => key.x);
    const logs = heads.map(({ epoch, origin, lastHeld }) => ({ epoch, origin, lastHeld }));
    return lineOf({
      type: 'header',
      format,
      state: this.config['node.state'],
      keys,
      logs,
      ...(caseId === undefined ? {} : { caseId }),
    });
  }
}

function entryLine(row: EntryRow): EntryLine {
  return { type: 'entry', ...placeOf(row), leaf: row.leaf.toString('base64url'), entry: row.canonical };
}

function placeOf(row: EntryRow): { readonly epoch: number; readonly index: number } {
  if (row.place === null) throw new Error('an entry without a place is in no bundle');
  return row.place;
}

function lineOf(line: BundleLine): string {
  return `${JSON.stringify(line)}\n`;
}
