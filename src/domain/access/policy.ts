import { type Actor, type PersonActor, type RoleHeld } from '../shared/actor.js';
import { refuse, type ErrorCode, type Refusal } from '../shared/refusal.js';
import { REACH, rowOf, type Action } from './role-table.js';

export { ACTIONS, rolesConflict, type Action } from './role-table.js';

/** What an action is done to. An absent member means that it plays no part: a route without an object asks with `{}`. */
export interface Subject {
  readonly owningAgencyId?: string;
  readonly sealed?: boolean;
  /** Persons named to the case: they reach it from another agency, and alone reach it when it is sealed. */
  readonly namedPersonIds?: readonly string[];
  /** Who wrote what is now to be signed a second time. */
  readonly authorId?: string;
  readonly conflictPersonIds?: readonly string[];
  /** Persons whose break-glass on this case is in force at the moment of the call. */
  readonly breakGlassBy?: readonly string[];
  /** Disclosure level of the content: 0 State or outcome, 1 company or State body, 2 natural person. */
  readonly level?: 0 | 1 | 2;
  /** Set only where the setting `access.singleOfficer` is on: the reason for approving one's own work. */
  readonly ownApproval?: { readonly reason: string };
}

export const NO_REASONS = [
  'no role',
  'outside the scopes',
  'in person only',
  'partners act by message',
  'other agency',
  'sealed',
  'conflict of interest',
  'own work',
  'level 2',
] as const;
export type NoReason = (typeof NO_REASONS)[number];
export type Decision = { readonly yes: true } | { readonly yes: false; readonly reason: NoReason };

/** The shortest reason that may stand for approving one's own work. */
const MIN_REASON_LENGTH = 10;

/** May `actor` do `action` to `subject`? The only place where the house decides it. */
export function may(actor: Actor, action: Action, subject: Subject = {}): Decision {
  switch (actor.kind) {
    case 'partner':
      return no('partners act by message');
    case 'system':
      return rowOf(action).inPerson === true ? no('in person only') : YES;
    case 'person':
      return personMay(actor, action, subject);
  }
}

/** The refusal of a "no": an object that the actor may not know of answers as a missing one. */
export function refusalOf(decision: { readonly yes: false; readonly reason: NoReason }): Refusal {
  return refuse(CODES[decision.reason]);
}

/** What a list, a search or a count may contain for `actor`: bind it in SQL, `sealed` only where the person is named. */
export interface Compartment {
  readonly personId: string;
  readonly everyAgency: boolean;
  readonly agencyIds: readonly string[];
}

/** Undefined: the actor sees nothing of this kind at all. */
export function compartmentOf(actor: PersonActor, action: Action): Compartment | undefined {
  if (!may(actor, action).yes) return undefined;
  const roles = actor.roles.filter((held) => rowOf(action).roles.includes(held.role));
  return {
    personId: actor.id,
    everyAgency: roles.some((held) => REACH[held.role] === 'every agency'),
    agencyIds: [...new Set(roles.map((held) => held.agencyId))].sort(),
  };
}

const YES = { yes: true } as const;
const no = (reason: NoReason): Decision => ({ yes: false, reason });

const CODES = {
  'no role': 'not-allowed',
  'outside the scopes': 'not-allowed',
  'in person only': 'not-allowed',
  'partners act by message': 'not-allowed',
  'other agency': 'not-found',
  'sealed': 'not-found',
  'conflict of interest': 'not-found',
  'own work': 'own-work',
  'level 2': 'not-allowed',
} as const satisfies Record<NoReason, ErrorCode>;

function personMay(actor: PersonActor, action: Action, subject: Subject): Decision {
  // Being signed in opens one's own things; it is a permission on no object.
  if (action === 'signed in') return Object.keys(subject).length === 0 ? YES : no('no role');
  const row = rowOf(action);
  if (actor.via === 'token') {
    if (row.inPerson === true) return no('in person only');
    if (!(actor.scopes ?? []).includes(action)) return no('outside the scopes');
  }
  const fitting = actor.roles.filter((held) => row.roles.includes(held.role));
  return fitting.length === 0 ? no('no role') : objectDecision(actor, action, fitting, subject);
}

// Hidden things first: whoever may not know of an object must not learn its level or its author from the answer.
function objectDecision(actor: PersonActor, action: Action, fitting: readonly RoleHeld[], subject: Subject): Decision {
  if (subject.conflictPersonIds?.includes(actor.id) === true) return no('conflict of interest');
  const named = subject.namedPersonIds?.includes(actor.id) === true;
  if (subject.sealed === true && !named && !passesSeal(actor, action, subject)) return no('sealed');

  const free = fitting.filter((held) => !standsInForOneInConflict(held, subject));
  if (free.length === 0) return no('conflict of interest');
  const reaching = free.filter((held) => named || reaches(held, subject));
  if (reaching.length === 0) return no('other agency');

  const row = rowOf(action);
  if (
    subject.level === 2 &&
    row.level2 !== undefined &&
    !reaching.some((held) => row.level2?.includes(held.role) === true)
  )
    return no('level 2');
  return row.secondPerson === true && !isSecondPerson(actor, reaching, subject) ? no('own work') : YES;
}

// Break-glass shows, it does not let anybody work; asking for it is judged as if the seal were not there.
function passesSeal(actor: PersonActor, action: Action, subject: Subject): boolean {
  if (action === 'cases.break-glass') return true;
  return action === 'cases.read' && subject.breakGlassBy?.includes(actor.id) === true;
}

function reaches(held: RoleHeld, subject: Subject): boolean {
  return (
    subject.owningAgencyId === undefined ||
    REACH[held.role] === 'every agency' ||
    held.agencyId === subject.owningAgencyId
  );
}

function standsInForOneInConflict(held: RoleHeld, subject: Subject): boolean {
  return held.deputyFor !== undefined && subject.conflictPersonIds?.includes(held.deputyFor) === true;
}

// A deputy does not sign for the person in whose place the deputy stands.
function isSecondPerson(actor: PersonActor, reaching: readonly RoleHeld[], subject: Subject): boolean {
  if (subject.authorId === undefined) return true;
  if (subject.authorId === actor.id) return (subject.ownApproval?.reason.trim().length ?? 0) >= MIN_REASON_LENGTH;
  return reaching.some((held) => held.deputyFor !== subject.authorId);
}
