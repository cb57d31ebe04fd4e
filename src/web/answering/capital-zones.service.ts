import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config.js';
import { DirectoryService } from '../../registries/directory/directory.service.js';

/** In which places a time on a case is read: our contact point's and the partner's. */
@Injectable()
export class CapitalZones {
  constructor(
    private readonly directory: DirectoryService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(partner: string | null | undefined): Promise<readonly string[]> {
    const own = this.config['node.zone'];
    const entry = partner == null ? undefined : await this.directory.partner(null, partner);
    const theirs = entry?.contacts.find(({ kind }) => kind === 'ITI tracing')?.zone;
    return theirs === undefined ? [own] : [own, theirs];
  }
}
