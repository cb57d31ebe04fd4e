import { type Blocker } from '../../domain/shared/refusal.js';
import { type Words } from '../i18n/words.js';

/** Rules of form, by the name that the API's shapes and the schemas of the wire give them: the sentence of `rules.json` that says what to do. */
const SENTENCES: Readonly<Record<string, string>> = {
  isIn: 'choose',
  enum: 'choose',
  isBoolean: 'choose',
  isLength: 'long',
  minLength: 'short',
  maxLength: 'long',
  isInt: 'whole',
  isNumber: 'number',
  min: 'least',
  minimum: 'least',
  max: 'most',
  maximum: 'most',
  matches: 'characters',
  pattern: 'characters',
  isWellFormed: 'characters',
  isCalendarDate: 'date',
  isCountry: 'country',
  isKnownCountry: 'country',
  arrayMinSize: 'tooFew',
  minItems: 'tooFew',
  arrayMaxSize: 'tooMany',
  maxItems: 'tooMany',
  required: 'missing',
};
/** Rules whose number the sentence names. */
const NUMBERED = ['least', 'most', 'tooMany', 'short', 'long'];

/** What a field is comes before how much or how long it is. */
const FIRST = ['choose', 'whole', 'number', 'date', 'country'];

/** Does this reason say that a field lacks the form that is asked for? */
export function isOfForm({ code }: Blocker): boolean {
  return code === 'field-invalid' || code === 'letter-invalid';
}

/** What to do about a field that breaks these rules: an empty one is first of all to be filled in. */
export function formText(words: Words, broken: readonly Blocker[], empty: boolean): string {
  const known = broken.flatMap(({ rule, text }) => {
    const sentence = SENTENCES[keywordOf(rule)];
    if (sentence === undefined) return [];
    const number = /(\d+(?:\.\d+)?)\D*$/.exec(text)?.[1];
    // One rule for both ends of a length: only its text says which was passed.
    return [{ sentence: sentence === 'long' && text.includes('longer') ? 'short' : sentence, number }];
  });
  const asked = FIRST.map((one) => known.find(({ sentence }) => sentence === one)).find(Boolean) ?? known[0];
  if (empty && asked?.sentence !== 'tooFew')
    return words.t(asked?.sentence === 'choose' ? 'rules.choose' : 'rules.missing');
  if (asked === undefined) return broken[0] === undefined ? '' : words.reason(broken[0]);
  const { sentence, number } = asked;
  if (!NUMBERED.includes(sentence)) return words.t(`rules.${sentence}`);
  return number === undefined
    ? words.t('rules.other')
    : words.t(`rules.${sentence}`, { number: words.number(Number(number), { useGrouping: false }) });
}

/** The wire's schemas say `REQUEST: maxLength 200`. */
function keywordOf(rule: string): string {
  return /^(?:[\w ]+: )?(\w+)/.exec(rule)?.[1] ?? rule;
}
