import { Type, type TEnum, type TSchema } from 'typebox';

/** Longest texts on the wire, in UTF-16 code units. A message over them is refused by form. */
export const LIMITS = { name: 200, short: 500, text: 4000, list: 50, marks: 40, partBytes: 262_144 } as const;

export const closed = { additionalProperties: false } as const;
export const oneOf = <const T extends readonly string[]>(list: T): TEnum<[...T]> =>
  Type.Enum([...list]) as unknown as TEnum<[...T]>;
export const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
export const list = <T extends TSchema>(item: T, maxItems: number = LIMITS.list) => Type.Array(item, { maxItems });

// `format` names what a pattern cannot say; check-body.ts holds the rule of each, and another country's node can too.
export const Country = Type.String({ pattern: '^[A-Z]{3}$', format: 'country' });
export const DateText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'calendar date' });
export const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
export const Digest = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
