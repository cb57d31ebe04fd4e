import { Inject, Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { addMs, type Instant } from '../../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../../domain/shared/refusal.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { type Tx } from '../../../platform/transaction.js';
import { askedOf, bestOfEach, CandidateFinder, type Candidate } from '../candidate-finder.js';
import { type WideSearchDto } from '../query.dto.js';
import { refusedReading } from './refused-reading.js';
import { filterOf, type WeaponFilter } from './weapon-filter.js';
import { type WideQuestion } from './wide-questions.service.js';
import { WideSearchBook } from './wide-search-book.js';
import { type StoredWideSearch, type WideState } from './wide-search.repository.js';

/** How far a search is. */
export interface WideSearchProgress extends Pick<WideQuestion, 'purpose' | 'caseNumber'> {
  readonly id: string;
  readonly state: WideState;
  /** Numbers looked at, of about so many. */
  readonly lookedAt: number;
  readonly ofAbout: number;
  /** Numbers that fit so far. */
  readonly counted: number;
  readonly askedAt: Instant;
  readonly endedAt?: Instant;
}

export interface WideSearchView extends WideSearchProgress {
  readonly serial: string;
  readonly filter: WeaponFilter;
  readonly lookAlikes: boolean;
  readonly edits: number;
  /** Best first; empty until it has ended. Each is a lead that a person confirms. */
  readonly candidates: readonly Candidate[];
  /** More numbers fit than are kept: the question is too wide. */
  readonly truncated: boolean;
}

/** The case of this node for which is asked; who says so has shown that the actor works on it. */
export interface ForCase {
  readonly caseId: string;
}

const LISTED = 20;
const DAY = 86_400_000;

/** A look through every number, for what no index finds: two characters wrong, lost or put in. Seen by who asked, and by who works on its case. */
@Injectable()
export class WideSearchService {
  constructor(
    private readonly book: WideSearchBook,
    private readonly finder: CandidateFinder,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** One at a time for each person: `wide-search-under-way`. */
  async ask(actor: PersonActor, query: WideSearchDto, forCase?: ForCase): Promise<Result<WideSearchProgress>> {
    const allowed = may(actor, 'markings.query');
    if (!allowed.yes) return refusalOf(allowed);
    const wrong = refusedReading(query.serial);
    if (wrong !== undefined) return wrong;
    const { serial, lookAlikes = true, edits = 2, purpose, caseNumber } = query;
    const question = { serial, lookAlikes, edits, purpose, caseNumber, filter: filterOf(query) };
    const { searches, serials, questions, ledger, ids, clock, transactions } = this.book;
    return transactions.run(async (tx) => {
      const [id, askedAt, caseId] = [ids.next(), clock.now(), forCase?.caseId ?? null];
      const sealed = await questions.seal(tx, id, caseId, question);
      const keepUntil = caseId === null ? addMs(askedAt, this.config['markings.wideKeepDays'] * DAY) : null;
      const search = { id, personId: actor.id, caseId, question: sealed, ofAbout: await serials.size(tx), askedAt };
      if (!(await searches.insert(tx, { ...search, keepUntil }))) return refuse('wide-search-under-way');
      await ledger.asked(tx, actor, search, question);
      return succeed(progressOf({ ...FRESH, ...search }, question));
    });
  }

  /** How far it is; once it has ended, what it found. Each reading of candidates is a look-up of its own in the ledger. */
  async get(actor: PersonActor, id: string, forCase?: ForCase): Promise<Result<WideSearchView>> {
    const allowed = may(actor, 'markings.query');
    if (!allowed.yes) return refusalOf(allowed);
    return this.book.transactions.run(async (tx) => {
      const search = await this.find(tx, actor, id, forCase);
      const question = search && (await this.book.questions.open(tx, search));
      if (search === undefined || question === undefined) return refuse('not-found');
      const candidates = search.state === 'under way' ? [] : await this.candidates(tx, search, question);
      const truncated = search.counted > this.config['markings.wideHitsMax'];
      if (search.state !== 'under way')
        await this.book.ledger.read(tx, actor, search, question, candidates.length, truncated);
      const { serial, filter, lookAlikes, edits } = question;
      return succeed({ ...progressOf(search, question), serial, filter, lookAlikes, edits, candidates, truncated });
    });
  }

  /** Only by who asked. What was found so far stays. */
  async cancel(actor: PersonActor, id: string): Promise<Result<WideSearchProgress>> {
    const allowed = may(actor, 'markings.query');
    if (!allowed.yes) return refusalOf(allowed);
    return this.book.transactions.run(async (tx) => {
      const { searches, questions, ledger, clock } = this.book;
      const asked = await this.find(tx, actor, id);
      if (asked === undefined) return refuse('not-found');
      if (!(await searches.end(tx, id, 'cancelled', clock.now()))) return refuse('wide-search-ended');
      const search = (await searches.find(tx, id)) ?? asked;
      await ledger.cancelled(tx, actor, search);
      const question = await questions.open(tx, search);
      return question === undefined ? refuse('not-found') : succeed(progressOf(search, question));
    });
  }

  /** One's own, or those of a case; the latest first, without what was asked or found. */
  async list(actor: PersonActor, forCase?: ForCase): Promise<Result<readonly WideSearchProgress[]>> {
    const allowed = may(actor, 'markings.query');
    if (!allowed.yes) return refusalOf(allowed);
    const { searches, questions, transactions } = this.book;
    return transactions.run(async (tx) => {
      const found =
        forCase === undefined
          ? await searches.listOfPerson(tx, actor.id, LISTED)
          : await searches.listOfCase(tx, forCase.caseId, LISTED);
      const listed: WideSearchProgress[] = [];
      for (const search of found) {
        const question = await questions.open(tx, search);
        if (question !== undefined) listed.push(progressOf(search, question));
      }
      return succeed(listed);
    });
  }

  private async find(tx: Tx, actor: PersonActor, id: string, forCase?: ForCase): Promise<StoredWideSearch | undefined> {
    const search = await this.book.searches.find(tx, id);
    const seen = forCase === undefined ? search?.personId === actor.id : search?.caseId === forCase.caseId;
    return seen ? search : undefined;
  }

  private async candidates(tx: Tx, search: StoredWideSearch, question: WideQuestion): Promise<readonly Candidate[]> {
    const { serial, filter } = question;
    const marks = await this.book.searches.hits(tx, search.id);
    return bestOfEach(await this.finder.judged(tx, serial, askedOf(serial, filter), marks, filter));
  }
}

const FRESH = { state: 'under way', lookedAt: 0, counted: 0, lastMark: null, endedAt: null } as const;

function progressOf(search: StoredWideSearch, { purpose, caseNumber }: WideQuestion): WideSearchProgress {
  const { id, state, lookedAt, ofAbout, counted, askedAt, endedAt } = search;
  return {
    id,
    state,
    purpose,
    caseNumber,
    lookedAt,
    // The database only estimates the size of a table.
    ofAbout: Math.max(ofAbout, lookedAt),
    counted,
    askedAt,
    ...(endedAt === null ? {} : { endedAt }),
  };
}
