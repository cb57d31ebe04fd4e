import { Inject, Injectable } from '@nestjs/common';
import { byScore, similarity, type Reason, type Similarity } from '../../domain/firearm/similarity.js';
import { SEARCHED_MARKS } from '../../domain/firearm/marking.js';
import {
  notationOf,
  parseReading,
  printReading,
  readingOf,
  searchedPlaces,
} from '../../domain/firearm/mark-reading.js';
import { type Difference } from '../../domain/firearm/serial-number.js';
import { patternOf } from '../../domain/firearm/serial-pattern.js';
import {
  type ComponentKind,
  type MarkCondition,
  type MarkKind,
  type WeaponType,
} from '../../domain/messages/vocabulary.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { type Reader } from '../../platform/transaction.js';
import { ReferenceService, type Lexicon } from '../reference/reference.service.js';
import { MarkSearchRepository, type FoundMark } from './mark-search.repository.js';
import { SerialSearch } from './search/serial-search.js';
import { type KeyOrder } from './search/serial-search.repository.js';
import { isOther, type WeaponFilter } from './search/weapon-filter.js';

/** A record that may be of the weapon asked about. A lead: a person confirms it. */
export interface Candidate {
  readonly firearmId: string;
  readonly markId: string;
  readonly score: number;
  readonly basis: Similarity['basis'];
  readonly reasons: readonly Reason[];
  readonly differences: readonly Difference[];
  /** What was asked, as it was read. */
  readonly asked: string;
  readonly recorded: RecordedWeapon;
}

export interface RecordedWeapon {
  readonly markKind: MarkKind;
  readonly text: string;
  readonly component: ComponentKind;
  readonly type: WeaponType;
  readonly make?: string;
  readonly model?: string;
  readonly calibre?: string;
  readonly countryOfManufacture?: string;
  readonly yearOfManufacture?: number;
}

/** What is known of the weapon asked about; the wire's `Weapon` fits. */
export interface WeaponAsked {
  readonly marks: readonly { readonly kind: MarkKind; readonly text?: string; readonly condition?: MarkCondition }[];
  readonly make?: string;
  readonly calibre?: string;
}

export interface CandidateRules {
  readonly lookAlikes: boolean;
  /** Also numbers that one character replaced, lost or put in makes of a number that was read without doubt. */
  readonly oneEdit?: boolean;
  /** Leave out records that are known to be of another weapon. */
  readonly filter?: WeaponFilter;
  /** Most candidates that are answered; else `markings.candidatesMax`. */
  readonly limit?: number;
}

export interface CandidateList {
  /** Best first, each firearm once. */
  readonly candidates: readonly Candidate[];
  /** There are more than the limit: the question is too wide, not the list complete. */
  readonly truncated: boolean;
  /** A number leaves so much open that it was not searched at all: only a wide search can. */
  readonly tooWide: boolean;
  /** Numbers that fit, of all that were asked; where truncated, at least so many. */
  readonly counted: number;
}

@Injectable()
export class CandidateFinder {
  constructor(
    private readonly serials: SerialSearch,
    private readonly search: MarkSearchRepository,
    private readonly reference: ReferenceService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async find(tx: Reader, asked: WeaponAsked, rules: CandidateRules): Promise<CandidateList> {
    const lexicon = await this.reference.lexicon();
    const judgedMax = this.config['markings.candidatesMax'];
    const { filter = {}, limit = judgedMax } = rules;
    const best = new Map<string, Candidate>();
    let [truncated, tooWide, counted] = [false, false, 0];
    for (const text of searchedTexts(asked)) {
      const question = {
        pattern: patternOf(readingOf(text)),
        lookAlikes: rules.lookAlikes,
        oneEdit: rules.oneEdit === true,
      };
      const found = await this.serials.find(tx, question, { ...orderOf(asked, lexicon), filter }, judgedMax);
      truncated ||= found.more || found.total > found.keys.length;
      tooWide ||= found.tooWide;
      counted += found.total;
      const ids = found.keys.map(({ markId }) => markId);
      keepBest(best, await this.judged(tx, text, asked, ids, filter));
    }
    const ordered = byScore([...best.values()]);
    return { candidates: ordered.slice(0, limit), truncated: truncated || ordered.length > limit, tooWide, counted };
  }

  /** Marks that were found in another way, each judged against one number; those of another weapon are left out. */
  async judged(
    tx: Reader,
    text: string,
    asked: WeaponAsked,
    markIds: readonly string[],
    filter: WeaponFilter,
  ): Promise<readonly Candidate[]> {
    const lexicon = await this.reference.lexicon();
    const marks = await this.search.marks(tx, markIds);
    return marks
      .filter((mark) => !isOther(filter, mark, lexicon))
      .map((mark) => candidateOf(text, mark, asked, lexicon));
  }
}

/** A weapon of which one number was read. */
export function askedOf(serial: string, { make, calibre }: WeaponFilter): WeaponAsked {
  return {
    marks: [{ kind: 'serial', text: serial }],
    ...(make === undefined ? {} : { make }),
    ...(calibre === undefined ? {} : { calibre }),
  };
}

/** Each firearm once, by its best mark; best first. */
export function bestOfEach(found: readonly Candidate[]): readonly Candidate[] {
  const best = new Map<string, Candidate>();
  keepBest(best, found);
  return byScore([...best.values()]);
}

function keepBest(best: Map<string, Candidate>, found: readonly Candidate[]): void {
  for (const candidate of found)
    if (candidate.score > (best.get(candidate.firearmId)?.score ?? -1)) best.set(candidate.firearmId, candidate);
}

/** Make and calibre order and do not exclude, because only their names can say whether they differ. */
function orderOf(asked: WeaponAsked, lexicon: Lexicon): Pick<KeyOrder, 'makeKey' | 'calibreKey'> {
  return {
    ...(asked.make === undefined ? {} : { makeKey: lexicon.makeKey(asked.make) }),
    ...(asked.calibre === undefined ? {} : { calibreKey: lexicon.calibreKey(asked.calibre) }),
  };
}

/** The notation of each number once, in the order in which it was read; one of which nothing was read finds nothing. */
function searchedTexts(asked: WeaponAsked): readonly string[] {
  const texts = asked.marks.flatMap(({ kind, text, condition }) =>
    (SEARCHED_MARKS as readonly MarkKind[]).includes(kind) && text !== undefined
      ? [notationOf({ text, ...(condition === undefined ? {} : { condition }) })]
      : [],
  );
  const searched = (text: string): string => printReading(searchedPlaces(readingOf(text)));
  return [...new Map(texts.map((text) => [searched(text), text])).values()].filter((text) => parseReading(text).ok);
}

function candidateOf(text: string, mark: FoundMark, asked: WeaponAsked, lexicon: Lexicon): Candidate {
  const make = lexicon.compareMakes(asked.make, mark.make ?? undefined);
  const calibre = lexicon.compareCalibres(asked.calibre, mark.calibre ?? undefined);
  const judged = similarity({ asked: text, recorded: mark.text, make, calibre, componentRank: mark.componentRank });
  return { firearmId: mark.firearmId, markId: mark.markId, ...judged, asked: text, recorded: recordedOf(mark) };
}

function recordedOf(mark: FoundMark): RecordedWeapon {
  const { make, model, calibre, country, year } = mark;
  return {
    markKind: mark.kind,
    text: mark.text,
    component: mark.component,
    type: mark.type,
    ...(make === null ? {} : { make }),
    ...(model === null ? {} : { model }),
    ...(calibre === null ? {} : { calibre }),
    ...(country === null ? {} : { countryOfManufacture: country }),
    ...(year === null ? {} : { yearOfManufacture: year }),
  };
}
