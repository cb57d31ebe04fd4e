import { readingOf } from '../../domain/firearm/mark-reading.js';
import { normalForm } from '../../domain/firearm/serial-number.js';
import { type Case, sharedOf, stateOf } from '../../domain/tracing/case.js';

/** More readings than this of one doubtful mark are not searched one by one. */
const MAX_READINGS = 16;

/** The normal forms under which a case is found by a mark of its weapon: as written, and each reading where characters are in doubt. */
export function markForms(kase: Case): readonly string[] {
  if (stateOf(kase) === 'purged') return [];
  const weapon = sharedOf(kase).weapon ?? kase.draft?.body.weapon;
  const forms = (weapon?.marks ?? []).flatMap(({ text }) =>
    text === undefined ? [] : [text, ...readingsOf(text)].map(normalForm),
  );
  return [...new Set(forms)].filter((form) => form !== '');
}

function readingsOf(text: string): readonly string[] {
  let found = [''];
  for (const place of readingOf(text)) {
    if (place.kind === 'illegible' || place.kind === 'run') return [];
    const signs = place.kind === 'known' ? [place.character] : place.characters;
    found = found.flatMap((start) => signs.map((sign) => start + sign));
    if (found.length > MAX_READINGS) return [];
  }
  return found;
}
