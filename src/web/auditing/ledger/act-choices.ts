import { AUDIT_ACTS } from '../../../domain/audit/acts.js';
import { type Words } from '../../i18n/words.js';

export interface Choice {
  readonly room: string;
  readonly acts: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
}

/** All acts, by the room that writes them, each in the order of its words. */
export function actChoices(words: Words, chosen: string): readonly Choice[] {
  const rooms = new Map<string, { value: string; text: string; selected: boolean }[]>();
  for (const value of AUDIT_ACTS) {
    const room = value.slice(0, value.indexOf('.'));
    const acts = rooms.get(room) ?? [];
    acts.push({ value, text: words.act(value), selected: value === chosen });
    rooms.set(room, acts);
  }
  return [...rooms]
    .map(([room, acts]) => ({
      room: words.t(`auditing.room.${room}`),
      acts: acts.sort((one, other) => words.compare(one.text, other.text)),
    }))
    .sort((one, other) => words.compare(one.room, other.room));
}
