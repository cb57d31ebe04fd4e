import { type FieldSaying } from './field-rules.js';

/** What a JSON schema found wrong, in the keywords of JSON Schema 2020-12. */
interface SchemaError {
  readonly keyword: string;
  readonly params: object;
}

/** The sentence of a broken keyword; what no sentence of its own fits has not the form that is asked for. */
export function sayingOf({ keyword, params }: SchemaError): FieldSaying {
  const { limit, type, pattern, format } = params as Readonly<Record<string, unknown>>;
  const bound = typeof limit === 'number' ? limit : 0;
  switch (keyword) {
    case 'minLength':
      return { code: 'short', values: { number: bound } };
    case 'maxLength':
      return { code: 'long', values: { number: bound } };
    case 'minimum':
      return { code: 'least', values: { number: bound } };
    case 'maximum':
      return { code: 'most', values: { number: bound } };
    case 'minItems':
      return { code: 'tooFew' };
    case 'maxItems':
      return { code: 'tooMany', values: { number: bound } };
    case 'type':
      return { code: (typeof type === 'string' ? RULE_OF_TYPE[type] : undefined) ?? 'other' };
    case 'pattern':
      return { code: patternRule(String(pattern)) };
    case 'format':
      return { code: format === 'country' ? 'country' : 'other' };
    default:
      return { code: RULE_OF_KEYWORD[keyword] ?? 'other' };
  }
}

/** The patterns of our schemas and shapes, by what they ask for. A test finds each of them here. */
export function patternRule(source: string): FieldSaying['code'] {
  return RULE_OF_PATTERN[source] ?? 'other';
}

const RULE_OF_KEYWORD: Readonly<Record<string, FieldSaying['code']>> = {
  required: 'missing',
  enum: 'choose',
  const: 'choose',
  anyOf: 'choose',
  uniqueItems: 'distinct',
  boolean: 'unknown-field',
};

const RULE_OF_TYPE: Readonly<Record<string, FieldSaying['code']>> = {
  string: 'other',
  integer: 'whole',
  number: 'number',
  boolean: 'yes-no',
  array: 'list',
  object: 'part',
};

const RULE_OF_PATTERN: Readonly<Record<string, FieldSaying['code']>> = {
  '^[A-Z]{3}$': 'country',
  '^\\d{4}-\\d{2}-\\d{2}$': 'date',
  '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$': 'time',
  '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$': 'id',
  '^[1-9]\\d{0,17}$': 'id',
  '^[A-Za-z0-9-]{1,64}$': 'id',
  '^[A-Za-z0-9.-]{1,64}$': 'id',
  '^[A-Za-z0-9_-]{43}$': 'digest',
  '^\\P{Cc}*$': 'characters',
  '^\\P{Cc}+$': 'characters',
  '^[\\p{L}\\p{N}][\\p{L}\\p{N} ./_-]*$': 'case-number',
};
