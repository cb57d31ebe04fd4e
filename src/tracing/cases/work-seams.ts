import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { JobBell, JobHandlers, Sweeps } from '../../platform/jobs.js';

/** Where the work of this room is hung up: bells, sweeps and the clock they read. */
@Injectable()
export class WorkSeams {
  constructor(
    readonly handlers: JobHandlers,
    readonly sweeps: Sweeps,
    readonly clock: Clock,
    readonly bell: JobBell,
  ) {}
}
