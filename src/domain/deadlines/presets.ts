import { type ClockKind } from './clock.js';
import { type Term, type TermUnit } from './term.js';

/** What binds the side that must act, from the strongest down. */
export const POLICY_STANDINGS = ['instrument', 'agreement', 'published target', 'our reminder'] as const;

/** A set of terms, with where it comes from. A term without `verified` is shown with that mark, and never quoted as a duty. */
export interface ClockPolicy {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly source: string;
  readonly article?: string;
  /** Was the number checked against a published text? */
  readonly verified: boolean;
  /** What binds the side that must act. `our reminder` binds nobody: local, never sent, never called overdue or breach. */
  readonly standing: (typeof POLICY_STANDINGS)[number];
  readonly urgency: 'routine' | 'urgent' | 'any';
  readonly terms: Partial<Record<ClockKind, Term>>;
  /** Which moment of the request starts acknowledge and answer. */
  readonly startsAt: 'received' | 'acknowledged' | 'complete';
}

/** A node's own policy has a term for every clock: it is what counts where nothing else binds. */
export interface OwnPolicy extends ClockPolicy {
  readonly terms: Readonly<Record<ClockKind, Term>>;
}

const term = (amount: number, unit: TermUnit): Term => ({ amount, unit });

/** Where the terms of the presets come from. */
export const PRESET_SOURCES = {
  'national choice': 'a national choice: the ITI sets no number of days',
  'ecowas': 'ECOWAS Convention on Small Arms and Light Weapons',
  'eu exchange':
    'Directive (EU) 2023/977, police information exchange; only between bound States, through the single point of contact',
  'licensee practice': 'US practice with licensees at home: a record holder within the State, not a State',
  'research practice': 'practice of a research body: binds no State',
} as const;

export const NATIONAL_DEFAULT: OwnPolicy = {
  id: 'national-default',
  version: 1,
  title: 'National default',
  source: PRESET_SOURCES['national choice'],
  verified: true,
  standing: 'our reminder',
  urgency: 'routine',
  startsAt: 'received',
  terms: {
    'deliver': term(24, 'hours'),
    'acknowledge': term(5, 'working days'),
    'answer': term(28, 'calendar days'),
    'supply more': term(10, 'working days'),
    'clarify': term(10, 'working days'),
    'consent': term(10, 'working days'),
    'correct': term(2, 'working days'),
    'approve': term(2, 'working days'),
    'consult': term(5, 'working days'),
    'record holder': term(5, 'working days'),
    'custody': term(3, 'working days'),
    'disposal': term(6, 'months'),
  },
};

export const NATIONAL_URGENT: OwnPolicy = {
  id: 'national-urgent',
  version: 1,
  title: 'National urgent',
  source: PRESET_SOURCES['national choice'],
  verified: true,
  standing: 'our reminder',
  urgency: 'urgent',
  startsAt: 'received',
  terms: {
    'deliver': term(2, 'hours'),
    'acknowledge': term(24, 'hours'),
    'answer': term(72, 'hours'),
    'supply more': term(24, 'hours'),
    'clarify': term(48, 'hours'),
    'consent': term(72, 'hours'),
    'correct': term(24, 'hours'),
    'approve': term(4, 'hours'),
    'consult': term(24, 'hours'),
    'record holder': term(24, 'hours'),
    'custody': term(24, 'hours'),
    'disposal': term(6, 'months'),
  },
};

/** What the policy engine ships. Instruments that set years of record-keeping but no days have no row here: they set no clock. */
export const PRESETS: readonly ClockPolicy[] = [
  NATIONAL_DEFAULT,
  NATIONAL_URGENT,
  {
    id: 'ecowas',
    version: 1,
    title: 'ECOWAS Convention: one month from receipt',
    source: PRESET_SOURCES.ecowas,
    article: 'art. 19',
    verified: false,
    standing: 'instrument',
    urgency: 'any',
    startsAt: 'received',
    terms: { answer: term(1, 'months') },
  },
  {
    id: 'eu-2023-977-urgent-direct',
    version: 1,
    title: 'EU exchange, urgent, directly available: 8 hours',
    source: PRESET_SOURCES['eu exchange'],
    verified: true,
    standing: 'instrument',
    urgency: 'urgent',
    startsAt: 'received',
    terms: { answer: term(8, 'hours') },
  },
  {
    id: 'eu-2023-977-urgent',
    version: 1,
    title: 'EU exchange, urgent: 3 calendar days',
    source: PRESET_SOURCES['eu exchange'],
    verified: true,
    standing: 'instrument',
    urgency: 'urgent',
    startsAt: 'received',
    terms: { answer: term(3, 'calendar days') },
  },
  {
    id: 'eu-2023-977-other',
    version: 1,
    title: 'EU exchange, not urgent: 7 days',
    source: PRESET_SOURCES['eu exchange'],
    verified: false,
    standing: 'instrument',
    urgency: 'routine',
    startsAt: 'received',
    terms: { answer: term(7, 'calendar days') },
  },
  {
    id: 'us-licensee',
    version: 1,
    title: 'US domestic licensee: 24 hours',
    source: PRESET_SOURCES['licensee practice'],
    verified: true,
    standing: 'our reminder',
    urgency: 'any',
    startsAt: 'received',
    terms: { 'record holder': term(24, 'hours') },
  },
  {
    id: 'car-practice',
    version: 1,
    title: 'Conflict Armament Research: 28 days',
    source: PRESET_SOURCES['research practice'],
    verified: true,
    standing: 'our reminder',
    urgency: 'any',
    startsAt: 'received',
    terms: { answer: term(28, 'calendar days') },
  },
];

export interface PolicyChoice {
  /** Instruments that bind both States. */
  readonly instruments: readonly ClockPolicy[];
  /** Agreements between the two. */
  readonly agreements: readonly ClockPolicy[];
  /** What the partner itself has published. */
  readonly partnerTarget?: ClockPolicy;
  readonly own: ClockPolicy;
  readonly urgency: 'routine' | 'urgent';
  /** Looks only at policies with a term for this clock: an instrument on answers leaves acknowledgement to the next in line. */
  readonly clock?: ClockKind;
}

/**
 * Whose term counts: an instrument that binds both, else an agreement, else the partner's own published target, else our reminder. Within one
 * of these the policy made for this urgency goes before one for any; of several, the one that ends first, since keeping it keeps
 * the others. Both nodes choose alike, in whatever order they hold the lists.
 */
export function whosePolicy({
  instruments,
  agreements,
  partnerTarget,
  own,
  urgency,
  clock,
}: PolicyChoice): ClockPolicy {
  const ladder = [
    ['instrument', instruments],
    ['agreement', agreements],
    ['published target', partnerTarget === undefined ? [] : [partnerTarget]],
  ] as const;
  for (const [standing, list] of ladder) {
    const best = list
      .filter((policy) => policy.urgency === 'any' || policy.urgency === urgency)
      .filter((policy) => clock === undefined || policy.terms[clock] !== undefined)
      .sort(byFit(clock ?? 'answer'))[0];
    if (best !== undefined) return { ...best, standing };
  }
  return { ...own, standing: 'our reminder' };
}

/** Usual hours of a unit, to compare terms of different units; never to compute a due time. */
const USUAL_HOURS = {
  'hours': 1,
  'calendar days': 24,
  'working days': (24 * 7) / 5,
  'months': 24 * 30,
} as const satisfies Record<TermUnit, number>;

function byFit(clock: ClockKind): (a: ClockPolicy, b: ClockPolicy) => number {
  const hours = ({ terms }: ClockPolicy): number => {
    const found = terms[clock];
    return found === undefined ? Number.MAX_VALUE : found.amount * USUAL_HOURS[found.unit];
  };
  return (a, b) =>
    Number(a.urgency === 'any') - Number(b.urgency === 'any') || hours(a) - hours(b) || (a.id < b.id ? -1 : 1);
}
