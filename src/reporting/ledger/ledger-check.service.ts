import { Inject, Injectable } from '@nestjs/common';
import { type AuditReport } from '../../domain/audit/report.js';
import { BundleVerifier } from '../../domain/audit/verify.js';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { BundleQueries } from '../../ledgers/audit/bundle.queries.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions } from '../../platform/transaction.js';
import { LedgerWriting } from './ledger-writing.service.js';

/** The node judges its own ledger: a convenience, since a node that lies about its ledger would lie about this, too. */
@Injectable()
export class LedgerCheckService {
  constructor(
    private readonly bundles: BundleQueries,
    private readonly transactions: Transactions,
    private readonly writing: LedgerWriting,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Refuses a ledger that is longer than one call should judge: its bundle can be judged elsewhere. */
  async check(actor: Actor): Promise<Result<AuditReport>> {
    const heads = await this.bundles.listHeads();
    const size = heads.reduce((sum, head) => sum + head.size, 0);
    if (size === 0) return refuse('ledger-not-signed-yet');
    if (size > this.config['audit.nodeCheckMax']) return refuse('ledger-too-long');
    const verifier = new BundleVerifier({ kept: [] });
    for await (const lines of this.bundles.streamLedger(heads))
      for (const line of lines.split('\n')) if (line !== '') verifier.line(line);
    const report = verifier.finish();
    const data = { entries: size, findings: report.findings.length };
    await this.transactions.run((tx) => this.writing.record(tx, actor, 'ledger.node-checked', data));
    return succeed(report);
  }
}
