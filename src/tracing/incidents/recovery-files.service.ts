import { Inject, Injectable } from '@nestjs/common';
import { compartmentOf, may, refusalOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { IncidentsService } from './incidents.service.js';
import { RecoveryFileSeams } from './recovery-file-seams.js';
import { readRecoveryFile, type FileIncident, type RecoveryFile } from './recovery-file.js';
import { RecoveryFilesRepository, type LoadedFile } from './recovery-files.repository.js';

export { RECOVERY_COLUMNS, NEEDED_COLUMNS } from './recovery-row.js';
export { type LoadedFile } from './recovery-files.repository.js';

export interface CheckedFile extends Omit<RecoveryFile, 'incidents'> {
  readonly incidents: number;
  /** When the very same file was loaded by this agency before. */
  readonly loadedBefore?: Instant;
}

const FILES_LISTED = 50;

/** Recoveries by the file: judged as a whole, loaded only where that is confirmed, good rows without the bad ones. */
@Injectable()
export class RecoveryFilesService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly files: RecoveryFilesRepository,
    private readonly incidents: IncidentsService,
    private readonly seams: RecoveryFileSeams,
  ) {}

  async check(actor: PersonActor, stream: AsyncIterable<Uint8Array | string>): Promise<Result<CheckedFile>> {
    const file = await this.read(actor, stream);
    if (!file.ok) return file;
    const { incidents, ...rest } = file.value;
    const before = await this.transactions.run((tx) => this.files.findLoaded(tx, rest.digest, actor.agencyId));
    return succeed({
      ...rest,
      incidents: incidents.length,
      ...(before === undefined ? {} : { loadedBefore: before.at }),
    });
  }

  /** Takes the good rows, all of them or none: a file that could not be loaded can be loaded again. */
  async load(actor: PersonActor, stream: AsyncIterable<Uint8Array | string>): Promise<Result<LoadedFile>> {
    const file = await this.read(actor, stream);
    if (!file.ok) return file;
    if (file.value.good === 0) return refuse('import-empty', { rule: 'a row that holds' });
    const { digest, rows, good, incidents } = file.value;
    const { id, now } = this.seams.fresh.stamp();
    return this.transactions.runWhole(async (tx) => {
      const incidentIds: string[] = [];
      for (const incident of incidents) {
        const opened = await this.open(tx, actor, incident);
        if (!opened.ok) return opened;
        incidentIds.push(opened.value);
      }
      const loaded: LoadedFile = {
        id,
        digest,
        rows,
        taken: good,
        owningAgencyId: actor.agencyId,
        incidentIds,
        at: now,
        by: actor.id,
      };
      await this.files.insert(tx, loaded);
      await this.seams.audit.append(tx, {
        at: now,
        act: 'incident.file-loaded',
        actor: { kind: actor.kind, id: actor.id },
        data: { fileId: id, digest, rows, taken: good, incidents: incidentIds.length },
      });
      return succeed(loaded);
    });
  }

  async list(actor: PersonActor): Promise<readonly LoadedFile[]> {
    const compartment = compartmentOf(actor, 'cases.work');
    if (compartment === undefined) return [];
    return this.transactions.run((tx) => this.files.list(tx, compartment, FILES_LISTED));
  }

  async find(actor: PersonActor, id: string): Promise<Result<LoadedFile>> {
    const compartment = compartmentOf(actor, 'cases.work');
    if (compartment === undefined) return refuse('not-allowed');
    const found = await this.transactions.run((tx) => this.files.find(tx, compartment, id));
    return found === undefined ? refuse('not-found') : succeed(found);
  }

  private async read(actor: PersonActor, stream: AsyncIterable<Uint8Array | string>): Promise<Result<RecoveryFile>> {
    const allowed = may(actor, 'cases.work');
    if (!allowed.yes) return refusalOf(allowed);
    return readRecoveryFile(stream, {
      own: this.config['node.state'],
      today: this.seams.fresh.stamp().now.slice(0, 10),
      itemsMax: this.config['tracing.itemsMax'],
      maxBytes: this.config['tracing.fileMaxBytes'],
      maxRows: this.config['tracing.fileMaxRows'],
    });
  }

  private async open(tx: Tx, actor: PersonActor, { content, statesToAsk }: FileIncident): Promise<Result<string>> {
    const handed = await this.incidents.handInWithin(tx, actor, { ...content, exercise: false });
    if (!handed.ok) return handed;
    for (const { id, item } of handed.value.opened) {
      const partner = statesToAsk[item - 1];
      if (partner === undefined) continue;
      const chosen = await this.seams.tracing.executeWithin(tx, actor, id, { type: 'choose addressee', partner });
      if (!chosen.ok) return chosen;
    }
    return succeed(handed.value.id);
  }
}
