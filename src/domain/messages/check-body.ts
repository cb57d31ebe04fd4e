import { Type, type TSchema } from 'typebox';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import { isInstant } from '../shared/instant.js';
import { type Blocker } from '../shared/refusal.js';
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
  return checkAgainst(BODIES[kind], kind, body, isCountry);
}

/** Parts of a request while it is written: each part that is there has its form; none is asked for yet. */
export function checkDraft(body: unknown, isCountry: IsCountry = () => true): readonly Blocker[] {
  return checkAgainst(DRAFT, 'draft', body, isCountry);
}

const { told: _told, nationalCheck: _check, reference: _reference, ...writable } = BODIES.REQUEST.properties;
const DRAFT = Type.Partial(Type.Object(writable, { additionalProperties: false }), { additionalProperties: false });

function checkAgainst(schema: TSchema, kind: string, body: unknown, isCountry: IsCountry): readonly Blocker[] {
  const formal = Value.Errors(schema, body)
    .filter((error) => error.keyword !== 'additionalProperties') // each foreign member has a `boolean` error with its own pointer
    .map((error) =>
      fault(
        error.instancePath,
        'letter-invalid',
        ruleOf(kind, error),
        error.keyword === 'boolean' ? 'is not known here' : error.message,
      ),
    );
  return (formal.length > 0 ? formal : faultsOfFormat(schema, body, '', isCountry)).slice(0, MOST_REASONS);
}

const fault = (field: string, code: Blocker['code'], rule: string, text: string): Blocker => ({
  field,
  code,
  rule,
  text,
});

function ruleOf(kind: string, error: { readonly keyword: string; readonly params: object }): string {
  if (error.keyword === 'boolean') return `${kind}: no other members`;
  const [parameter] = Object.values(error.params) as unknown[];
  return `${kind}: ${error.keyword}${parameter === undefined ? '' : ` ${JSON.stringify(parameter)}`}`;
}

/** What a pattern cannot say. */
const FORMATS: Record<string, (text: string, isCountry: IsCountry) => Omit<Blocker, 'field'> | undefined> = {
  'country': (text, isCountry) =>
    isCountry(text)
      ? undefined
      : {
          code: 'country-unknown',
          rule: 'ISO 3166-1 alpha-3, withdrawn or user-assigned',
          text: 'is not a country code',
        },
  'calendar date': (text) =>
    isInstant(`${text}T00:00:00.000Z`)
      ? undefined
      : { code: 'letter-invalid', rule: 'RFC 3339 full-date', text: 'is not a day of the calendar' },
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
