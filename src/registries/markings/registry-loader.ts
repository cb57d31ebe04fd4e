import { Inject, Injectable } from '@nestjs/common';
import { type Instant } from '../../domain/shared/instant.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';
import { type Tx } from '../../platform/transaction.js';
import { ReferenceService } from '../reference/reference.service.js';
import { FirearmsRepository } from './firearms.repository.js';
import { type ImportError } from './imports.repository.js';
import { type FileRow } from './registry-file.js';
import { withIds } from './stored-firearm.js';

/** The good rows of a file, told apart by what the registry knows already. */
export interface PreparedLoad {
  readonly batchId: string;
  readonly fresh: readonly FileRow[];
  readonly known: readonly FileRow[];
  /** Rows of a known record that say something else now. */
  readonly changed: readonly ImportError[];
}

const CHANGED_RULE = 'a known record is changed by a correction with its reason, not by a load';

@Injectable()
export class RegistryLoader {
  constructor(
    private readonly firearms: FirearmsRepository,
    private readonly reference: ReferenceService,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Holds the source until the transaction ends. A row that stands in the file twice is new once. */
  async prepare(tx: Tx, source: string, rows: readonly FileRow[]): Promise<PreparedLoad> {
    await this.firearms.lockSource(tx, source);
    const digests = new Map<string, string>();
    for (const part of this.chunks(rows))
      for (const [identity, digest] of await this.firearms.digestsOf(
        tx,
        source,
        part.map((row) => row.identity),
      ))
        digests.set(identity, digest);
    const load = {
      batchId: this.ids.next(),
      fresh: [] as FileRow[],
      known: [] as FileRow[],
      changed: [] as ImportError[],
    };
    for (const row of rows) {
      const before = digests.get(row.identity);
      if (before === undefined) load.fresh.push(row);
      else if (before === row.digest) load.known.push(row);
      else load.changed.push({ line: row.line, field: 'record_id', rule: CHANGED_RULE });
      if (before === undefined) digests.set(row.identity, row.digest);
    }
    return load;
  }

  async insert(
    tx: Tx,
    load: PreparedLoad,
    from: { readonly source: string; readonly at: Instant; readonly by: string },
    onRows: (done: number) => void,
  ): Promise<void> {
    const lexicon = await this.reference.lexicon();
    let done = 0;
    for (const part of this.chunks(load.fresh)) {
      const stored = part.map((row) => ({
        firearm: withIds(row.firearm, () => this.ids.next()),
        source: from.source,
        rowIdentity: row.identity,
        rowDigest: row.digest,
        batchId: load.batchId,
        version: 1,
        recordedAt: from.at,
        recordedBy: from.by,
      }));
      await this.firearms.insert(tx, stored, lexicon);
      onRows((done += part.length));
    }
  }

  private *chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
    const size = this.config['markings.importChunkRows'];
    for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
  }
}
