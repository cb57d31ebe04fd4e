import { type WeaponType } from '../../../domain/messages/vocabulary.js';
import { type Lexicon } from '../../reference/reference.service.js';
import { type FoundMark } from '../mark-search.repository.js';

/** What is known of a weapon beside its numbers. A record that says nothing about it stays. */
export interface WeaponFilter {
  readonly make?: string;
  readonly model?: string;
  readonly calibre?: string;
  readonly type?: WeaponType;
  /** Country of manufacture. */
  readonly country?: string;
  /** Of manufacture, both included. */
  readonly yearFrom?: number;
  readonly yearTo?: number;
}

/** Of a larger thing, the filter and nothing else. */
export function filterOf(given: WeaponFilter): WeaponFilter {
  const { make, model, calibre, type, country, yearFrom, yearTo } = given;
  return Object.fromEntries(
    Object.entries({ make, model, calibre, type, country, yearFrom, yearTo }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/** Is the record known to be of another weapon? Make and calibre are compared by all their names. */
export function isOther(filter: WeaponFilter, mark: FoundMark, lexicon: Lexicon): boolean {
  const { make, model, calibre, type, country, yearFrom = -Infinity, yearTo = Infinity } = filter;
  return (
    lexicon.compareMakes(make, mark.make ?? undefined) === 'differs' ||
    lexicon.compareCalibres(calibre, mark.calibre ?? undefined) === 'differs' ||
    (model !== undefined && mark.model !== null && !sameModel(model, mark.model)) ||
    (type !== undefined && mark.type !== 'unknown' && mark.type !== type) ||
    (country !== undefined && mark.country !== null && mark.country !== country) ||
    (mark.year !== null && (mark.year < yearFrom || mark.year > yearTo))
  );
}

/** A record often says more or less of a model than the weapon: `17` beside `17 Gen4`, `Model 17`, `M-17`. */
function sameModel(asked: string, recorded: string): boolean {
  const [one, other] = [foldModel(asked), foldModel(recorded)];
  return one === '' || other === '' || one.includes(other) || other.includes(one);
}

function foldModel(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}
