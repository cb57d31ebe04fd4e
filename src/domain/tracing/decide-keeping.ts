import { refuse, type Result, type Refusal } from '../shared/refusal.js';
import { type Case, type ToldWithConsent } from './case.js';
import { type Closing } from './closing.js';
import { clocksOf } from './clocks.js';
import { type OwnCommand, type SystemCommand } from './command.js';
import { type At, actorId, followUpId, planned } from './deciding.js';
import { openingNext, told } from './consequences.js';
import { type Plan } from './plan.js';
import { type SharedState } from './shared-state.js';

type Of<T extends OwnCommand['type'] | SystemCommand['type']> = Extract<OwnCommand | SystemCommand, { type: T }>;

/** To a person who may work on it; to the one who has it already is nothing new. */
export function assign({ kase, facts }: At, { personId, reason }: Of<'assign'>): Result<Plan> {
  if (facts.assigneeFit === false) return refuse('assignee-unfit', { field: '/personId' });
  if (kase.assigneeId === personId) return planned(kase, []);
  return planned(kase, [{ type: 'assigned', personId, ...(reason === undefined ? {} : { reason }) }]);
}

export function changeCompartment({ kase }: At, command: Of<'change compartment'>): Result<Plan> {
  return planned(kase, [{ type: 'compartment changed', compartment: command.compartment, reason: command.reason }]);
}

export function openConsultation({ kase, deciding }: At, command: Of<'open consultation'>): Result<Plan> {
  const ordinal = kase.consultations.length + 1;
  return planned(kase, [
    {
      type: 'consultation opened',
      consultation: { ordinal, kind: command.kind, withWhom: command.withWhom, openedAt: deciding.now },
    },
  ]);
}

export function endConsultation({ kase, deciding }: At, command: Of<'end consultation'>): Result<Plan> {
  const open = kase.consultations.some((one) => one.ordinal === command.ordinal && one.endedAt === undefined);
  if (!open) return refuse('consultation-unknown', { field: '/ordinal' });
  return planned(kase, [
    { type: 'consultation ended', ordinal: command.ordinal, at: deciding.now, result: command.result },
  ]);
}

/** ITI 9: stored securely first. */
export function confirmStorage({ kase, deciding }: At): Result<Plan> {
  return planned(kase, kase.custody.storedAt === undefined ? [{ type: 'storage confirmed', at: deciding.now }] : []);
}

/** ITI 9: then marked and recorded, or destroyed; destruction waits for every trace, court and partner. */
export function recordDisposal(here: At, command: Of<'record disposal'>): Result<Plan> {
  const { kase, shared, facts, deciding } = here;
  if (kase.custody.storedAt === undefined) return refuse('storage-unconfirmed', { rule: 'ITI 9' });
  if (kase.custody.disposal?.kind === 'destroyed') return refuse('state-forbids', { rule: 'ITI 9: it was destroyed' });
  const held =
    kase.holds.some((hold) => hold.liftedAt === undefined) || facts.chainOpen === true || traceOpen(kase, shared.state);
  if (command.kind === 'destroyed' && held) return refuse('custody-held', { rule: 'ITI 9' });
  return planned(kase, [{ type: 'disposal recorded', kind: command.kind, at: deciding.now }]);
}

function traceOpen(kase: Case, state: SharedState): boolean {
  if (state === 'withdrawn' || state === 'void') return false;
  return kase.closing === undefined || !isOver(kase, state);
}

export function placeHold(here: At, command: Of<'place hold'>): Result<Plan> {
  const hold = {
    id: followUpId(here, 'hold'),
    kind: command.kind,
    reason: command.reason,
    placedAt: here.deciding.now,
  };
  return planned(here.kase, [{ type: 'hold placed', hold }]);
}

export function liftHold({ kase, deciding }: At, command: Of<'lift hold'>): Result<Plan> {
  if (!kase.holds.some((hold) => hold.id === command.id && hold.liftedAt === undefined))
    return refuse('hold-unknown', { field: '/id' });
  return planned(kase, [{ type: 'hold lifted', id: command.id, at: deciding.now }]);
}

export function recordContact({ kase, deciding }: At, command: Of<'record contact'>): Result<Plan> {
  return planned(kase, [{ type: 'contact recorded', contact: { ...command.contact, by: actorId(deciding) } }]);
}

export function settleFlag({ kase, deciding }: At, command: Of<'settle flag'>): Result<Plan> {
  const open = kase.flags.some((flag) => flag.code === command.code && flag.doneAt === undefined);
  return planned(kase, open ? [{ type: 'flag settled', code: command.code, at: deciding.now }] : []);
}

/** A step of a clock. Where the clock has moved meanwhile (paused, met, extended) the step is void: nothing rings early. */
export function reachDeadline({ kase, deciding }: At, command: Of<'reach deadline'>): Result<Plan> {
  const reading = clocksOf(kase).find((one) => one.clock === command.clock && one.ordinal === command.ordinal)?.reading;
  const stands =
    reading?.state === 'running' &&
    reading.steps.some((step) => step.percent === command.percent && step.at === command.stepAt);
  const done = kase.steps.some(
    (step) =>
      step.clock === command.clock &&
      step.ordinal === command.ordinal &&
      step.percent === command.percent &&
      step.at === command.stepAt,
  );
  if (!stands || reading.dueAt === undefined || done || command.stepAt > deciding.now) return planned(kase, []);
  return planned(kase, [
    {
      type: 'deadline step reached',
      step: {
        clock: command.clock,
        ordinal: command.ordinal,
        percent: command.percent,
        dueAt: reading.dueAt,
        at: command.stepAt,
        detectedAt: deciding.now,
      },
    },
  ]);
}

/** Another State to ask, chosen by an officer. What was told before goes along only with consent. */
export function openNextRequest(here: At, command: Of<'open next request'>): Result<Plan> {
  const { kase, shared } = here;
  if (shared.request === undefined || kase.partner === undefined) return refuse('nothing-asked-yet');
  const asked = [kase.own, kase.partner, ...kase.next.map((one) => one.state)];
  if (asked.includes(command.state)) return refuse('next-state-known', { field: '/state' });
  const { events, followUps } = openingNext(here, command.state, toldBy(here, kase.partner));
  return planned(kase, events, { followUps });
}

/** What the asked State has told, by its last answer or notice. */
function toldBy({ kase, shared }: At, by: string): ToldWithConsent[] {
  const last = kase.streams.responder.findLast(
    ({ letter }) => letter.kind === 'ANSWER' || letter.kind === 'FORWARD_NOTICE',
  );
  if (last === undefined) return [];
  const otherwise =
    shared.answer === undefined ? `names ${shared.forwardedTo ?? ''}` : `answered: ${shared.answer.outcome}`;
  const facts = told(shared.answer?.facts ?? [], otherwise);
  return [
    { by, thread: kase.thread, facts, consent: 'missing', ...(last.mid === undefined ? {} : { answer: last.mid }) },
  ];
}

export function noteNextCase({ kase }: At, command: Of<'note next case'>): Result<Plan> {
  const known = kase.next.some((one) => one.caseId === command.caseId);
  return planned(kase, known ? [] : [{ type: 'next opened', caseId: command.caseId, state: command.state }]);
}

/** Shared states in which nothing is owed any more. `none`: traced at home, never sent. */
const OVER = [
  'none',
  'answered',
  'refused',
  'not accepted',
  'forwarded',
  'withdrawn',
  'void',
] as const satisfies readonly SharedState[];

function isOver(kase: Case, state: SharedState): boolean {
  return (
    (OVER as readonly SharedState[]).includes(state) || (kase.role === 'requester' && state === 'answered in part')
  );
}

/** Closed with its outcome and, where known, the point of diversion. */
export function close({ kase, shared, deciding }: At, command: Of<'close'>): Result<Plan> {
  if (!isOver(kase, shared.state)) return refuse('matter-open', { rule: shared.state });
  const closing: Closing = {
    at: deciding.now,
    by: actorId(deciding),
    outcome: command.outcome,
    established: command.established,
    ...(command.diversion === undefined ? {} : { diversion: command.diversion }),
    ...(command.lessons === undefined ? {} : { lessons: command.lessons }),
  };
  return planned(kase, [{ type: 'closed', closing }]);
}

export function reopen({ kase, deciding }: At, command: Of<'reopen'>): Result<Plan> {
  return planned(kase, [{ type: 'reopened', by: actorId(deciding), reason: command.reason }]);
}

/** The content goes; ids, hashes and the ledger remain. Never while something holds the weapon or the papers. */
export function purge(here: At): Result<Plan> {
  const { kase, deciding } = here;
  const refusal = purgeRefusal(kase);
  if (refusal !== undefined) return refusal;
  return planned(kase, [{ type: 'purged', at: deciding.now }], {
    followUps: [{ id: followUpId(here, 'erase'), kind: 'erase', caseId: kase.id }],
  });
}

/** What stands against erasing the content of a case that is over. */
export function purgeRefusal(kase: Case): Refusal | undefined {
  return kase.holds.some((hold) => hold.liftedAt === undefined)
    ? refuse('custody-held', { rule: 'a hold is open' })
    : undefined;
}
