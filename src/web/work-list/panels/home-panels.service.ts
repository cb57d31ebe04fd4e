import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Words } from '../../i18n/words.js';
import { AdministratorPanel } from './administrator.panel.js';
import { AuditorPanel } from './auditor.panel.js';
import { type HomePanel } from './home-panel.js';
import { PolicePanel } from './police.panel.js';
import { RegistrarPanel } from './registrar.panel.js';

/** Every panel of every role that a person holds. */
@Injectable()
export class HomePanels {
  constructor(
    private readonly police: PolicePanel,
    private readonly registrar: RegistrarPanel,
    private readonly auditor: AuditorPanel,
    private readonly administrator: AdministratorPanel,
  ) {}

  async of(words: Words, actor: PersonActor): Promise<readonly HomePanel[]> {
    const found: HomePanel[] = [];
    for (const source of [this.police, this.registrar, this.auditor, this.administrator]) {
      const panel = await source.of(words, actor);
      if (panel !== undefined) found.push(panel);
    }
    return found;
  }
}
