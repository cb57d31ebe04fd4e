import { Type, type TSchema } from 'typebox';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import { type FieldSaying } from '../shared/field-rules.js';
import { isInstant } from '../shared/instant.js';
import { type Blocker } from '../shared/refusal.js';
import { sayingOf } from '../shared/schema-saying.js';
import { BODIES } from './bodies.js';
import { type MessageKind } from './kinds.js';

/** Is this code one of the list: present, withdrawn (SUN, YUG) or user-assigned (XAA)? */
export type IsCountry = (code: string) => boolean;

const MOST_REASONS = 50;
// TypeBox stops at 8, and a draft must show all that is wrong with it at once. A constant of the process, never changed afterwards.
Settings.Set({ maxErrors: 4 * MOST_REASONS });

/**
 * Everything that is wrong with the body of a kind: JSON pointer and rule for each, at most 50. Empty where it is right. Without `isCountry`
 * a code needs only the form of one.
 */
export function checkBody(kind: MessageKind, body: unknown, isCountry: IsCountry = () => true): readonly Blocker[] {
  return checkAgainst(BODIES[kind], kind, body, { isCountry, missing: 'at the object' });
}

/** The same for what one of our own people writes: what is missing is told at the place that they left empty. */
export function checkWritten(kind: MessageKind, body: unknown, isCountry: IsCountry): readonly Blocker[] {
  return checkAgainst(BODIES[kind], kind, body, { isCountry, missing: 'at its place' });
}

/** Parts of a request while it is written: each part that is there has its form; none is asked for yet. */
export function checkDraft(body: unknown, isCountry: IsCountry = () => true): readonly Blocker[] {
  return checkAgainst(DRAFT, 'draft', body, { isCountry, missing: 'at its place' });
}

const { told: _told, nationalCheck: _check, reference: _reference, ...writable } = BODIES.REQUEST.properties;
const DRAFT = Type.Partial(Type.Object(writable, { additionalProperties: false }), { additionalProperties: false });

interface Telling {
  readonly isCountry: IsCountry;
  /** The wire's refusals point at the object that lacks a member: partners test on it. */
  readonly missing: 'at the object' | 'at its place';
}

function checkAgainst(schema: TSchema, kind: string, body: unknown, telling: Telling): readonly Blocker[] {
  const formal = Value.Errors(schema, body)
    .filter((error) => error.keyword !== 'additionalProperties') // each foreign member has a `boolean` error with its own pointer
    .flatMap((error) =>
      placesOf(error, telling).map((place) =>
        fault(
          place,
          'letter-invalid',
          ruleOf(kind, error),
          error.keyword === 'boolean' ? 'is not known here' : error.message,
          sayingOf(error),
        ),
      ),
    );
  return (formal.length > 0 ? formal : faultsOfFormat(schema, body, '', telling.isCountry)).slice(0, MOST_REASONS);
}

const fault = (field: string, code: 'letter-invalid', rule: string, text: string, says: FieldSaying): Blocker => ({
  field,
  code,
  rule,
  text,
  says,
});

function placesOf({ keyword, params, instancePath }: SchemaFault, { missing }: Telling): readonly string[] {
  if (keyword !== 'required' || missing === 'at the object') return [instancePath];
  const { requiredProperties } = params as { readonly requiredProperties: readonly string[] };
  return requiredProperties.map((name) => `${instancePath}/${name}`);
}

interface SchemaFault {
  readonly keyword: string;
  readonly params: object;
  readonly instancePath: string;
}

function ruleOf(kind: string, error: { readonly keyword: string; readonly params: object }): string {
  if (error.keyword === 'boolean') return `${kind}: no other members`;
  const [parameter] = Object.values(error.params) as unknown[];
  return `${kind}: ${error.keyword}${parameter === undefined ? '' : ` ${JSON.stringify(parameter)}`}`;
}

/** What a pattern cannot say. */
const FORMATS: Record<string, (text: string, isCountry: IsCountry) => Blocker | undefined> = {
  'country': (text, isCountry) =>
    isCountry(text)
      ? undefined
      : {
          code: 'country-unknown',
          rule: 'ISO 3166-1 alpha-3, withdrawn or user-assigned',
          text: 'is not a country code',
          says: { code: 'country' },
        },
  'calendar date': (text) =>
    isInstant(`${text}T00:00:00.000Z`)
      ? undefined
      : {
          code: 'letter-invalid',
          rule: 'RFC 3339 full-date',
          text: 'is not a day of the calendar',
          says: { code: 'date' },
        },
};

interface Shape {
  readonly format?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly anyOf?: readonly TSchema[];
}

/** Walks a body that its schema has already let through. */
function faultsOfFormat(schema: TSchema, value: unknown, at: string, isCountry: IsCountry): readonly Blocker[] {
  const shape: Shape = schema;
  if (shape.format !== undefined) {
    const found = FORMATS[shape.format]?.(value as string, isCountry);
    return found === undefined ? [] : [{ ...found, field: at }];
  }
  if (shape.anyOf !== undefined) {
    const branch = shape.anyOf.find((option) => Value.Check(option, value));
    return branch === undefined ? [] : faultsOfFormat(branch, value, at, isCountry);
  }
  const items = shape.items;
  if (items !== undefined)
    return (value as readonly unknown[]).flatMap((item, index) =>
      faultsOfFormat(items, item, `${at}/${String(index)}`, isCountry),
    );
  const members = value as Readonly<Record<string, unknown>>;
  return Object.entries(shape.properties ?? {}).flatMap(([name, member]) =>
    members[name] === undefined ? [] : faultsOfFormat(member, members[name], `${at}/${name}`, isCountry),
  );
}
