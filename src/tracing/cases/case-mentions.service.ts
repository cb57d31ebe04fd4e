import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { compartmentOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { type Tx } from '../../platform/transaction.js';
import { CaseHoldingsSeam, type CaseHoldings } from '../../registries/data-subjects/case-holdings.service.js';
import { CaseRepository } from './case.repository.js';
import { HistoriesQueries } from './histories.queries.js';

const OPEN_MAX = 5000;

/** Looks cases through for a name. Their content lies under keys of their own, so each is opened; a search goes through the newest and says how many. */
@Injectable()
export class CaseMentions implements CaseHoldings, OnModuleInit {
  constructor(
    private readonly seam: CaseHoldingsSeam,
    private readonly cases: CaseRepository,
    private readonly histories: HistoriesQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.seam.use(this);
  }

  async search(
    tx: Tx,
    actor: PersonActor,
    name: string,
  ): Promise<{ caseIds: readonly string[]; searched: number; all: number }> {
    const compartment = compartmentOf(actor, 'cases.read');
    if (compartment === undefined) return { caseIds: [], searched: 0, all: 0 };
    const lines = await this.histories.list(compartment, {}, undefined, this.config['dataSubjects.casesPerSearch']);
    const { count } = await this.histories.population(compartment, {});
    const words = folded(name).split(/\s+/);
    const caseIds: string[] = [];
    for (const { id } of lines) {
      const kase = (await this.cases.find(tx, id))?.kase;
      if (kase === undefined) continue;
      const text = folded(textsOf(kase).join('\n'));
      if (words.every((word) => text.includes(word))) caseIds.push(id);
    }
    return { caseIds, searched: lines.length, all: count };
  }

  /** Also sealed ones: they are counted, not named. */
  async openOn(tx: Tx, firearmId: string): Promise<number> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM trace_case WHERE role = 'responder' AND state NOT IN ('closed', 'withdrawn', 'void', 'purged') ORDER BY id DESC LIMIT ${String(OPEN_MAX)}`,
    );
    let count = 0;
    for (const { id } of rows) {
      const kase = (await this.cases.find(tx, id))?.kase;
      if (kase?.chosen?.firearmId === firearmId) count += 1;
    }
    return count;
  }
}

/** What was written into a case, without the names of its fields: a person called Mark is not held wherever a mark is. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
