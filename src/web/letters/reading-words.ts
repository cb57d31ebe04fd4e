import { isCertain, parseReading, type Place } from '../../domain/firearm/mark-reading.js';
import { type Words } from '../i18n/words.js';

/** The doubts of a reading in words, one sentence each: what the notation of a mark says to whoever does not know it. */
export function doubtsOf(words: Words, text: string): readonly string[] {
  const parsed = parseReading(text);
  if (!parsed.ok || isCertain(parsed.reading)) return [];
  return parsed.reading.flatMap((place, index) => doubtOf(words, place, words.number(index + 1)));
}

function doubtOf(words: Words, place: Place, position: string): readonly string[] {
  if (place.kind === 'illegible') return [words.t('requests.doubt.illegible', { position })];
  if (place.kind === 'run') return [words.t('requests.doubt.run', { position })];
  if (place.kind === 'one of')
    return [words.t('requests.doubt.choice', { position, characters: place.characters.join(', ') })];
  return place.part === 'tampered'
    ? [words.t('requests.doubt.tampered', { position, character: place.character })]
    : [];
}
