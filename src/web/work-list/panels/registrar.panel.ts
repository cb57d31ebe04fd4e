import { Inject, Injectable } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { unwrap } from '../../../platform/problem.js';
import { ImportsService } from '../../../registries/markings/imports.service.js';
import { type Words } from '../../i18n/words.js';
import { paths } from '../../paths.js';
import { type HomePanel, type PanelSource } from './home-panel.js';

const SHOWN = 3;

/** The last loads of marking records, and the rows of them that were not taken. */
@Injectable()
export class RegistrarPanel implements PanelSource {
  constructor(
    private readonly imports: ImportsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(words: Words, actor: PersonActor): Promise<HomePanel | undefined> {
    if (!may(actor, 'firearms.import').yes) return undefined;
    const { items } = unwrap(await this.imports.list(actor, { limit: SHOWN }));
    return {
      title: words.t('work.panel.registrar.title'),
      facts: items.map(({ id, source, at, loaded, refused }) => ({
        text: words.t('work.panel.registrar.load', {
          source,
          loaded,
          refused,
          when: words.timeIn(at, this.config['node.zone']),
        }),
        href: paths.importView.to(id),
        pressing: refused > 0,
      })),
      ...(items.length === 0 ? { advice: words.t('work.panel.registrar.empty') } : {}),
      steps: [
        { text: words.t('work.panel.registrar.record'), href: paths.newFirearm.to() },
        { text: words.t('work.panel.registrar.loads'), href: paths.imports.to() },
        { text: words.t('work.panel.registrar.records'), href: paths.firearms.to() },
      ],
    };
  }
}
