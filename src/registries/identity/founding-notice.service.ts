import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CONFIG, type Config } from '../../platform/config.js';
import { FoundingService } from './founding.service.js';

/** Tells whoever starts a node without people how to found it, where they see it and nobody else does: in the output of the process. */
@Injectable()
export class FoundingNotice implements OnApplicationBootstrap {
  private readonly log = new Logger('founding');

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly founding: FoundingService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { httpAdapter } = this.adapterHost as { httpAdapter?: HttpAdapterHost['httpAdapter'] };
    if (httpAdapter?.getType() !== 'fastify' || (await this.founding.isFounded())) return;
    this.log.warn(
      `This node has no people yet. Open ${this.config['http.publicUrl']}/founding with the set-up code ${this.founding.setUpCode()}`,
    );
  }
}
