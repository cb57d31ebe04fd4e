import { type Locale } from './locales.js';

export type MessageValues = Readonly<Record<string, string | number>>;

/** Where the words of a page come from. */
export interface Texts {
  text(locale: Locale, key: string, values: MessageValues): string;
  has(locale: Locale, key: string): boolean;
}
