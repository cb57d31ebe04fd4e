/** What an attacker, or a careless copy, puts into a field of text. It must stand on a page as it was typed and do nothing. */
export const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "{{7*7}}${7*7}'--",
  '\u202Egnp.\u202C',
] as const;
const WHOLE = ATTACKS.join(' ');
/** For what is too short for all of them. */
const SHORT = ['<img src=x onerror=alert(3)>', '<b>{{7*7}}', '<b>', '<'] as const;

/** As long as the field takes, 4,000 characters at most: the rest is one word that no line can break between letters. */
export function hostileText(maxLength = 100): string {
  const longest = Math.min(maxLength, 4000);
  const start = [WHOLE, ...SHORT].find((one) => one.length <= longest) ?? '';
  return `${start} ${'W'.repeat(longest)}`.slice(0, longest);
}

/** What is written into a field of text of this length. */
export type Write = (maxLength?: number) => string;

export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Leaves a field out of a body. */
export const OUT = Symbol('left out');

/** Stands in a body as it is: nothing is filled in. */
export class Exact {
  constructor(readonly value: unknown) {}
}

/** The document of the API, as far as bodies stand in it. */
export class Bodies {
  constructor(
    private readonly schemas: Readonly<Record<string, Schema>>,
    private readonly write: Write,
  ) {}

  whole(schema: Schema | undefined): Schema {
    if (schema?.$ref !== undefined) return this.whole(this.schemas[schema.$ref.split('/').at(-1) ?? '']);
    if (schema?.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((one) => this.whole(one))) as Schema;
    return schema ?? {};
  }

  /** A body with every field of its schema, free text hostile; `given` stands where something real must stand. */
  filled(schema: Schema | undefined, given?: unknown, name = ''): unknown {
    if (given instanceof Exact) return given.value;
    if (given !== undefined && (typeof given !== 'object' || given === null)) return given;
    const { type, properties, items, enum: members, anyOf } = this.whole(schema);
    if (members !== undefined) return given ?? members[0];
    if (anyOf !== undefined) return given ?? this.filled(anyOf[0], undefined, name);
    if (properties !== undefined) return this.object(properties, (given ?? {}) as Record<string, unknown>);
    if (type === 'array')
      return Array.isArray(given)
        ? given.map((one) => this.filled(items, one, name))
        : [this.filled(items, undefined, name)];
    return given ?? plainValue(this.whole(schema), name, this.write);
  }

  /** The fields of free text of a body, by their place: `/contacts/0/office`. */
  textFields(schema: Schema | undefined, at = '', name = ''): readonly string[] {
    const found = this.whole(schema);
    if (found.properties !== undefined)
      return Object.entries(found.properties).flatMap(([key, inner]) => this.textFields(inner, `${at}/${key}`, key));
    if (found.type === 'array') return this.textFields(found.items, `${at}/0`, name);
    return isFreeText(found, name) ? [at] : [];
  }

  private object(properties: Readonly<Record<string, Schema>>, given: Record<string, unknown>): object {
    const entries = Object.entries({ ...properties, ...given }).map(
      ([key]) => [key, given[key] === OUT ? OUT : this.filled(properties[key], given[key], key)] as const,
    );
    return Object.fromEntries(entries.filter(([, value]) => value !== OUT && value !== undefined));
  }
}

/** The texts of a right body made hostile, where its schema lets any text stand: a letter of the wire. */
export function hostileCopy<T>(schema: Schema, right: T, write: Write): T {
  return copyOf(schema, right, write) as T;
}

function copyOf(schema: Schema, right: unknown, write: Write): unknown {
  if (Array.isArray(right)) return right.map((one) => copyOf(schema.items ?? {}, one, write));
  if (typeof right === 'object' && right !== null) {
    const shape = schema.anyOf?.find((one) => Object.keys(right).every((key) => one.properties?.[key])) ?? schema;
    return Object.fromEntries(
      Object.entries(right).map(([key, value]) => [key, copyOf(shape.properties?.[key] ?? {}, value, write)]),
    );
  }
  return typeof right === 'string' && isFreeText(schema, '') ? write(schema.maxLength) : right;
}

/** By their names: the document of the API says of some only that they are text. */
const STATES = ['country', 'otherCountry', 'countryOfManufacture', 'state', 'nextState', 'partner', 'states'];

function isFreeText({ type, format, pattern, enum: members, const: only }: Schema, name: string): boolean {
  return (
    type === 'string' && [format, pattern, members, only].every((one) => one === undefined) && !STATES.includes(name)
  );
}

function plainValue(schema: Schema, name: string, write: Write): unknown {
  if (schema.const !== undefined) return schema.const;
  if (isFreeText(schema, name)) return write(schema.maxLength);
  if (schema.format === 'date') return '2026-01-10';
  if (schema.format === 'date-time') return '2026-01-10T08:00:00.000Z';
  if (STATES.includes(name)) return 'XAA';
  if (schema.type === 'boolean') return true;
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? (/year/i.test(name) ? 1990 : 1);
  return undefined;
}
