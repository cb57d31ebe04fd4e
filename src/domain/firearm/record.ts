import { type DisclosureLevel, type LifecycleKind, type Outcome, type PartyRole } from '../messages/vocabulary.js';
import { type Firearm, type Holder, type HolderKind, type LifecycleEvent } from './marking.js';

/** One fact of a record with the level from which it may be told; the shape of the wire's `RecordFact`. */
export interface TellableFact {
  field:
    | 'State'
    | 'company'
    | 'State body'
    | 'date'
    | 'event'
    | 'document'
    | 'person'
    | 'make'
    | 'model'
    | 'calibre'
    | 'serial'
    | 'type'
    | 'status';
  role?: PartyRole;
  event?: LifecycleKind;
  level: DisclosureLevel;
  value: string;
  on?: string;
}

/** What a record says about the line of supply, ready to be cut to policy, level and partner. */
export interface RecordedChain {
  readonly firearmId: string;
  readonly facts: readonly TellableFact[];
  /** The State to ask next: destination of the latest export that did not come back. */
  readonly nextState?: string;
  /** The State from which it was imported, where that is known. */
  readonly originState?: string;
  /** What the record by itself amounts to; a person chooses. */
  readonly outcome: Outcome;
  /** The reading that stands for the weapon: the latest legible serial of the reference component. */
  readonly serial?: string;
}

const MOST_FACTS = 50;
const MOST_CHARACTERS = 500;

/** Level 0 a State or an outcome, 1 a company or a State body with its dates, 2 a natural person. */
const HOLDER_LEVELS = { 'company': 1, 'State body': 1, 'natural person': 2 } as const satisfies Record<
  HolderKind,
  DisclosureLevel
>;
const HOLDER_FIELDS = {
  'company': 'company',
  'State body': 'State body',
  'natural person': 'person',
} as const satisfies Record<HolderKind, TellableFact['field']>;
/** Telling that a weapon was stolen or lost tells of nobody; a sale or a transfer to a person is that person's. */
const STATUS_EVENTS: readonly LifecycleKind[] = ['reported lost', 'reported stolen', 'destroyed', 'deactivated'];

export function recordedChain(firearm: Firearm): RecordedChain {
  const events = inOrderOfTime(firearm.events);
  const serial = referenceSerial(firearm);
  const next = nextState(events);
  const origin = events.findLast((event) => event.kind === 'imported')?.otherCountry;
  return {
    firearmId: firearm.id,
    facts: [
      ...identityFacts(firearm, serial),
      ...events.flatMap((event) => eventFacts(event, firearm)),
      ...holderFacts(firearm, events),
    ].slice(0, MOST_FACTS),
    ...(next === undefined ? {} : { nextState: next }),
    ...(origin === undefined ? {} : { originState: origin }),
    outcome: outcomeOf(firearm, events),
    ...(serial === undefined ? {} : { serial }),
  };
}

function identityFacts(firearm: Firearm, serial: string | undefined): TellableFact[] {
  const told: readonly (readonly [TellableFact['field'], string | undefined])[] = [
    ['type', firearm.type],
    ['make', firearm.make],
    ['model', firearm.model],
    ['calibre', firearm.calibre],
    ['serial', serial],
  ];
  const facts: TellableFact[] = told.flatMap(([field, value]) =>
    value === undefined ? [] : [{ field, level: 0, value: cut(value) }],
  );
  if (firearm.countryOfManufacture !== undefined)
    facts.push({ field: 'State', role: 'maker', level: 0, value: firearm.countryOfManufacture });
  return facts;
}

function eventFacts(event: LifecycleEvent, firearm: Firearm): TellableFact[] {
  const holder = firearm.holders.find((one) => one.id === event.holderId);
  const ofPerson = holder?.kind === 'natural person';
  const on = event.on === undefined ? {} : { on: event.on };
  const facts: TellableFact[] = [];
  // The State line carries no date: a date is of level 1.
  if (event.country !== undefined) facts.push({ field: 'State', event: event.kind, level: 0, value: event.country });
  if (event.otherCountry !== undefined)
    facts.push({
      field: 'State',
      event: event.kind,
      role: event.kind === 'imported' ? 'exporter' : 'consignee',
      level: 0,
      value: event.otherCountry,
    });
  if (STATUS_EVENTS.includes(event.kind))
    facts.push({ field: 'status', event: event.kind, level: 0, value: event.kind });
  facts.push({ field: 'event', event: event.kind, level: ofPerson ? 2 : 1, value: event.kind, ...on });
  if (holder?.name !== undefined) facts.push({ ...holderFact(holder, holder.name), event: event.kind, ...on });
  if (event.document !== undefined)
    facts.push({ field: 'document', event: event.kind, level: ofPerson ? 2 : 1, value: cut(event.document), ...on });
  return facts;
}

/** Holders that no event names. */
function holderFacts(firearm: Firearm, events: readonly LifecycleEvent[]): TellableFact[] {
  const named = new Set(events.map((event) => event.holderId));
  return firearm.holders.flatMap((holder) =>
    named.has(holder.id) || holder.name === undefined
      ? []
      : [{ ...holderFact(holder, holder.name), ...(holder.from === undefined ? {} : { on: holder.from }) }],
  );
}

function holderFact(holder: Holder, name: string): TellableFact {
  return { field: HOLDER_FIELDS[holder.kind], role: holder.role, level: HOLDER_LEVELS[holder.kind], value: cut(name) };
}

/** An export after the last import into the exporting State is one that left for good. */
function nextState(events: readonly LifecycleEvent[]): string | undefined {
  const last = events.findLast((event) => event.kind === 'exported' || event.kind === 'imported');
  return last?.kind === 'exported' ? last.otherCountry : undefined;
}

/** A chain that ends in the trade, at the maker included, is one outcome: none of them is the person or body that last held it. */
const OUTCOME_OF_HOLDER = {
  'maker': 'traced to dealer only',
  'importer': 'traced to dealer only',
  'exporter': 'traced to dealer only',
  'broker': 'traced to dealer only',
  'carrier': 'traced to dealer only',
  'consignee': 'traced to dealer only',
  'dealer': 'traced to dealer only',
  'end user': 'traced to last lawful holder',
  'State body': 'traced to State stock',
  'private holder': 'traced to last lawful holder',
} as const satisfies Record<PartyRole, Outcome>;

/** A sale that names nobody is still known to have been lawful trade. */
const TRADE_EVENTS: readonly LifecycleKind[] = ['manufactured', 'proofed', 'imported', 'sold', 'transferred'];

function outcomeOf(firearm: Firearm, events: readonly LifecycleEvent[]): Outcome {
  if (events.some((event) => event.kind === 'reported lost' || event.kind === 'reported stolen'))
    return 'reported lost or stolen';
  if (nextState(events) !== undefined) return 'traced to export';
  const last = lastHolder(firearm, events);
  if (last !== undefined) return last.kind === 'State body' ? 'traced to State stock' : OUTCOME_OF_HOLDER[last.role];
  return events.some((event) => TRADE_EVENTS.includes(event.kind)) ? 'traced to dealer only' : 'not in records';
}

function lastHolder(firearm: Firearm, events: readonly LifecycleEvent[]): Holder | undefined {
  const named = events.findLast((event) => event.holderId !== undefined)?.holderId;
  const unnamed = firearm.holders.filter((holder) => !events.some((event) => event.holderId === holder.id));
  return unnamed.at(-1) ?? firearm.holders.find((holder) => holder.id === named);
}

function referenceSerial(firearm: Firearm): string | undefined {
  const component = firearm.components.find((one) => one.reference);
  return component?.marks.findLast((mark) => mark.kind === 'serial' && mark.text !== undefined && !mark.superseded)
    ?.text;
}

/** Stable: an undated event stays behind the one the source put before it. */
export function inOrderOfTime(events: readonly LifecycleEvent[]): readonly LifecycleEvent[] {
  let known = '';
  const keyed = events.map((event) => ({ event, on: (known = event.on ?? known) }));
  return keyed.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).map((one) => one.event);
}

function cut(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : text.slice(0, MOST_CHARACTERS);
}
