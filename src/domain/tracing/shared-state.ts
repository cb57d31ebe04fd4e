import {
  type Body,
  type ConsentScope,
  type Letter,
  type MessageKind,
  type Outcome,
  type RecordFact,
  type Role,
  type Weapon,
} from '../messages/index.js';
import { type CalendarDate } from '../shared/instant.js';
import { linearise, type Place, type Streams } from './stream.js';

/** What both States hold to be so, and nothing else: a function of the two streams. Local states (draft, closed) lie over it. */
export const SHARED_STATES = [
  'none', // nothing stands yet
  'requested', // REQUEST stands
  'acknowledged', // the contact point has it in hand
  'more asked', // waits for the requester
  'answered in part',
  'delayed', // a new date was given
  'restricted', // the answer will be limited (ITI 22)
  'answered', // final
  'refused', // ITI 22
  'not accepted', // outside the instrument
  'forwarded', // another State was named
  'withdrawn', // terminal
  'void', // terminal: the REQUEST itself was given up
] as const;
export type SharedState = (typeof SHARED_STATES)[number];

/** ANSWER counts as two: a part leaves the matter open. */
export type Act = Exclude<MessageKind, 'ANSWER'> | 'ANSWER part' | 'ANSWER final';

export const WITHOUT_EFFECT = [
  'before the request',
  'already requested',
  'withdrawn',
  'void',
  'answered already',
  'nothing was asked',
  'no reason was given that could be clarified',
  'nothing was answered',
  'refused already',
  'given up by its author',
] as const;
export type WithoutEffect = (typeof WITHOUT_EFFECT)[number];

/** `to`: changes the state. `keeps`: has its effect and changes no state. `without`: recorded, without effect, for a reason. */
export type Effect =
  { readonly to: SharedState | 'where it was' } | { readonly keeps: true } | { readonly without: WithoutEffect };

const to = (state: SharedState | 'where it was'): Effect => ({ to: state });
const keeps: Effect = { keeps: true };
const without = (reason: WithoutEffect): Effect => ({ without: reason });
const never = (reason: WithoutEffect): Record<Act, Effect> => ({
  'REQUEST': without(reason),
  'ACKNOWLEDGE': without(reason),
  'ASK_MORE': without(reason),
  'MORE': without(reason),
  'ANSWER part': without(reason),
  'ANSWER final': without(reason),
  'DELAY': without(reason),
  'RESTRICT': without(reason),
  'REFUSE': without(reason),
  'NOT_ACCEPTED': without(reason),
  'CLARIFY': without(reason),
  'CLARIFICATION': without(reason),
  'FORWARD_NOTICE': without(reason),
  'CONSENT_REQUEST': without(reason),
  'CONSENT': without(reason),
  'WITHDRAW': without(reason),
  'CORRECT': without(reason),
  'FEEDBACK': without(reason),
  'REMIND': without(reason),
  'VOID': without('given up by its author'),
  'PART': without(reason),
});

/** Open matters take every act of the responder; CLARIFY needs a reason to clarify, FEEDBACK an answer. */
const open: Record<Act, Effect> = {
  ...never('already requested'),
  'ACKNOWLEDGE': to('acknowledged'),
  'ASK_MORE': to('more asked'),
  'MORE': keeps,
  'ANSWER part': to('answered in part'),
  'ANSWER final': to('answered'),
  'DELAY': to('delayed'),
  'RESTRICT': to('restricted'),
  'REFUSE': to('refused'),
  'NOT_ACCEPTED': to('not accepted'),
  'FORWARD_NOTICE': to('forwarded'),
  'CLARIFY': without('no reason was given that could be clarified'),
  'CLARIFICATION': without('no reason was given that could be clarified'),
  'CONSENT_REQUEST': keeps,
  'CONSENT': keeps,
  'WITHDRAW': to('withdrawn'),
  'CORRECT': keeps,
  'FEEDBACK': without('nothing was answered'),
  'REMIND': keeps,
  'PART': keeps,
};
const reasoned: Partial<Record<Act, Effect>> = { CLARIFY: keeps, CLARIFICATION: keeps };
/** A final word: what would decide the matter anew has no effect; only a correction may. */
const decided = (reason: WithoutEffect): Partial<Record<Act, Effect>> => ({
  'ACKNOWLEDGE': without(reason),
  'ASK_MORE': without(reason),
  'DELAY': without(reason),
  'RESTRICT': without(reason),
  'REFUSE': without(reason),
  'NOT_ACCEPTED': without(reason),
  'FORWARD_NOTICE': without(reason),
  'ANSWER part': without(reason),
  'ANSWER final': without(reason),
  ...reasoned,
});

/** Total: every act in every state. The one table behind incoming effects, own letters and the pages' buttons. */
export const EFFECTS = {
  'none': { ...never('before the request'), REQUEST: to('requested') },
  'requested': open,
  'acknowledged': { ...open, ACKNOWLEDGE: keeps },
  'more asked': { ...open, ACKNOWLEDGE: keeps, ASK_MORE: keeps, MORE: to('where it was') },
  'answered in part': { ...open, ...reasoned, 'ACKNOWLEDGE': keeps, 'ANSWER part': keeps, 'FEEDBACK': keeps },
  'delayed': { ...open, ...reasoned, ACKNOWLEDGE: keeps, DELAY: keeps },
  'restricted': { ...open, ...reasoned, ACKNOWLEDGE: keeps, RESTRICT: keeps },
  'answered': { ...open, ...decided('answered already'), MORE: without('nothing was asked'), FEEDBACK: keeps },
  // ITI 23: after clarification the asked State may yet answer.
  'refused': {
    ...open,
    ...decided('refused already'),
    'ANSWER part': to('answered in part'),
    'ANSWER final': to('answered'),
  },
  // More particulars may show what was missing: the matter is open again for every act.
  'not accepted': { ...open, ...reasoned, NOT_ACCEPTED: keeps },
  'forwarded': { ...open, ...reasoned, FORWARD_NOTICE: keeps, FEEDBACK: keeps },
  'withdrawn': never('withdrawn'),
  'void': never('void'),
} as const satisfies Record<SharedState, Record<Act, Effect>>;

export function actOf(letter: Letter): Act {
  return letter.kind === 'ANSWER' ? (letter.body.part === 'final' ? 'ANSWER final' : 'ANSWER part') : letter.kind;
}

export interface Consent {
  readonly scope: ConsentScope;
  readonly asker: Role;
  /** The message whose content would be passed on. */
  readonly of: string;
  readonly decision: 'asked' | 'grant' | 'deny' | 'withdraw';
  readonly expires?: CalendarDate;
}

export interface ReadPlace extends Place {
  readonly effect: Effect;
  readonly state: SharedState;
}

/** The shared reading of a thread. */
export interface Shared {
  readonly state: SharedState;
  readonly read: readonly ReadPlace[];
  readonly request?: Body<'REQUEST'>;
  /** The weapon as last described, by REQUEST, MORE or CORRECT. */
  readonly weapon?: Weapon;
  /** The answer as last corrected. */
  readonly answer?: {
    readonly outcome: Outcome;
    readonly facts: readonly RecordFact[];
    readonly body: Body<'ANSWER'>;
    readonly corrected: boolean;
  };
  readonly forwardedTo?: string;
  readonly consents: Readonly<Record<string, Consent>>;
}

const NOTHING: Shared = { state: 'none', read: [], consents: {} };
/** States that MORE leads back to once the question is answered. */
const RESUMES: readonly SharedState[] = ['acknowledged', 'answered in part', 'delayed', 'restricted'];

/** Reads the two streams in their one order. The same streams give the same answer on both nodes. */
export function readShared(streams: Streams): Shared {
  let shared = NOTHING;
  let before: SharedState = 'acknowledged';
  for (const place of linearise(streams)) {
    const effect = place.entry.standing === 'rejected' ? without('given up by its author') : effectOf(shared, place);
    const target = 'to' in effect ? (effect.to === 'where it was' ? before : effect.to) : shared.state;
    if (target === 'more asked' && shared.state !== 'more asked')
      before = RESUMES.includes(shared.state) ? shared.state : 'acknowledged';
    const changed = 'without' in effect ? shared : apply(shared, place);
    shared = { ...changed, state: target, read: [...shared.read, { ...place, effect, state: target }] };
  }
  return shared;
}

function effectOf(shared: Shared, place: Place): Effect {
  const { letter, seq } = place.entry;
  // A VOID at the first place gives up the request itself; elsewhere it only fills its place.
  if (letter.kind === 'VOID' && place.role === 'requester' && seq === 1) return to('void');
  return EFFECTS[shared.state][actOf(letter)];
}

function apply(shared: Shared, { role, entry }: Place): Shared {
  const letter = entry.letter;
  switch (letter.kind) {
    case 'REQUEST':
      return { ...shared, request: letter.body, weapon: letter.body.weapon };
    case 'MORE':
      return letter.body.weapon === undefined ? shared : { ...shared, weapon: letter.body.weapon };
    case 'ANSWER':
      return {
        ...shared,
        answer: { outcome: letter.body.outcome, facts: letter.body.facts, body: letter.body, corrected: false },
      };
    case 'FORWARD_NOTICE':
      return { ...shared, forwardedTo: letter.body.state };
    case 'CORRECT':
      return correct(shared, role, letter.body);
    case 'CONSENT_REQUEST':
      return withConsent(shared, letter.body.consentId, {
        scope: letter.body.scope,
        asker: role,
        of: letter.body.of,
        decision: 'asked',
      });
    case 'CONSENT':
      return decideConsent(shared, role, letter.body);
    case 'ACKNOWLEDGE':
    case 'ASK_MORE':
    case 'DELAY':
    case 'RESTRICT':
    case 'REFUSE':
    case 'NOT_ACCEPTED':
    case 'CLARIFY':
    case 'CLARIFICATION':
    case 'WITHDRAW':
    case 'FEEDBACK':
    case 'REMIND':
    case 'VOID':
    case 'PART':
      return shared;
  }
}

function correct(shared: Shared, role: Role, body: Body<'CORRECT'>): Shared {
  if (role === 'requester') return body.weapon === undefined ? shared : { ...shared, weapon: body.weapon };
  if (shared.answer === undefined) return shared;
  return {
    ...shared,
    answer: {
      ...shared.answer,
      outcome: body.outcome ?? shared.answer.outcome,
      facts: body.facts ?? shared.answer.facts,
      corrected: true,
    },
  };
}

function withConsent(shared: Shared, id: string, consent: Consent): Shared {
  return id in shared.consents ? shared : { ...shared, consents: { ...shared.consents, [id]: consent } };
}

/** Only the giver decides, only on what was asked, and never beyond it; a denial or withdrawal ends the leave. */
function decideConsent(shared: Shared, role: Role, body: Body<'CONSENT'>): Shared {
  const asked = shared.consents[body.consentId];
  if (asked === undefined || asked.asker === role) return shared;
  // A grant of anything but what was asked grants nothing.
  if (body.decision === 'grant' && !sameScope(asked.scope, body.scope)) return shared;
  const { expires: _earlier, ...rest } = asked;
  const decided: Consent = {
    ...rest,
    decision: body.decision,
    ...(body.expires === undefined ? {} : { expires: body.expires }),
  };
  return { ...shared, consents: { ...shared.consents, [body.consentId]: decided } };
}

export function sameScope(a: ConsentScope, b: ConsentScope): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
