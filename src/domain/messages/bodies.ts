import { Type, type Static, type TSchema } from 'typebox';
import { type MessageKind } from './kinds.js';
import { LIMITS, closed, oneOf, text, list, Country, DateText, Uuid, Digest } from './schema-parts.js';
import * as words from './vocabulary.js';

export const Mark = Type.Object(
  {
    kind: oneOf(words.MARK_KINDS),
    text: Type.Optional(text(LIMITS.name)),
    component: Type.Optional(oneOf(words.COMPONENTS)),
    method: Type.Optional(oneOf(words.MARK_METHODS)),
    sizeMm: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100 })),
    position: Type.Optional(text(LIMITS.name)),
    condition: oneOf(words.MARK_CONDITIONS),
    material: Type.Optional(text(LIMITS.name)),
    country: Type.Optional(Country),
    year: Type.Optional(Type.Integer({ minimum: 1500, maximum: 2200 })),
  },
  closed,
);

export const Weapon = Type.Object(
  {
    type: oneOf(words.WEAPON_TYPES),
    manufacture: Type.Optional(oneOf(words.MANUFACTURES)),
    make: Type.Optional(text(LIMITS.name)),
    model: Type.Optional(text(LIMITS.name)),
    calibre: Type.Optional(text(LIMITS.name)),
    yearOfManufacture: Type.Optional(Type.Integer({ minimum: 1500, maximum: 2200 })),
    marks: list(Mark, LIMITS.marks),
    noMarkReason: Type.Optional(text(LIMITS.short)),
    detail: Type.Optional(text(LIMITS.text)),
  },
  closed,
);

/** Use limits in ITI 15's terms; they travel with request and answer and bind what the receiving node shows and exports. */
export const Handling = Type.Object(
  {
    recipients: list(text(LIMITS.name)),
    purposes: list(oneOf(words.INTENDED_USES)),
    onwardRelease: oneOf(words.RELEASES),
    evidenceUse: oneOf(words.RELEASES),
    deleteBy: Type.Optional(DateText),
    label: Type.Optional(oneOf(words.TLP_LABELS)),
  },
  closed,
);

/** A date that is known, or the honest "not known, on or before". */
export const KnownDate = Type.Union([
  Type.Object({ on: DateText }, closed),
  Type.Object({ notKnown: Type.Literal(true), onOrBefore: DateText }, closed),
]);

/** What an earlier State told and this request would pass on; lawful only with that State's consent (ITI 15). */
export const Told = Type.Object(
  {
    by: Country,
    thread: Uuid,
    answer: Type.Optional(Digest),
    consentId: Type.Optional(Uuid),
    facts: list(text(LIMITS.short)),
  },
  closed,
);

const Request = Type.Object(
  {
    incident: Type.Object({ id: Uuid, item: Type.Integer({ minimum: 1 }), of: Type.Integer({ minimum: 1 }) }, closed),
    reference: text(LIMITS.name),
    requesterKind: oneOf(words.REQUESTER_KINDS),
    urgency: oneOf(words.URGENCIES),
    urgencyReason: Type.Optional(text(LIMITS.short)),
    illicit: list(
      Type.Object(
        {
          ground: oneOf(words.ILLICIT_GROUNDS),
          law: text(LIMITS.short),
          explanation: Type.Optional(text(LIMITS.text)),
        },
        closed,
      ),
      5,
    ),
    recovery: Type.Object(
      {
        kind: oneOf(words.RECOVERY_KINDS),
        date: KnownDate,
        country: Country,
        place: Type.Optional(text(LIMITS.name)),
        circumstances: text(LIMITS.text),
        context: Type.Optional(text(LIMITS.short)),
      },
      closed,
    ),
    weapon: Weapon,
    intendedUse: Type.Object({ use: oneOf(words.INTENDED_USES), text: Type.Optional(text(LIMITS.short)) }, closed),
    confidentiality: Type.Object(
      { guaranteed: Type.Boolean(), disclosureLaw: Type.Optional(text(LIMITS.short)) },
      closed,
    ),
    handling: Handling,
    nationalCheck: list(
      Type.Object(
        { holder: oneOf(words.NATIONAL_HOLDERS), result: oneOf(words.HOLDER_RESULTS), on: Type.Optional(DateText) },
        closed,
      ),
    ),
    told: Type.Optional(list(Told, 10)),
    doNotContactHolders: Type.Optional(Type.Boolean()),
    iarmsReference: Type.Optional(text(LIMITS.name)),
  },
  closed,
);

/** Facts of the chosen record, each with the level from which it may be told: 0 State, 1 company and dates, 2 natural person. */
export const RecordFact = Type.Object(
  {
    field: oneOf(words.RECORD_FIELDS),
    role: Type.Optional(oneOf(words.PARTY_ROLES)),
    event: Type.Optional(oneOf(words.LIFECYCLE_EVENTS)),
    level: Type.Union([Type.Literal(0), Type.Literal(1), Type.Literal(2)]),
    value: text(LIMITS.short),
    on: Type.Optional(DateText),
  },
  closed,
);

const Answer = Type.Object(
  {
    part: oneOf(words.ANSWER_PARTS),
    reference: text(LIMITS.name),
    outcome: oneOf(words.OUTCOMES),
    match: Type.Object(
      {
        basis: oneOf(words.MATCH_BASES),
        /** Characters that differ, as a person must see them: asked and recorded, by position from 0. */
        differences: Type.Optional(
          list(
            Type.Object(
              {
                position: Type.Integer({ minimum: 0 }),
                asked: Type.String({ maxLength: 8 }),
                recorded: Type.String({ maxLength: 8 }),
              },
              closed,
            ),
          ),
        ),
        candidates: Type.Optional(Type.Integer({ minimum: 0 })),
      },
      closed,
    ),
    level: Type.Union([Type.Literal(0), Type.Literal(1), Type.Literal(2)]),
    facts: list(RecordFact),
    nextState: Type.Optional(Country),
    withheld: list(
      Type.Object(
        { field: text(LIMITS.name), why: oneOf([...words.WITHHELD_REASONS, ...words.REFUSAL_GROUNDS]) },
        closed,
      ),
    ),
    handling: Handling,
    note: Type.Optional(text(LIMITS.text)),
  },
  closed,
);

const ConsentScope = Type.Union([
  Type.Object({ kind: Type.Literal('next State'), state: Country }, closed),
  Type.Object({ kind: Type.Literal('named agency'), agency: text(LIMITS.name) }, closed),
  Type.Object({ kind: Type.Literal('court evidence'), court: text(LIMITS.name) }, closed),
]);

/** The body of each kind: what may stand in the sealed letter. JSON Schemas, so that another country's node can check the same. */
export const BODIES = {
  REQUEST: Request,
  ACKNOWLEDGE: Type.Object({ reference: text(LIMITS.name), note: Type.Optional(text(LIMITS.short)) }, closed),
  ASK_MORE: Type.Object(
    {
      questions: Type.Array(
        Type.Object({ field: Type.Optional(text(LIMITS.name)), text: text(LIMITS.short) }, closed),
        { minItems: 1, maxItems: LIMITS.list },
      ),
    },
    closed,
  ),
  MORE: Type.Object(
    {
      answers: list(Type.Object({ field: Type.Optional(text(LIMITS.name)), text: text(LIMITS.text) }, closed)),
      weapon: Type.Optional(Weapon),
    },
    closed,
  ),
  ANSWER: Answer,
  DELAY: Type.Object(
    { until: DateText, ground: Type.Optional(oneOf(words.REFUSAL_GROUNDS)), text: text(LIMITS.text) },
    closed,
  ),
  RESTRICT: Type.Object(
    { ground: Type.Optional(oneOf(words.REFUSAL_GROUNDS)), fields: list(text(LIMITS.name)), text: text(LIMITS.text) },
    closed,
  ),
  REFUSE: Type.Object({ ground: Type.Optional(oneOf(words.REFUSAL_GROUNDS)), text: text(LIMITS.text) }, closed),
  NOT_ACCEPTED: Type.Object({ reason: oneOf(words.NOT_ACCEPTED_REASONS), text: text(LIMITS.text) }, closed),
  CLARIFY: Type.Object({ about: Digest, question: text(LIMITS.text) }, closed),
  CLARIFICATION: Type.Object({ about: Digest, text: text(LIMITS.text) }, closed),
  FORWARD_NOTICE: Type.Object({ state: Country, reason: text(LIMITS.text) }, closed),
  CONSENT_REQUEST: Type.Object(
    { consentId: Uuid, scope: ConsentScope, of: Digest, what: text(LIMITS.text), purpose: oneOf(words.INTENDED_USES) },
    closed,
  ),
  CONSENT: Type.Object(
    {
      consentId: Uuid,
      decision: oneOf(words.CONSENT_DECISIONS),
      scope: ConsentScope,
      expires: Type.Optional(DateText),
      conditions: Type.Optional(text(LIMITS.text)),
    },
    closed,
  ),
  WITHDRAW: Type.Object(
    {
      reason: oneOf(words.WITHDRAW_REASONS),
      text: Type.Optional(text(LIMITS.text)),
      erasePersons: Type.Boolean(),
    },
    closed,
  ),
  CORRECT: Type.Object(
    {
      corrects: Digest,
      reason: text(LIMITS.text),
      outcome: Type.Optional(oneOf(words.OUTCOMES)),
      facts: Type.Optional(list(RecordFact)),
      weapon: Type.Optional(Weapon),
    },
    closed,
  ),
  FEEDBACK: Type.Object(
    {
      rightWeapon: oneOf(words.VERDICTS),
      helped: oneOf(words.VERDICTS),
      text: Type.Optional(text(LIMITS.text)),
    },
    closed,
  ),
  REMIND: Type.Object({ text: text(LIMITS.short) }, closed),
  VOID: Type.Object({ voids: Uuid, reason: text(LIMITS.short) }, closed),
  PART: Type.Object(
    {
      digest: Digest,
      mediaType: text(LIMITS.name),
      totalBytes: Type.Integer({ minimum: 0 }),
      offset: Type.Integer({ minimum: 0 }),
      data: Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: LIMITS.partBytes }),
    },
    closed,
  ),
} as const satisfies Record<MessageKind, TSchema>;

export type Body<K extends MessageKind> = Static<(typeof BODIES)[K]>;
export type Mark = Static<typeof Mark>;
export type Weapon = Static<typeof Weapon>;
export type Handling = Static<typeof Handling>;
export type KnownDate = Static<typeof KnownDate>;
export type Told = Static<typeof Told>;
export type RecordFact = Static<typeof RecordFact>;
export type ConsentScope = Static<typeof ConsentScope>;

/** A message before it has a place in a stream. Discriminated by `kind`. */
export type Letter = { [K in MessageKind]: { readonly kind: K; readonly body: Body<K> } }[MessageKind];
