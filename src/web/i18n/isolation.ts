import { type MessageValues } from './message-values.js';

const SELECTS = /\{\s*(\w+)\s*,\s*(?:select|plural|selectordinal)\b/g;

/**
 * A text of its own direction inside one that runs from right to left (Unicode UAX 9, FSI and PDI): without it a name in Latin letters takes the figures of
 * the date beside it along, and the date reads wrong.
 */
export function isolate(text: string): string {
  return text === '' ? text : `\u2068${text}\u2069`;
}

/** What a message says of others, each isolated; what it only chooses by stays as it is. */
export function isolateValues(message: string, values: MessageValues): MessageValues {
  const choices = new Set([...message.matchAll(SELECTS)].map(([, name]) => name));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && !choices.has(name) ? isolate(value) : value,
    ]),
  );
}
