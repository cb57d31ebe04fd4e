import { type Locale } from './locales.js';

/**
 * The `Intl` formats of one language. Making one costs more than using it a hundred times, so each is made once; their number is bounded by the
 * kinds of format in the code times the zones of the States that a node corresponds with.
 */
export class Formats {
  private readonly kept = new Map<string, unknown>();

  constructor(private readonly locale: Locale) {}

  numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return this.keep(`number ${JSON.stringify(options)}`, () => new Intl.NumberFormat(this.locale, options));
  }

  dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return this.keep(`date ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(this.locale, options));
  }

  distanceFormat(): Intl.RelativeTimeFormat {
    return this.keep('distance', () => new Intl.RelativeTimeFormat(this.locale, { numeric: 'always' }));
  }

  listFormat(): Intl.ListFormat {
    return this.keep('list', () => new Intl.ListFormat(this.locale, { type: 'conjunction' }));
  }

  names(type: 'region' | 'language'): Intl.DisplayNames {
    return this.keep(`names ${type}`, () => new Intl.DisplayNames(this.locale, { type }));
  }

  alphabet(): Intl.Collator {
    return this.keep('alphabet', () => new Intl.Collator(this.locale));
  }

  private keep<Format>(name: string, make: () => Format): Format {
    const known = this.kept.get(name) as Format | undefined;
    if (known !== undefined) return known;
    const format = make();
    this.kept.set(name, format);
    return format;
  }
}
