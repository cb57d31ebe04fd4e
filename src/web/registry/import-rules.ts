import { type Words } from '../i18n/words.js';

/** Rules of a row, as the loader writes them into its report -> the sentence that says them; what stands in brackets is named in it. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^an existing date/, 'date'],
  [/^a country code/, 'country'],
  [/^a year from (\d+) to (\d+)$/, 'year'],
  [/^one of: (.+)$/, 'oneOf'],
  [/^1 to 200 /, 'text'],
  [/^millimetres, above 0 and at most (\d+)$/, 'measure'],
  [/^a serial number$/, 'serial'],
  [/^given where (\w+) is given$/, 'needed'],
  [/^a known record is changed by a correction/, 'known'],
  [/^as many cells as the heading has: (\d+)$/, 'cells'],
  [/^UTF-8$/, 'encoding'],
  [/^RFC 4180$/, 'form'],
  [/^a letter or a digit$/, 'letterOrDigit'],
  [/^at most (\d+) letters and digits$/, 'long'],
  [/^the mark as read$/, 'asRead'],
  [/^no text of an absent mark$/, 'absent'],
];

/** What a row of a file was refused for, in the reader's language. */
export function rowRuleText(words: Words, rule: string): string {
  for (const [pattern, sentence] of SENTENCES) {
    const found = pattern.exec(rule);
    if (found !== null)
      return words.t(`registry.rowRule.${sentence}`, { first: found[1] ?? '', second: found[2] ?? '' });
  }
  return rule;
}
