import { Inject, Injectable, Logger } from '@nestjs/common';
import { IntlMessageFormat } from 'intl-messageformat';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG, type Config } from '../../platform/config.js';
import { isolateValues } from './isolation.js';
import { directionOf, LOCALES, type Locale } from './locales.js';
import { type MessageValues } from './message-values.js';
import { Words } from './words.js';

type Messages = ReadonlyMap<string, string>;

/** The texts of all pages: `i18n/<locale>/<area>.json`, ICU messages under `area.key`. Read once for each node. */
@Injectable()
export class Catalogue {
  private readonly log = new Logger('words');
  private readonly messages: ReadonlyMap<Locale, Messages> = new Map(
    LOCALES.map((locale) => [locale, messagesOf(locale)]),
  );
  private readonly formats = new Map<string, IntlMessageFormat>();
  private readonly reported = new Set<string>();
  private readonly words = new Map<Locale, Words>();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  wordsIn(locale: Locale): Words {
    const known = this.words.get(locale);
    if (known !== undefined) return known;
    const words = new Words(locale, this);
    this.words.set(locale, words);
    return words;
  }

  has(locale: Locale, key: string): boolean {
    return this.messages.get(locale)?.has(key) === true;
  }

  keysOf(locale: Locale): readonly string[] {
    return [...(this.messages.get(locale)?.keys() ?? [])];
  }

  /** A key without a text throws in tests; elsewhere the page stays whole, in English, and somebody is told. */
  text(locale: Locale, key: string, values: MessageValues = {}): string {
    const format = this.formatOf(locale, key) ?? this.instead(locale, key);
    if (format === undefined) return key;
    const message = this.messages.get(locale)?.get(key) ?? '';
    return String(format.format(directionOf(locale) === 'rtl' ? isolateValues(message, values) : values));
  }

  private instead(locale: Locale, key: string): IntlMessageFormat | undefined {
    if (this.config['node.mode'] === 'test') throw new Error(`no text "${key}" in ${locale}`);
    if (!this.reported.has(`${locale} ${key}`)) this.log.error(`no text "${key}" in ${locale}`);
    this.reported.add(`${locale} ${key}`);
    return this.formatOf('en', key);
  }

  private formatOf(locale: Locale, key: string): IntlMessageFormat | undefined {
    const name = `${locale} ${key}`;
    const known = this.formats.get(name);
    if (known !== undefined) return known;
    const message = this.messages.get(locale)?.get(key);
    if (message === undefined) return undefined;
    // A text is a text: what looks like a tag in it stays as it is, and the template escapes it.
    const format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
    this.formats.set(name, format);
    return format;
  }
}

function messagesOf(locale: Locale): Messages {
  const folder = join(import.meta.dirname, locale);
  const areas = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(
    areas.flatMap((file) =>
      flat(file.slice(0, -'.json'.length), JSON.parse(readFileSync(join(folder, file), 'utf8')) as Nested),
    ),
  );
}

interface Nested {
  readonly [key: string]: string | Nested;
}

function flat(prefix: string, nested: Nested): [string, string][] {
  return Object.entries(nested).flatMap(([key, value]): [string, string][] => {
    const name = `${prefix}.${key}`;
    return typeof value === 'string' ? [[name, value]] : flat(name, value);
  });
}
