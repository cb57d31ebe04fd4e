import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '../../../domain/shared/actor.js';
import { refuse, succeed, type Refusal, type Result } from '../../../domain/shared/refusal.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { type CsvForm } from '../../../platform/csv-rows.js';
import { IdSource } from '../../../platform/id-source.js';
import { type ImportMode } from '../query.dto.js';
import { type ColumnNames } from '../registry-file.js';
import { type Load, type LoadProgress } from './loads.repository.js';
import { FileIntakeService } from './file-intake.service.js';
import { LoadWork } from './load-work.js';
import { LoadWriterService } from './load-writer.service.js';

export interface LoadOptions {
  /** Whose records these are. */
  readonly source: string;
  /** Fields whose column has another name in this file: `{ serial: 'serial_as_recorded' }`. */
  readonly columns?: ColumnNames;
  readonly form?: CsvForm;
  readonly mode?: ImportMode;
  /** A file with one bad row loads nothing. */
  readonly whole?: boolean;
  /** Called with the bytes read, then with the rows written. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly step: 'reading' | 'writing';
  readonly done: number;
  /** Rows to write; unknown while reading. */
  readonly total?: number;
}

/** A load from its first byte to its entry in the ledger. */
@Injectable()
export class LoadingService {
  constructor(
    private readonly work: LoadWork,
    private readonly intake: FileIntakeService,
    private readonly writer: LoadWriterService,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Answers the id of a load whose file waits in the stage, all of it judged. */
  async stage(actor: Actor, stream: AsyncIterable<Uint8Array | string>, options: LoadOptions): Promise<Result<string>> {
    const { source, columns = {}, form = {}, mode = 'load', whole = false, onProgress } = options;
    const id = this.ids.next();
    const leaseMs = this.config['markings.importLeaseMs'];
    const load = { id, source, mode, whole, at: this.clock.now(), actor, leaseMs };
    await this.work.transactions.run((tx) => this.work.loads.start(tx, load));
    try {
      const file = await this.intake.read(id, source, stream, { columns, ...form }, (done) =>
        onProgress?.({ step: 'reading', done }),
      );
      if (!file.ok) await this.giveUp(id, 'refused', file);
      return file.ok ? succeed(id) : file;
    } catch (error) {
      await this.giveUp(id, 'stopped');
      throw error;
    }
  }

  /** Goes on where the load stands; refuses one whose file must be sent again. */
  async write(id: string, onRows: (done: number, total: number) => void = () => undefined): Promise<Result<undefined>> {
    return (await this.writer.run(id, onRows)) ? succeed(undefined) : refuse('import-stopped');
  }

  async progress(id: string): Promise<Result<LoadProgress>> {
    const load = await this.work.transactions.run((tx) => this.work.loads.find(tx, id));
    return load === undefined ? refuse('not-found') : succeed(progressOf(load));
  }

  async underWay(): Promise<readonly LoadProgress[]> {
    return (await this.work.transactions.run((tx) => this.work.loads.open(tx, OPEN_SHOWN))).map(progressOf);
  }

  async giveUp(id: string, state: 'refused' | 'stopped', refusal?: Refusal): Promise<void> {
    await this.work.transactions.run(async (tx) => {
      await this.work.loads.end(tx, id, state, refusal?.code);
      await this.work.stage.clear(tx, id);
    });
  }
}

const OPEN_SHOWN = 20;

/** What the program alone needs to know of a load stays here. */
function progressOf({
  whole: _w,
  lastLine: _l,
  fileDigest: _f,
  characters: _c,
  actorKind: _a,
  undoable: _u,
  ...shown
}: Load): LoadProgress {
  return shown;
}
