import { type Words } from '../i18n/words.js';

interface Acting {
  readonly kind: string;
  readonly id: string;
}

/** Who did it, as a person reads it. */
export function whoOf(words: Words, actor: Acting, names: ReadonlyMap<string, string>): string {
  if (actor.kind === 'partner') return words.country(actor.id);
  if (actor.kind === 'system') return words.t('auditing.theNode');
  return names.get(actor.id) ?? words.t('auditing.unknownPerson');
}

export function personIdsOf(actors: readonly Acting[]): readonly string[] {
  return [...new Set(actors.filter(({ kind }) => kind === 'person').map(({ id }) => id))];
}
