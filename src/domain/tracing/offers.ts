import { type MessageKind, otherRole } from '../messages/index.js';
import { type Refusal } from '../shared/refusal.js';
import { type Case, sharedOf, stateOf } from './case.js';
import {
  type Deciding,
  type Facts,
  type OwnCommand,
  type OwnCommandType,
  PLAIN_KINDS,
  PROPOSED_KINDS,
} from './command.js';
import { decide, OWN_COMMANDS } from './decide.js';
import { closedRefusal } from './decide-letter.js';
import { actRefusal } from './deciding.js';
import { type StreamEntry } from './stream.js';
import { mayDo, strangeTo } from './transitions.js';

/** An act that the state of the case allows; with its refusal where something else stands in its way. */
export interface Offer {
  readonly act: OwnCommandType | 'destroy';
  readonly refusal?: Refusal;
}

/** Letters that the law composes itself have their own commands. */
export type WrittenKind = (typeof PLAIN_KINDS)[number] | (typeof PROPOSED_KINDS)[number];

/** The emptiest command of its kind: what is refused then is refused for the case and not for what a person wrote. */
const PROBES = {
  'close': { type: 'close', outcome: 'not in records', established: 'not established' },
  'purge': { type: 'purge' },
  'confirm storage': { type: 'confirm storage' },
  'open next request': { type: 'open next request', state: '' },
  'record disposal': { type: 'record disposal', kind: 'marked and recorded' },
  'confirm paper': { type: 'confirm paper' },
  'return paper': { type: 'return paper', reason: '' },
  'destroy': { type: 'record disposal', kind: 'destroyed' },
} as const satisfies Partial<Record<Offer['act'], OwnCommand>>;

/** What may be done on a case, by the very decisions that would carry it out. `facts` are those of a disposal. */
export function offersOf(kase: Case, facts: Facts, deciding: Deciding): readonly Offer[] {
  const state = stateOf(kase);
  const acts = OWN_COMMANDS.filter(
    (command) =>
      mayDo(kase.role, state, command) &&
      strangeTo(kase.paper !== undefined, command) === undefined &&
      waits(kase, command),
  );
  const offered: readonly Offer['act'][] = acts.includes('record disposal') ? [...acts, 'destroy'] : acts;
  return offered.flatMap((act) => {
    const probe = (PROBES as Partial<Record<Offer['act'], OwnCommand>>)[act];
    if (probe === undefined) return [{ act }];
    const decided = decide(kase, probe, facts, deciding);
    if (!decided.ok) return [{ act, refusal: decided }];
    return decided.value.events.length === 0 ? [] : [{ act }];
  });
}

/** The kinds of letters that would have their effect if they were written now, each with a letter to point at where it needs one. */
export function lettersOf(kase: Case): readonly WrittenKind[] {
  if (kase.paper !== undefined) return [];
  const here = { kase, shared: sharedOf(kase), state: stateOf(kase) };
  const may = (kinds: readonly WrittenKind[], command: OwnCommandType): readonly WrittenKind[] =>
    mayDo(kase.role, here.state, command)
      ? kinds.filter((kind) => (closedRefusal(here, { kind }) ?? actRefusal(here, kind, kind)) === undefined)
      : [];
  return [...may(PLAIN_KINDS, 'write'), ...may(PROPOSED_KINDS, 'propose letter')].filter(
    (kind) => POINTERS[kind]?.(kase) !== false,
  );
}

/** Confirmed and sent back is what waits for it. */
function waits({ paper }: Case, command: OwnCommandType): boolean {
  if (command !== 'confirm paper' && command !== 'return paper') return true;
  return paper?.waiting !== undefined && paper.waiting.returned === undefined;
}

const received = (entries: readonly StreamEntry[], kinds: readonly MessageKind[]): boolean =>
  entries.some(
    ({ letter, standing, mid }) => standing === 'received' && mid !== undefined && kinds.includes(letter.kind),
  );

/** Reasons that can be clarified (ITI 23). */
export const REASONED_KINDS = [
  'DELAY',
  'RESTRICT',
  'REFUSE',
  'NOT_ACCEPTED',
  'ANSWER',
] as const satisfies readonly MessageKind[];

/** Letters that point at another one are written only where it stands. */
const POINTERS: Partial<Record<WrittenKind, (kase: Case) => boolean>> = {
  CLARIFY: ({ role, streams }) => received(streams[otherRole(role)], REASONED_KINDS),
  CLARIFICATION: ({ role, streams }) => received(streams[otherRole(role)], ['CLARIFY']),
  CONSENT_REQUEST: ({ role, streams }) =>
    received(
      streams[otherRole(role)],
      role === 'requester' ? ['ANSWER', 'FORWARD_NOTICE', 'CORRECT'] : ['REQUEST', 'MORE'],
    ),
  CONSENT: (kase) => Object.values(sharedOf(kase).consents).some(({ asker }) => asker !== kase.role),
  CORRECT: ({ role, streams }) => received(streams[role], role === 'requester' ? ['REQUEST', 'MORE'] : ['ANSWER']),
  MORE: ({ role, streams }) => received(streams[otherRole(role)], ['ASK_MORE']),
};
