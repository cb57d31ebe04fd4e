import { type CandidateList } from '../../registries/markings/markings.service.js';
import { serialComparison } from '../comparison/serial-comparison.view.js';
import { type Words } from '../i18n/words.js';
import { paths } from '../paths.js';

type Found = CandidateList['candidates'][number];

/** Characters that stand together and all agree or all differ: fewer marks on the page, and nothing less to see. */
export interface Run {
  readonly text: string;
  readonly differs: boolean;
}

export interface NumberPair {
  readonly asked: readonly Run[];
  readonly recorded: readonly Run[];
  /** Each difference as a sentence. */
  readonly sentences: readonly string[];
}

export interface CandidateCard {
  readonly rank: string;
  readonly name: string;
  readonly about: string;
  readonly score: string;
  readonly exact: boolean;
  readonly pair: NumberPair;
  readonly reasons: string;
  readonly recordHref: string;
  readonly confirmHref: string;
}

/** Shown by the two numbers themselves. */
const SHOWN_BY_NUMBERS = ['serial-exact', 'serial-look-alike', 'serial-differs'];
/** Where one number has no character and the other has. */
const GAP = '·';

export function candidateCard(
  words: Words,
  found: Found,
  place: { readonly rank: number; readonly caseId: string; readonly reference: string },
): CandidateCard {
  const { recorded } = found;
  const named = [recorded.make, recorded.model].filter((one) => one !== undefined).join(' ');
  const about = [
    recorded.calibre,
    recorded.countryOfManufacture && words.country(recorded.countryOfManufacture),
    recorded.yearOfManufacture === undefined ? undefined : String(recorded.yearOfManufacture),
    `${words.term('markKind', recorded.markKind)} (${words.term('component', recorded.component)})`,
  ].filter((one): one is string => one !== undefined);
  const reading = new URLSearchParams({ purpose: 'answer to a partner State', caseNumber: place.reference });
  return {
    rank: words.number(place.rank),
    name: [words.term('weaponType', recorded.type), named].filter((one) => one !== '').join(', '),
    about: about.join(' · '),
    score: words.number(found.score, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    exact: found.basis === 'exact',
    pair: numberPair(words, found.asked, found.differences),
    reasons: [...new Set(found.reasons.map(({ code }) => code))]
      .filter((code) => !SHOWN_BY_NUMBERS.includes(code))
      .map((code) => words.term('matchReason', code))
      .join(' '),
    recordHref: `${paths.firearmView.to(found.firearmId)}?${reading.toString()}`,
    confirmHref: `${paths.answerRecord.to(place.caseId)}?record=${found.firearmId}`,
  };
}

export function numberPair(words: Words, asked: string, differences: Found['differences']): NumberPair {
  const { characters, sentences } = serialComparison(words, asked, differences);
  const runs = (side: 'asked' | 'recorded'): readonly Run[] => {
    const made: { text: string; differs: boolean }[] = [];
    for (const one of characters) {
      const text = one[side] === '' ? GAP : one[side];
      const last = made.at(-1);
      if (last?.differs === one.differs) last.text += text;
      else made.push({ text, differs: one.differs });
    }
    return made;
  };
  return { asked: runs('asked'), recorded: runs('recorded'), sentences };
}
