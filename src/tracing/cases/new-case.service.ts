import { Inject, Injectable } from '@nestjs/common';
import { type Case } from '../../domain/tracing/case.js';
import { type Facts } from '../../domain/tracing/command.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';
import { type Tx } from '../../platform/transaction.js';
import { AgenciesService } from '../../registries/identity/agencies.service.js';
import { CaseRepository } from './case.repository.js';

/** Ids, the human reference and the compartment of a case that is about to open. */
@Injectable()
export class NewCaseService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly cases: CaseRepository,
    private readonly agencies: AgenciesService,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** An id and the time, for what is opened beside a case. */
  stamp(): { readonly id: string; readonly now: string } {
    return { id: this.ids.next(), now: this.clock.now() };
  }

  /** An incoming request belongs to the contact point's own agency; a case of our own to the agency of its incident. */
  async prepare(
    tx: Tx,
    given: { readonly caseId?: string; readonly thread?: string; readonly compartment?: Case['compartment'] },
  ): Promise<NonNullable<Facts['newCase']>> {
    const number = String(await this.cases.nextNumber(tx)).padStart(6, '0');
    return {
      caseId: given.caseId ?? this.ids.next(),
      thread: given.thread ?? this.ids.next(),
      reference: `${this.config['node.state']}-${this.clock.now().slice(0, 4)}-${number}`,
      compartment: given.compartment ?? {
        owningAgencyId: await this.contactPoint(tx),
        sealed: false,
        namedPersonIds: [],
        conflictPersonIds: [],
      },
    };
  }

  /** The agency to which belongs what comes in: from other States, and from authorities of our own that do not work on cases. */
  async contactPoint(tx: Tx): Promise<string> {
    return this.agencies.contactPoint(tx, this.config['access.contactPoint']);
  }
}
