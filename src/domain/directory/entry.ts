import { Type, type Static, type TEnum } from 'typebox';

/** Longest texts and lists of an entry: it is read by people of another State and imported from a file. */
export const ENTRY_LIMITS = {
  name: 200,
  text: 1000,
  contacts: 30,
  keys: 30,
  practices: 30,
  holidays: 1000,
  targets: 3,
  terms: 20,
  kinds: 60,
} as const;

export const CONTACT_KINDS = [
  'ITI tracing',
  'PoA focal point',
  'INTERPOL NCB',
  'EU SPOC',
  'Firearms Protocol',
  'MLA authority',
  'regional clearing house',
  'duty desk',
] as const;
export const CHANNEL_KINDS = ['node', 'file', 'mail', 'none'] as const;
export const KEY_USES = ['signing', 'sealing', 'ledger'] as const;
/** RFC 8037 curves: Ed25519 signs letters and checkpoints, X25519 takes sealed ones. */
export const KEY_CURVES = { signing: 'Ed25519', sealing: 'X25519', ledger: 'Ed25519' } as const satisfies Record<
  KeyUse,
  'Ed25519' | 'X25519'
>;
export const MARKING_SUBJECTS = ['country of manufacture', 'country of import', 'State stock', 'proof'] as const;
const TARGET_UNITS = ['hours', 'calendar days', 'months', 'working days'] as const;

const closed = { additionalProperties: false } as const;
const oneOf = <const T extends readonly string[]>(list: T): TEnum<[...T]> =>
  Type.Enum([...list]) as unknown as TEnum<[...T]>;
const text = (maxLength: number = ENTRY_LIMITS.name) => Type.String({ minLength: 1, maxLength });
const version = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });
const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });

export const Contact = Type.Object(
  {
    kind: oneOf(CONTACT_KINDS),
    office: text(),
    email: Type.Optional(text()),
    telephone: Type.Optional(text(50)),
    post: Type.Optional(text(ENTRY_LIMITS.text)),
    /** BCP 47. */
    languages: Type.Array(Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35 }), {
      minItems: 1,
      maxItems: 20,
    }),
    hours: Type.Optional(text()),
    zone: text(60),
  },
  closed,
);

/** `url` goes with `node`, `address` with `mail`. */
export const Channel = Type.Object(
  { kind: oneOf(CHANNEL_KINDS), url: Type.Optional(text(500)), address: Type.Optional(text()) },
  closed,
);

export const PublicJwk = Type.Object(
  { kty: Type.Literal('OKP'), crv: oneOf(['Ed25519', 'X25519']), x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) },
  closed,
);

export const DirectoryKey = Type.Object(
  {
    use: oneOf(KEY_USES),
    kid: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    jwk: PublicJwk,
    validFrom: instant,
    validTo: Type.Optional(instant),
    revokedAt: Type.Optional(instant),
    revokedReason: Type.Optional(text()),
  },
  closed,
);

/** How a State shows a thing on the weapon (ITI 25(b), 31): what tells the country of manufacture from the country of import. */
export const MarkingPractice = Type.Object(
  {
    of: oneOf(MARKING_SUBJECTS),
    shownAs: text(ENTRY_LIMITS.text),
    examples: Type.Optional(Type.Array(text(), { maxItems: 20 })),
    from: Type.Optional(date),
    to: Type.Optional(date),
    source: text(),
    verified: Type.Boolean(),
  },
  closed,
);

/** Days that do not count, as dates: two nodes compute one due time only from one list. */
export const DatedCalendar = Type.Object(
  {
    version,
    zone: text(60),
    weekend: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 6 }),
    holidays: Type.Array(date, { maxItems: ENTRY_LIMITS.holidays }),
    validFrom: Type.Optional(date),
    validTo: Type.Optional(date),
  },
  closed,
);

/** What the State itself has published that it aims at, one list per urgency; the ITI sets no number of days. */
export const PublishedTarget = Type.Object(
  {
    urgency: oneOf(['routine', 'urgent', 'any']),
    startsAt: oneOf(['received', 'acknowledged', 'complete']),
    terms: Type.Array(
      Type.Object(
        { clock: text(40), amount: Type.Integer({ minimum: 1, maximum: 10_000 }), unit: oneOf(TARGET_UNITS) },
        closed,
      ),
      { minItems: 1, maxItems: ENTRY_LIMITS.terms },
    ),
    source: text(),
  },
  closed,
);

const Capabilities = Type.Object(
  {
    versions: Type.Array(Type.Integer({ minimum: 1, maximum: 1000 }), { minItems: 1, maxItems: 20 }),
    kinds: Type.Array(text(40), { maxItems: ENTRY_LIMITS.kinds }),
    batchMax: Type.Integer({ minimum: 1, maximum: 1000 }),
  },
  closed,
);

/** What a State says about itself, and hands to its partners. Its version only rises. */
export const StateEntry = Type.Object(
  {
    country: Type.String({ pattern: '^[A-Z]{3}$' }),
    version,
    authority: text(),
    contacts: Type.Array(Contact, { maxItems: ENTRY_LIMITS.contacts }),
    channel: Channel,
    keys: Type.Array(DirectoryKey, { maxItems: ENTRY_LIMITS.keys }),
    markingPractices: Type.Array(MarkingPractice, { maxItems: ENTRY_LIMITS.practices }),
    calendar: Type.Optional(DatedCalendar),
    targets: Type.Array(PublishedTarget, { maxItems: ENTRY_LIMITS.targets }),
    capabilities: Capabilities,
  },
  closed,
);

export type Contact = Static<typeof Contact>;
export type Channel = Static<typeof Channel>;
export type PublicJwk = Static<typeof PublicJwk>;
export type DirectoryKey = Static<typeof DirectoryKey>;
export type MarkingPractice = Static<typeof MarkingPractice>;
export type DatedCalendar = Static<typeof DatedCalendar>;
export type PublishedTarget = Static<typeof PublishedTarget>;
export type Capabilities = Static<typeof Capabilities>;
export type StateEntry = Static<typeof StateEntry>;
export type KeyUse = (typeof KEY_USES)[number];
