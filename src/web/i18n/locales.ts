/** Each of the six official languages of the United Nations under its own name: whoever looks for it reads no other. */
export const LOCALE_NAMES = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  ru: 'Русский',
  zh: '中文',
} as const;
export type Locale = keyof typeof LOCALE_NAMES;

/** The languages whose catalogues are whole. One is offered only then: half a language is none. */
export const LOCALES: readonly Locale[] = ['en', 'fr', 'es', 'ar', 'ru', 'zh'];

const RIGHT_TO_LEFT: readonly Locale[] = ['ar'];

export function isLocale(text: unknown): text is Locale {
  return (LOCALES as readonly unknown[]).includes(text);
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr';
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
