import { Inject, Injectable } from '@nestjs/common';
import { addMs } from '../../../domain/shared/instant.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { DrillService } from '../../../registries/operation/drill.service.js';
import { NodeSecrets } from '../../../registries/operation/node-secrets.service.js';
import { RecoveryService } from '../../../registries/operation/recovery.service.js';
import { type SetUpInput } from './set-up.view.js';

const DAY_MS = 86_400_000;

/** Keys, shares and drills: what a node is brought back from. */
@Injectable()
export class SafetyFacts {
  constructor(
    private readonly secrets: NodeSecrets,
    private readonly recovery: RecoveryService,
    private readonly drills: DrillService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(): Promise<Pick<SetUpInput, 'keys' | 'recovery' | 'drill'>> {
    const set = await this.recovery.latest();
    const drill = (await this.drills.list()).find(
      ({ confirmedAt, result }) => confirmedAt !== undefined && result !== 'failed',
    );
    const asked = addMs(this.clock.now(), -this.config['operation.drillDays'] * DAY_MS).slice(0, 10);
    return {
      keys: await this.secrets.current(),
      ...(set === undefined ? {} : { recovery: { ...set, fileIsCurrent: await this.recovery.fileIsCurrent(set) } }),
      ...(drill === undefined ? {} : { drill: { on: drill.restoredOn, isRecent: drill.restoredOn >= asked } }),
    };
  }
}
