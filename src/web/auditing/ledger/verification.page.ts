import { Get, Inject } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { LedgerCheckService } from '../../../reporting/ledger/ledger-check.service.js';
import { LedgerProofService } from '../../../reporting/ledger/ledger-proof.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { nodeCheckView, verificationView } from './verification.view.js';

/** The ledger judged on the reader's own machine; without JavaScript, how to do it, and what the node says of itself. */
@Page()
export class VerificationPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly proofs: LedgerProofService,
    private readonly checks: LedgerCheckService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.ledgerVerification.route)
  @Permit('ledger.export')
  async show(@OnPage() call: PageCall): Promise<string> {
    const state = await this.proofs.state();
    const view = verificationView(call.words, state, this.config['node.state']);
    return this.pages.render(call, 'auditing/ledger/verification', view);
  }

  @Get(paths.ledgerNodeCheck.route)
  @Permit('ledger.export')
  async byTheNode(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const checked = await this.checks.check(actor);
    if (!checked.ok) call.request.refusalCode = checked.code;
    return this.pages.render(call, 'auditing/ledger/node-check', nodeCheckView(call.words, checked));
  }
}
