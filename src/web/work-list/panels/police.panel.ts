import { Injectable } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { WorkloadService } from '../../../tracing/cases/workload.service.js';
import { type Words } from '../../i18n/words.js';
import { paths } from '../../paths.js';
import { type HomePanel, type PanelSource } from './home-panel.js';

/** Investigators and examiners: their agency's recoveries, and what became of them. */
@Injectable()
export class PolicePanel implements PanelSource {
  constructor(private readonly workload: WorkloadService) {}

  async of(words: Words, actor: PersonActor): Promise<HomePanel | undefined> {
    if (!may(actor, 'recoveries.hand-in').yes || may(actor, 'cases.work').yes) return undefined;
    const standing = await this.workload.standing(actor);
    const counts = Object.entries(standing ?? {}) as [string, number][];
    return {
      title: words.t('work.panel.police.title'),
      facts: counts
        .filter(([, count]) => count > 0)
        .map(([name, count]) => ({
          text: words.t(`work.panel.police.${name}`, { count }),
          href: paths.recoveries.to(),
        })),
      ...(counts.every(([, count]) => count === 0) ? { advice: words.t('work.panel.police.empty') } : {}),
      steps: [
        { text: words.t('work.panel.police.handIn'), href: paths.handIn.to() },
        { text: words.t('work.panel.police.query'), href: paths.markingQuery.to() },
      ],
    };
  }
}
