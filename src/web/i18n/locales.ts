/** The six official languages of the United Nations. */
export const LOCALES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const;
export type Locale = (typeof LOCALES)[number];

/** Each language under its own name: whoever looks for it reads no other. */
export const LOCALE_NAMES = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  ru: 'Русский',
  zh: '中文',
} as const satisfies Record<Locale, string>;

export function isLocale(text: unknown): text is Locale {
  return (LOCALES as readonly unknown[]).includes(text);
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' ? 'rtl' : 'ltr';
}

/** The first language of `Accept-Language` that we have, by its weight (RFC 9110 12.5.4). */
export function acceptedLocale(header: string | undefined): Locale {
  const wanted = (header ?? '').split(',').flatMap((part) => {
    const [range = '', ...parameters] = part.trim().split(';');
    const locale = range.trim().toLowerCase().split('-')[0];
    const weight = parameters
      .map((one) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1])
      .find((q) => q !== undefined);
    return isLocale(locale) ? [{ locale, weight: weight === undefined ? 1 : Number(weight) }] : [];
  });
  const [best] = wanted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return best?.locale ?? 'en';
}
