import { LIMITS, type RecordFact } from '../messages/index.js';
import { derivedId } from '../shared/ids.js';
import { type Flag, type ToldWithConsent } from './case.js';
import { type Incoming, type SystemCommand } from './command.js';
import { type At, followUpId } from './deciding.js';
import { type CaseEvent } from './event.js';
import { type FollowUp } from './plan.js';

/** What a letter sets off besides its own place in the stream. */
export interface Consequence {
  readonly events: readonly CaseEvent[];
  readonly followUps: readonly FollowUp[];
}
const NONE: Consequence = { events: [], followUps: [] };

/** What a letter that has its effect sets off on our side. */
export function consequenceOf(here: At, incoming: Incoming): Consequence {
  const { letter } = incoming;
  const { kase } = here;
  switch (letter.kind) {
    case 'REQUEST':
    case 'MORE':
      return { events: [], followUps: [{ id: followUpId(here, 'match'), kind: 'match', caseId: kase.id }] };
    case 'FORWARD_NOTICE':
      return chained(
        here,
        letter.body.state,
        [cut(`${incoming.partner} names ${letter.body.state}: ${letter.body.reason}`)],
        incoming.mid,
      );
    case 'ANSWER':
      return letter.body.nextState === undefined
        ? NONE
        : chained(
            here,
            letter.body.nextState,
            told(letter.body.facts, `exported to ${letter.body.nextState}`),
            incoming.mid,
          );
    case 'CORRECT':
      return {
        events: [flagged(here, 'correction to act on', letter.body.reason)],
        followUps: kase.role === 'responder' ? [{ id: followUpId(here, 'match'), kind: 'match', caseId: kase.id }] : [],
      };
    case 'WITHDRAW':
      return letter.body.erasePersons
        ? { events: [flagged(here, 'persons to erase', letter.body.reason)], followUps: [] }
        : NONE;
    case 'CONSENT':
      return consented(here, letter.body.consentId);
    case 'ACKNOWLEDGE':
    case 'ASK_MORE':
    case 'DELAY':
    case 'RESTRICT':
    case 'REFUSE':
    case 'NOT_ACCEPTED':
    case 'CLARIFY':
    case 'CLARIFICATION':
    case 'CONSENT_REQUEST':
    case 'FEEDBACK':
    case 'REMIND':
    case 'VOID':
    case 'PART':
      return NONE;
  }
}

/** What a State told, line by line as a further request may pass it on: never a natural person, never longer than the wire takes. */
export function told(facts: readonly RecordFact[], otherwise: string): string[] {
  const lines = facts
    .filter((fact) => fact.level < 2 && fact.field !== 'person')
    .map((fact) => cut(`${fact.field}: ${fact.value}${fact.on === undefined ? '' : ` (${fact.on})`}`));
  return lines.length === 0 ? [otherwise] : lines.slice(0, LIMITS.list);
}

function cut(line: string): string {
  return line.length <= LIMITS.short ? line : `${line.slice(0, LIMITS.short - 1)}…`;
}

function flagged({ deciding }: At, code: Flag['code'], detail: string): CaseEvent {
  return { type: 'flag raised', flag: { code, at: deciding.now, detail } };
}

/** The answer leads on: the next request of the chain, and what was told waits for its giver's consent. */
function chained(here: At, state: string, facts: string[], mid: string): Consequence {
  const { kase, shared } = here;
  const known = kase.next.some((one) => one.state === state) || state === kase.own || state === kase.partner;
  if (kase.role !== 'requester' || known || shared.request === undefined || kase.partner === undefined) return NONE;
  return openingNext(here, state, [{ by: kase.partner, thread: kase.thread, answer: mid, facts, consent: 'missing' }]);
}

/** Makes the next case of a chain; its id derives from this one's event, so that doing it twice is doing it once. */
export function openingNext(here: At, state: string, told: readonly ToldWithConsent[]): Consequence {
  const { kase, shared } = here;
  if (shared.request === undefined) return NONE;
  const caseId = derivedId(kase.id, String(kase.version), 'next', state);
  const from = {
    caseId: kase.id,
    thread: kase.thread,
    by: kase.partner ?? kase.own,
    state,
    compartment: kase.compartment,
    exercise: kase.exercise,
    nationalCheck: kase.nationalCheck.length > 0 ? kase.nationalCheck : shared.request.nationalCheck,
    request: shared.request,
    told,
  };
  return {
    events: [{ type: 'next opened', caseId, state }],
    followUps: [{ id: followUpId(here, `open ${state}`), kind: 'open', caseId, from }],
  };
}

/** The giver's word on what we asked, carried to the draft that waits for it. Reads the shared state, so that a void grant grants nothing. */
function consented(here: At, consentId: string): Consequence {
  const consent = here.shared.consents[consentId];
  if (consent?.scope.kind !== 'next State' || consent.asker !== here.kase.role || consent.decision === 'asked')
    return NONE;
  const { state } = consent.scope;
  const command: SystemCommand = {
    type: 'note consent',
    thread: here.kase.thread,
    consent: consent.decision === 'grant' ? 'granted' : 'denied',
    consentId,
    ...(consent.expires === undefined ? {} : { expires: consent.expires }),
  };
  return {
    events: [],
    followUps: here.kase.next
      .filter((one) => one.state === state)
      .map((one) => ({
        id: followUpId(here, `consent ${consentId} ${one.caseId}`),
        kind: 'command',
        caseId: one.caseId,
        command,
      })),
  };
}
