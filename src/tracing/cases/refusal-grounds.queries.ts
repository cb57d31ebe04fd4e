import { Injectable } from '@nestjs/common';
import { type Compartment, may } from '../../domain/access/policy.js';
import { type MessageKind, type RefusalGround } from '../../domain/messages/index.js';
import { type Actor, type PersonActor } from '../../domain/shared/actor.js';
import { type Instant } from '../../domain/shared/instant.js';
import { Transactions } from '../../platform/transaction.js';
import { CaseRepository } from './case.repository.js';
import { HistoriesQueries } from './histories.queries.js';
import { subjectOf } from './case-subject.js';

export interface RefusalGroundLine {
  readonly caseId: string;
  readonly reference: string;
  readonly partner: string | null;
  readonly kind: MessageKind;
  readonly at: Instant;
  readonly by: Pick<Actor, 'kind' | 'id'>;
  /** What the other State was told; absent where the text was neutral. */
  readonly told?: RefusalGround;
  /** What is on file here (ITI 22). */
  readonly ground?: RefusalGround;
}

const KINDS: readonly MessageKind[] = ['REFUSE', 'RESTRICT', 'DELAY'];

/** Refusals, restrictions and delays with the ground that stays in the node. */
@Injectable()
export class RefusalGroundsQueries {
  constructor(
    private readonly cases: CaseRepository,
    private readonly histories: HistoriesQueries,
    private readonly transactions: Transactions,
  ) {}

  async list(
    actor: PersonActor,
    compartment: Compartment,
    caseIds: readonly string[],
  ): Promise<readonly RefusalGroundLine[]> {
    const lines = await this.histories.listByIds(compartment, caseIds);
    const found: RefusalGroundLine[] = [];
    for (const line of lines.values()) {
      found.push(
        ...(await this.transactions.run(async (tx): Promise<readonly RefusalGroundLine[]> => {
          const kase = (await this.cases.find(tx, line.id))?.kase;
          if (kase === undefined || !may(actor, 'cases.read', subjectOf(kase)).yes) return [];
          const events = await this.cases.events(tx, line.id);
          return events.flatMap((event) => {
            if (event.type !== 'proposed' || !KINDS.includes(event.proposal.letter.kind)) return [];
            const { letter, at, by, trueGround } = event.proposal;
            const told = 'ground' in letter.body ? letter.body.ground : undefined;
            const ground = trueGround ?? told;
            return [
              {
                caseId: line.id,
                reference: line.reference,
                partner: line.partner,
                kind: letter.kind,
                at,
                by: { kind: 'person' as const, id: by },
                ...(told === undefined ? {} : { told: told }),
                ...(ground === undefined ? {} : { ground: ground }),
              },
            ];
          });
        })),
      );
    }
    return found.sort((one, other) => (one.at < other.at ? 1 : -1));
  }
}
