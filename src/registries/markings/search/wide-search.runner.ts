import { Inject, Injectable } from '@nestjs/common';
import { EditMeasure } from '../../../domain/firearm/edits.js';
import { foldLookAlike } from '../../../domain/firearm/look-alikes.js';
import { readingOf } from '../../../domain/firearm/mark-reading.js';
import { patternOf } from '../../../domain/firearm/serial-pattern.js';
import { addMs } from '../../../domain/shared/instant.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { FaultPoints } from '../../../platform/fault-point.js';
import { type Tx } from '../../../platform/transaction.js';
import { askedOf, CandidateFinder } from '../candidate-finder.js';
import { WideQuestions, type WideQuestion } from './wide-questions.service.js';
import { WideSearchLedger } from './wide-search-ledger.js';
import { WideSearchRepository, type LookedAt, type WideHit } from './wide-search.repository.js';

/** What the runner takes from the node. */
@Injectable()
export class WideSearchSeams {
  constructor(
    readonly clock: Clock,
    readonly faults: FaultPoints,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  get chunk(): number {
    return this.config['markings.wideChunk'];
  }

  get leaseMs(): number {
    return this.config['markings.wideLeaseMs'];
  }

  get hitsMax(): number {
    return this.config['markings.wideHitsMax'];
  }
}

/** Looks at one part of the registry. The part and what it found are one transaction, so that a crash loses and doubles nothing. */
@Injectable()
export class WideSearchRunner {
  constructor(
    private readonly searches: WideSearchRepository,
    private readonly questions: WideQuestions,
    private readonly finder: CandidateFinder,
    private readonly ledger: WideSearchLedger,
    private readonly seams: WideSearchSeams,
  ) {}

  claim(tx: Tx): Promise<string | undefined> {
    return this.searches.claim(tx, this.seams.clock.now(), this.seams.leaseMs);
  }

  release(tx: Tx, id: string): Promise<void> {
    return this.searches.release(tx, id, this.seams.clock.now());
  }

  /** False where it has ended, here or elsewhere. */
  async look(tx: Tx, id: string): Promise<boolean> {
    const { clock, chunk, leaseMs, hitsMax, faults } = this.seams;
    const search = await this.searches.lock(tx, id);
    const question = search && (await this.questions.open(tx, search));
    if (search === undefined || question === undefined) return false;
    const rows = await this.searches.next(tx, search.lastMark, chunk);
    const hits = await this.hitsAmong(tx, question, rows);
    const step = { lookedAt: rows.length, lastMark: rows.at(-1)?.markId ?? null, hits };
    await this.searches.advance(tx, id, step, addMs(clock.now(), leaseMs), hitsMax);
    const goesOn = rows.length === chunk;
    if (!goesOn) {
      await this.searches.end(tx, id, 'done', clock.now());
      const counted = search.counted + hits.length;
      await this.ledger.ended(tx, search, { lookedAt: search.lookedAt + rows.length, counted });
    }
    await faults.pass('wide search 1 part looked at');
    return goesOn;
  }

  private async hitsAmong(
    tx: Tx,
    { serial, lookAlikes, edits: max, filter }: WideQuestion,
    rows: readonly LookedAt[],
  ): Promise<readonly WideHit[]> {
    const measure = new EditMeasure(patternOf(readingOf(serial)), max, lookAlikes ? foldLookAlike : undefined);
    const edits = new Map<string, number>();
    for (const { markId, norm } of rows) {
      const found = measure.edits(norm);
      if (found !== undefined) edits.set(markId, found);
    }
    if (edits.size === 0) return [];
    const judged = await this.finder.judged(tx, serial, askedOf(serial, filter), [...edits.keys()], filter);
    return judged.map(({ markId, score }) => ({ markId, score, edits: edits.get(markId) ?? max }));
  }
}
