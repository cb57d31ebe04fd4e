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

/** Sentences behind which the words stand that the file may have. */
const CODED = ['oneOf', 'needed'];

/** What a row of a file was refused for, in the reader's language; `codes` are words of the file, the same in every language. */
export interface RowRule {
  readonly text: string;
  readonly codes?: string;
}

export function rowRuleOf(words: Words, rule: string): RowRule {
  for (const [pattern, sentence] of SENTENCES) {
    const found = pattern.exec(rule);
    if (found === null) continue;
    const [, first = '', second = ''] = found;
    const text = words.t(`registry.rowRule.${sentence}`, { first, second });
    return CODED.includes(sentence) ? { text, codes: first } : { text };
  }
  return { text: rule };
}
