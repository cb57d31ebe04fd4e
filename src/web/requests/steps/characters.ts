import { lookAlikesOf } from '../../../domain/firearm/look-alikes.js';
import { parseReading, type Place, printReading } from '../../../domain/firearm/mark-reading.js';
import { characters, normalForm } from '../../../domain/firearm/serial-number.js';
import { type FormInput } from '../../forms/form-state.js';
import { Faults, memberOf, type Parts, type Step, typed } from './step.js';
import { sayNotation, serialOf, withMark } from './serial.js';

const DOUBTS = ['sure', 'one of', 'illegible'] as const;

/** The serial number character by character: sure, one of a few, or not to be read; look-alikes are named where they are. */
export const charactersStep: Step = {
  view: ({ words }, parts) => {
    const places = placesOf(parts);
    return {
      serial: serialOf(parts.weapon)?.text ?? '',
      places: places.map((place, index) => {
        const character = shownOf(place);
        const alike = lookAlikesOf(normalForm(character));
        return {
          id: `place-${String(index)}`,
          choices: `choices-${String(index)}`,
          doubt: place.kind === 'known' ? 'sure' : place.kind,
          doubts: place.kind === 'known' ? DOUBTS : DOUBTS.slice(1),
          run: place.kind === 'run',
          legend:
            place.kind === 'known' || place.kind === 'one of'
              ? words.t('requests.characters.place', { position: index + 1, character })
              : words.t('requests.characters.blank', { position: index + 1 }),
          stored: place.kind === 'one of' ? place.characters.join('') : [character, ...alike].join(''),
          hint: alike.length === 0 ? '' : words.t('requests.characters.alike', { character, alike: words.list(alike) }),
        };
      }),
    };
  },

  read: ({ words }, input, parts) => {
    const faults = new Faults(words);
    const mark = serialOf(parts.weapon);
    const places = placesOf(parts).map((place, index) => placeIn(input, place, index, faults));
    const text = places.length === 0 ? '' : printReading(places);
    if (mark === undefined) faults.say('place-0', 'serial');
    else sayNotation(faults, 'place-0', text);
    return faults.judge((): Parts => {
      if (mark === undefined) return {};
      const others = (parts.weapon?.marks ?? []).filter((one) => one !== mark);
      return withMark(parts.weapon, { ...mark, text }, others);
    });
  },
};

function placesOf({ weapon }: Parts): readonly Place[] {
  const parsed = parseReading(serialOf(weapon)?.text ?? '');
  return parsed.ok ? parsed.reading : [];
}

function shownOf(place: Place): string {
  if (place.kind === 'known') return place.character;
  return place.kind === 'one of' ? (place.characters[0] ?? '') : '';
}

function placeIn(input: FormInput, place: Place, index: number, faults: Faults): Place {
  const { part } = place;
  const doubt = memberOf(DOUBTS, typed(input, `place-${String(index)}`));
  if (place.kind === 'run' || doubt === undefined) return place;
  if (doubt === 'illegible') return { kind: 'illegible', part };
  if (doubt === 'sure') return place;
  const written = typed(input, `choices-${String(index)}`).toUpperCase();
  const choices = [...new Set(characters(written).filter((one) => one.trim() !== ''))];
  const [only] = choices;
  // One character for a place that was in doubt: now it is read.
  if (place.kind !== 'known' && only !== undefined && choices.length === 1)
    return { kind: 'known', character: only, part };
  if (choices.length < 2) faults.say(`choices-${String(index)}`, place.kind === 'known' ? 'choices' : 'choice');
  else if (choices.some((one) => !/^[\p{L}\p{N}]$/u.test(one))) faults.say(`choices-${String(index)}`, 'choiceSign');
  return { kind: 'one of', characters: choices, part };
}
