import { printReading, readingOf, searchedPlaces } from '../../domain/firearm/mark-reading.js';
import { type Difference } from '../../domain/firearm/serial-number.js';
import { lookAlikeCertainty } from '../../domain/firearm/look-alikes.js';
import { type Words } from '../i18n/words.js';

/** One place of two numbers that are held side by side; an empty text where one of them has no character there. */
export interface ComparedCharacter {
  readonly asked: string;
  readonly recorded: string;
  readonly differs: boolean;
}

export interface SerialComparison {
  readonly characters: readonly ComparedCharacter[];
  /** Each difference as a sentence, for who does not see the marked characters. */
  readonly sentences: readonly string[];
}

/** A number as it was read and as it stands in the record, character by character along the differences that the law found. */
export function serialComparison(words: Words, asked: string, found: readonly Difference[]): SerialComparison {
  return { characters: alignedCharacters(asked, found), sentences: found.map((one) => sentenceOf(words, one)) };
}

function alignedCharacters(asked: string, found: readonly Difference[]): readonly ComparedCharacter[] {
  const read = searchedPlaces(readingOf(asked)).map((place) => printReading([{ ...place, part: 'plain' }]));
  const aligned: ComparedCharacter[] = [];
  for (let place = 0; place <= read.length; place += 1) {
    const here = found.filter(({ position }) => position === place);
    for (const added of here.filter((one) => one.asked === ''))
      aligned.push({ asked: '', recorded: added.recorded, differs: true });
    const character = read[place];
    if (character === undefined) continue;
    const changed = here.find((one) => one.asked !== '');
    aligned.push({ asked: character, recorded: changed?.recorded ?? character, differs: changed !== undefined });
  }
  return aligned;
}

function sentenceOf(words: Words, { position, asked, recorded }: Difference): string {
  const place = { position: position + 1 };
  if (asked === '') return words.t('comparison.added', { ...place, recorded });
  if (asked === '*') return words.t(recorded === '' ? 'comparison.noPart' : 'comparison.part', { ...place, recorded });
  if (recorded === '') return words.t('comparison.lost', { ...place, asked });
  if (asked === '?') return words.t('comparison.illegible', { ...place, recorded });
  if (asked.startsWith('[') && asked.includes(recorded))
    return words.t('comparison.oneOf', { ...place, asked, recorded });
  const alike = lookAlikeCertainty(asked, recorded) !== undefined;
  return words.t(alike ? 'comparison.alike' : 'comparison.other', { ...place, asked, recorded });
}
