import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { splitNotes, type SignedCheckpoint } from '../../src/domain/audit/checkpoint.js';
import { type AuditInput } from '../../src/domain/audit/entry.js';
import { type AuditReport } from '../../src/domain/audit/report.js';
import { AuditSequencer } from '../../src/ledgers/audit/audit-sequencer.service.js';
import { AuditQueries } from '../../src/ledgers/audit/audit.queries.js';
import { AuditRepository } from '../../src/ledgers/audit/audit.repository.js';
import { BundleQueries } from '../../src/ledgers/audit/bundle.queries.js';
import { LedgerKeys } from '../../src/ledgers/audit/ledger-keys.service.js';
import { TreeQueries } from '../../src/ledgers/audit/tree.queries.js';
import { TreeRepository } from '../../src/ledgers/audit/tree.repository.js';
import { TestClock } from '../../src/platform/clock.js';
import { readConfig, type Config } from '../../src/platform/config.js';
import { appDataSourceOptions } from '../../src/platform/data-source.js';
import { FaultPoints } from '../../src/platform/fault-point.js';
import { KeyStore } from '../../src/platform/key-store.js';
import { Transactions } from '../../src/platform/transaction.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { judgeLines } from '../unit/audit-ledger-builder.js';

/** The audit ledger of a node on a database of its own, without the rest of the node. */
export class AuditNode {
  readonly audit: AuditRepository;
  readonly queries = new AuditQueries();
  readonly tree = new TreeQueries();
  readonly bundles: BundleQueries;
  readonly sequencer: AuditSequencer;
  readonly keyStore: KeyStore;

  private constructor(
    readonly database: TestDatabase,
    private readonly dataSource: DataSource,
    private readonly dataFolder: string,
    readonly transactions: Transactions,
    readonly clock: TestClock,
    private readonly config: Config,
  ) {
    this.keyStore = new KeyStore(config, clock);
    this.audit = new AuditRepository(config, transactions);
    const keys = new LedgerKeys(this.keyStore);
    this.bundles = new BundleQueries(transactions, this.queries, this.tree, keys, config);
    this.sequencer = this.sequencerWith(new FaultPoints());
  }

  static async start(settings: Partial<Config> = {}): Promise<AuditNode> {
    const database = await createTestDatabase();
    const dataFolder = mkdtempSync(join(tmpdir(), 'proofmark-audit-'));
    const config = configOf({
      'database.url': database.appUrl,
      'node.dataFolder': dataFolder,
      'audit.bundleSpacing': 1,
      ...settings,
    });
    const dataSource = await new DataSource(appDataSourceOptions(config)).initialize();
    return new AuditNode(database, dataSource, dataFolder, new Transactions(dataSource), new TestClock(), config);
  }

  sequencerWith(faults: FaultPoints): AuditSequencer {
    return new AuditSequencer(
      this.transactions,
      this.audit,
      new TreeRepository(this.config),
      new LedgerKeys(this.keyStore),
      this.clock,
      faults,
    );
  }

  append(number: number, more: Partial<AuditInput> = {}): Promise<string> {
    return this.transactions.run((tx) => this.audit.append(tx, this.input(number, more)));
  }

  input(number: number, more: Partial<AuditInput> = {}): AuditInput {
    return {
      at: this.clock.now(),
      act: 'case.event',
      actor: { kind: 'person', id: 'p1' },
      caseId: `case-${String(number % 3)}`,
      data: { number },
      ...more,
    };
  }

  /** Sequences until nothing waits. */
  async settle(): Promise<void> {
    while ((await this.sequencer.run()) > 0);
  }

  async bundle(): Promise<string[]> {
    return lines(this.bundles.streamLedger(await this.bundles.listHeads()));
  }

  async caseBundle(caseId: string): Promise<string[]> {
    return lines(this.bundles.streamCase(caseId, await this.bundles.listHeads()));
  }

  async judge(kept: readonly SignedCheckpoint[] = []): Promise<AuditReport> {
    return judgeLines(await this.bundle(), { kept });
  }

  async checkpoints(): Promise<SignedCheckpoint[]> {
    const rows = await this.transactions.read<{ note: string }>(
      'SELECT note FROM audit_checkpoint ORDER BY epoch, size',
    );
    return rows
      .flatMap(({ note }) => splitNotes(note))
      .map((one) => one.checkpoint)
      .filter((one) => one !== undefined);
  }

  async stop(): Promise<void> {
    await this.dataSource.destroy();
    await this.database.drop();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}

/** Not that of the whole node: this one loads no other room. */
function configOf(settings: Partial<Config>): Config {
  const read = readConfig({}, { 'node.mode': 'test', 'node.state': 'XAA', ...settings });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

async function lines(pieces: AsyncIterable<string>): Promise<string[]> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text.trimEnd().split('\n');
}
