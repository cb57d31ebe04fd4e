import { Inject, Injectable } from '@nestjs/common';
import { wallAt } from '../../domain/deadlines/zone-time.js';
import { instantOf, type CalendarDate } from '../../domain/shared/instant.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';

/** Ids and days of absences: a day is that of the contact point's zone. */
@Injectable()
export class AbsenceStamps {
  constructor(
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  now(): string {
    return this.clock.now();
  }

  today(): CalendarDate {
    return instantOf(new Date(wallAt(this.clock.now(), this.config['node.zone']))).slice(0, 10);
  }

  fresh(): { id: string; namedAt: string } {
    return { id: this.ids.next(), namedAt: this.clock.now() };
  }
}
