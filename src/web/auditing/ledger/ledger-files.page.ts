import { Get, Inject, Param, StreamableFile } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { unwrap } from '../../../platform/problem.js';
import { LedgerProofService } from '../../../reporting/ledger/ledger-proof.service.js';
import { Readable } from 'node:stream';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';

/** The bundles as a browser downloads them, and as the page that judges them reads them. */
@Page()
export class LedgerFilesPage {
  constructor(
    private readonly proofs: LedgerProofService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.ledgerBundle.route)
  @Permit('ledger.export')
  async whole(@CurrentActor() actor: PersonActor): Promise<StreamableFile> {
    return this.file(unwrap(await this.proofs.exportLedger(actor)), `${this.config['node.state']}.ledger.jsonl`);
  }

  @Get(paths.ledgerCaseBundle.route)
  @Permit('ledger.export')
  async ofCase(@CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<StreamableFile> {
    return this.file(unwrap(await this.proofs.exportCase(actor, id)), `${this.config['node.state']}.case-${id}.jsonl`);
  }

  private file(lines: AsyncIterable<string>, name: string): StreamableFile {
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: 'application/jsonl',
      disposition: `attachment; filename="${name}"`,
    });
  }
}
