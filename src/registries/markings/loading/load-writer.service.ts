import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { AuditRepository } from '../../../ledgers/audit/audit.repository.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { type Tx } from '../../../platform/transaction.js';
import { FirearmsRepository } from '../firearms.repository.js';
import { ImportsRepository } from '../imports.repository.js';
import { growAlphabet } from '../search/serial-search.repository.js';
import { LoadWork } from './load-work.js';
import { type Load } from './loads.repository.js';
import { EVERY_LINE, type LineRange } from './stage.repository.js';

const DIGESTS_AT_ONCE = 5000;

/** Takes a file that waits in the stage into the registry: at once, or in numbered parts. Each step begins where the last one ended, whoever took it. */
@Injectable()
export class LoadWriterService {
  constructor(
    private readonly work: LoadWork,
    private readonly firearms: FirearmsRepository,
    private readonly imports: ImportsRepository,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Until the load is over; answers false where its rows are gone from the stage and the file must be sent again. */
  async run(id: string, onRows: (done: number, total: number) => void): Promise<boolean> {
    for (;;) {
      const load = await this.work.transactions.run((tx) => this.step(tx, id));
      if (load === undefined || load.state === 'stopped') return false;
      onRows(load.rowsWritten, load.rowsStaged);
      if (load.state !== 'read' && load.state !== 'loading') return load.state === 'done';
    }
  }

  /** One transaction of the load; answers where it stands after it. */
  private async step(tx: Tx, id: string): Promise<Load | undefined> {
    const load = await this.work.loads.findForUpdate(tx, id);
    if (load === undefined || (load.state !== 'read' && load.state !== 'loading')) return load;
    // The stage is not logged: a crash of the database empties it.
    if ((await this.work.stage.count(tx, id)) !== load.rowsStaged) {
      await this.work.loads.end(tx, id, 'stopped');
      await this.work.stage.clear(tx, id);
      return this.work.loads.find(tx, id);
    }
    await this.firearms.lockSource(tx, load.source);
    if (load.state === 'read') await this.begin(tx, load);
    else await this.part(tx, load);
    return this.work.loads.find(tx, id);
  }

  private async begin(tx: Tx, load: Load): Promise<void> {
    await this.work.stage.judge(tx, load.id, load.source);
    const { changed } = await this.work.stage.counts(tx, load.id);
    const nothing = load.mode === 'check' || (load.whole && load.rowsRefused + changed > 0);
    if (nothing) {
      await this.work.loads.loadNothing(tx, load.id);
      await this.finish(tx, { ...load, mode: 'check' });
      return;
    }
    const size = this.config['import.maxAtomicRows'];
    const parts = Math.max(1, Math.ceil(load.rowsStaged / size));
    if (parts > 1) {
      await this.work.loads.beginParts(tx, load.id, parts);
      return;
    }
    await this.write(tx, load, EVERY_LINE);
    await this.finish(tx, load);
  }

  private async part(tx: Tx, load: Load): Promise<void> {
    const { id, source, lastLine } = load;
    const upTo = await this.work.stage.endOfPart(tx, id, lastLine, this.config['import.maxAtomicRows']);
    if (upTo === undefined) {
      await this.finish(tx, load);
      return;
    }
    const range = { after: lastLine, upTo };
    await this.work.stage.judgeAgain(tx, id, source, range);
    await this.write(tx, load, range);
  }

  private async write(tx: Tx, load: Load, range: LineRange): Promise<void> {
    const now = this.clock.now();
    const origin = { loadId: load.id, source: load.source, at: now, by: load.by };
    const rows = await this.work.stage.move(tx, origin, range);
    // Also the characters of rows that were known: one too many costs a probe, a missing one loses a weapon.
    if (rows > 0) await growAlphabet(tx, [load.characters]);
    await this.work.loads.partDone(tx, load.id, range.upTo, rows, now, this.config['markings.importLeaseMs']);
  }

  /** The result, its bad rows and its one entry of the ledger. */
  private async finish(tx: Tx, load: Load): Promise<void> {
    const { id, source, mode, parts } = load;
    const { fresh, known, changed } = await this.work.stage.counts(tx, id);
    const accepted = createHash('sha256');
    let first = true;
    for await (const digest of this.work.stage.digests(tx, id, DIGESTS_AT_ONCE)) {
      accepted.update(first ? digest : `\n${digest}`);
      first = false;
    }
    const counts = {
      fileDigest: load.fileDigest ?? '',
      acceptedDigest: accepted.digest('base64url'),
      read: load.rowsRead,
      loaded: fresh,
      known,
      refused: load.rowsRefused + changed,
    };
    const at = this.clock.now();
    await this.imports.add(tx, { id, source, mode, ...counts, parts, at, by: load.by });
    await this.work.stage.moveErrors(tx, id);
    await this.work.loads.end(tx, id, 'done');
    await this.work.stage.clear(tx, id);
    await this.audit.append(tx, {
      at,
      act: mode === 'load' ? 'markings.imported' : 'markings.import-checked',
      actor: { kind: load.actorKind, id: load.by },
      data: { batchId: id, source, ...counts, ...(parts > 1 ? { parts } : {}) },
    });
  }
}
