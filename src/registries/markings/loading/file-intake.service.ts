import { Inject, Injectable } from '@nestjs/common';
import { type Result } from '../../../domain/shared/refusal.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { type CsvSummary } from '../../../platform/csv-rows.js';
import { IdSource } from '../../../platform/id-source.js';
import { ReferenceService } from '../../reference/reference.service.js';
import { readRegistryFile, type FileFormat } from '../registry-file.js';
import { type RegistryRow } from '../registry-row.js';
import { withIds } from '../stored-firearm.js';
import { LoadWork } from './load-work.js';
import { StageWriter } from './stage-writer.js';

/** Judges a file row by row as it comes in and lets it wait in the database: a slow sender holds no lock and no connection. */
@Injectable()
export class FileIntakeService {
  constructor(
    private readonly work: LoadWork,
    private readonly reference: ReferenceService,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Refuses the file as a whole where it cannot be read; what was staged of it is the caller's to clear. */
  async read(
    loadId: string,
    source: string,
    stream: AsyncIterable<Uint8Array | string>,
    format: FileFormat,
    onBytes: (bytes: number) => void,
  ): Promise<Result<CsvSummary>> {
    const writer = await this.writer(loadId);
    const limits = { maxBytes: this.config['markings.importMaxBytes'], maxRows: this.config['markings.importMaxRows'] };
    const taker = {
      good: (line: number, row: RegistryRow) => {
        writer.good(line, this.stored(loadId, source, row));
      },
      bad: writer.bad.bind(writer),
    };
    const settled = this.settled(stream, writer, onBytes);
    const file = await readRegistryFile(settled, format, this.config['node.state'], limits, taker);
    if (!file.ok) return file;
    await writer.flush();
    await this.work.transactions.run((tx) =>
      this.work.loads.read(tx, loadId, file.value.fileDigest, writer.alphabet()),
    );
    return file;
  }

  private stored(loadId: string, source: string, row: RegistryRow) {
    return {
      firearm: withIds(row.firearm, () => this.ids.next()),
      source,
      rowIdentity: row.identity,
      rowDigest: row.digest,
      batchId: loadId,
      version: 1,
      recordedAt: this.clock.now(),
      recordedBy: '',
    };
  }

  private async writer(loadId: string): Promise<StageWriter> {
    const lexicon = await this.reference.lexicon();
    const size = this.config['markings.importChunkRows'];
    return new StageWriter(loadId, lexicon, size, (chunk, sofar) =>
      this.work.transactions.run(async (tx) => {
        await this.work.stage.copy(tx, chunk);
        await this.work.loads.advance(tx, loadId, sofar, this.clock.now(), this.config['markings.importLeaseMs']);
      }),
    );
  }

  /** The file goes no faster than the database takes its rows. */
  private async *settled(
    stream: AsyncIterable<Uint8Array | string>,
    writer: StageWriter,
    onBytes: (bytes: number) => void,
  ): AsyncGenerator<Uint8Array | string> {
    let bytes = 0;
    for await (const chunk of stream) {
      await writer.settle(bytes);
      bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length;
      onBytes(bytes);
      yield chunk;
    }
    await writer.settle(bytes);
  }
}
