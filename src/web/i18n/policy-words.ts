import { PRESET_SOURCES, PRESETS, type ClockPolicy } from '../../domain/deadlines/presets.js';
import { type Words } from './words.js';

type Named = Pick<ClockPolicy, 'id' | 'title' | 'standing'>;

/** What a policy is called: one that came with the program in the reader's language, one that people wrote as they wrote it. */
export function policyTitle(words: Words, { id, title, standing }: Named): string {
  if (standing === 'published target') {
    const [, country] = /^target:([A-Z]{3}):/.exec(id) ?? [];
    if (country !== undefined) return words.t('clocks.targetOf', { state: words.country(country) });
  }
  const shipped = PRESETS.some((preset) => preset.id === id && preset.title === title);
  return shipped ? words.term('clockPreset', id) : title;
}

/** Where its terms come from, with the article. */
export function policySource(words: Words, { source, article }: Pick<ClockPolicy, 'source' | 'article'>): string {
  const known = Object.entries(PRESET_SOURCES).find(([, text]) => text === source)?.[0];
  return withArticle(words, known === undefined ? source : words.term('presetSource', known), article);
}

/** `art. 19` in the reader's language; what people wrote otherwise stands as they wrote it. */
export function withArticle(words: Words, text: string, article: string | undefined): string {
  if (article === undefined) return text;
  const [, number] = /^art\. (\d+)$/.exec(article) ?? [];
  return number === undefined ? `${text}, ${article}` : words.t('clocks.article', { text, number });
}
