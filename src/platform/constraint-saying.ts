import { getMetadataStorage, type ValidationError } from 'class-validator';
import { type FieldRule, type FieldSaying } from '../domain/shared/field-rules.js';
import { patternRule } from '../domain/shared/schema-saying.js';

type Say = (parameters: readonly unknown[], value: unknown) => FieldSaying;

const plain =
  (code: FieldRule): Say =>
  () => ({ code });
const bound =
  (code: FieldRule): Say =>
  ([limit]) => ({ code, values: { number: Number(limit) } });
/** One constraint for both ends: which one was passed, the value says. */
const length: Say = ([min, max], value) =>
  typeof value === 'string' && value.length < Number(min)
    ? { code: 'short', values: { number: Number(min) } }
    : { code: 'long', values: { number: Number(max) } };

/** The sentence of every constraint that a shape of the API uses: a test finds each of them here. */
const SAYINGS: Readonly<Record<string, Say>> = {
  isString: plain('other'),
  isWellFormed: plain('characters'),
  isLength: length,
  minLength: bound('short'),
  maxLength: bound('long'),
  matches: ([pattern]) => ({ code: patternRule(pattern instanceof RegExp ? pattern.source : '') }),
  isIn: plain('choose'),
  equals: plain('choose'),
  isBoolean: plain('yes-no'),
  isNumber: plain('number'),
  isInt: plain('whole'),
  min: bound('least'),
  max: bound('most'),
  isUuid: plain('id'),
  isArray: plain('list'),
  arrayMinSize: plain('tooFew'),
  arrayMaxSize: bound('tooMany'),
  arrayUnique: plain('distinct'),
  isObject: plain('part'),
  nestedValidation: plain('part'),
  isCalendarDate: plain('date'),
  isDateString: plain('time'),
  isInstant: plain('time'),
  isCountry: plain('country'),
  whitelistValidation: plain('unknown-field'),
};

export const SAID_CONSTRAINTS = Object.keys(SAYINGS);

/** The sentence of one broken constraint of a field; what none fits has not the form that is asked for. */
export function constraintSaying(error: ValidationError, name: string): FieldSaying {
  const { value } = error as { readonly value?: unknown };
  return (SAYINGS[name] ?? plain('other'))(parametersOf(error, name), value);
}

function parametersOf({ target, property }: ValidationError, name: string): readonly unknown[] {
  if (target === undefined) return [];
  const known = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  const found = known.find((one) => one.propertyName === property && one.name === name);
  return (found?.constraints ?? []) as readonly unknown[];
}
