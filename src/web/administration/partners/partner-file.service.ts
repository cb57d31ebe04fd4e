import { Injectable } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { PartnerStateQueries } from '../../../exchange/partner-state.queries.js';
import { Clock } from '../../../platform/clock.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { type PartnerInput } from './partner.view.js';

type Found = Pick<PartnerInput, 'entry' | 'practices' | 'now' | 'state' | 'profile' | 'suspended'>;

/** What the page of a partner shows to this reader: the exchange and our own judgement only where they may be read. */
@Injectable()
export class PartnerFile {
  constructor(
    private readonly directory: DirectoryService,
    private readonly states: PartnerStateQueries,
    private readonly clock: Clock,
  ) {}

  async of(actor: PersonActor, country: string): Promise<Found | undefined> {
    const partner = /^[A-Z]{3}$/.test(country) ? await this.directory.partner(null, country) : undefined;
    if (partner === undefined) return undefined;
    const { profile, suspended, recordedAt: _, ...entry } = partner;
    const [state] = may(actor, 'exchange.read').yes ? await this.states.of([country]) : [];
    return {
      entry,
      practices: await this.directory.markingPractices(country),
      now: this.clock.now(),
      suspended,
      ...(state === undefined ? {} : { state }),
      ...(may(actor, 'directory.profile-read').yes ? { profile } : {}),
    };
  }
}
