import { Inject, Injectable } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { LedgerProofService } from '../../../reporting/ledger/ledger-proof.service.js';
import { type Words } from '../../i18n/words.js';
import { paths } from '../../paths.js';
import { type HomePanel, type PanelFact, type PanelSource } from './home-panel.js';

/** The state of the ledger: for the auditor, and for the data protection officer with other steps. */
@Injectable()
export class AuditorPanel implements PanelSource {
  constructor(
    private readonly ledger: LedgerProofService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(words: Words, actor: PersonActor): Promise<HomePanel | undefined> {
    if (!may(actor, 'ledger.read').yes) return undefined;
    const { logs, pending, sealsBroken } = await this.ledger.state();
    const last = logs.at(-1);
    const facts: PanelFact[] = [
      {
        text:
          last?.signedAt == null
            ? words.t('work.panel.auditor.unsigned')
            : words.t('work.panel.auditor.signed', {
                size: last.size,
                when: words.timeIn(last.signedAt, this.config['node.zone']),
              }),
        href: paths.ledger.to(),
      },
      { text: words.t('work.panel.auditor.pending', { count: pending }) },
      { text: words.t('work.panel.auditor.seals', { count: sealsBroken }), href: paths.ledger.to() },
    ];
    const audits = may(actor, 'ledger.sample').yes;
    return {
      title: words.t(audits ? 'work.panel.auditor.title' : 'work.panel.auditor.protectionTitle'),
      facts,
      steps: [
        { text: words.t('work.panel.auditor.read'), href: paths.ledger.to() },
        { text: words.t('work.panel.auditor.histories'), href: paths.histories.to() },
        ...(audits ? [{ text: words.t('work.panel.auditor.verify'), href: paths.ledgerVerification.to() }] : []),
      ],
    };
  }
}
