import { type PersonActor } from '../../domain/shared/actor.js';
import { type Blocker } from '../../domain/shared/refusal.js';
import { may, type Action } from '../../domain/access/policy.js';
import { type Letter, type RecordFact } from '../../domain/messages/index.js';
import { type Case, type CaseState, sharedOf, stateOf } from '../../domain/tracing/case.js';
import { clocksOf } from '../../domain/tracing/clocks.js';
import { type OwnCommandType } from '../../domain/tracing/command.js';
import { OWN_COMMANDS } from '../../domain/tracing/decide.js';
import { limitsOf, MASKED_PERSON } from '../../domain/tracing/handling.js';
import { lettersOf, type Offer, type WrittenKind } from '../../domain/tracing/offers.js';
import { type PlannedClock } from '../../domain/tracing/plan.js';
import { type PaperTrail, type Transcription } from '../../domain/tracing/paper.js';
import { type Shared } from '../../domain/tracing/shared-state.js';
import { type StreamEntry } from '../../domain/tracing/stream.js';
import { mayDo, strangeTo } from '../../domain/tracing/transitions.js';
import { COMMAND_ACTIONS } from './command-actions.js';
import { subjectOf } from './case-subject.js';

/** A case as one person may see it, with what that person may do next. */
export interface CaseView {
  readonly case: Omit<Case, 'streams'>;
  readonly state: CaseState;
  readonly shared: Omit<Shared, 'read'>;
  readonly letters: readonly LetterView[];
  readonly clocks: readonly PlannedClock[];
  readonly commands: readonly OwnCommandType[];
  /** The same, each with what stands in its way. */
  readonly offers: readonly Offer[];
  /** Letters that would have their effect now, for whoever may write them. */
  readonly letterKinds: readonly WrittenKind[];
  readonly blockers: readonly Blocker[];
  /** What may be done with the answer, in the instrument's terms. */
  readonly limits: ReturnType<typeof limitsOf>;
}

export interface LetterView extends Omit<StreamEntry, 'letter' | 'replaced'> {
  readonly role: 'requester' | 'responder';
  readonly kind: Letter['kind'];
  /** Absent for a reader who may not see foreign content. */
  readonly body?: Letter['body'];
  readonly effect: string;
}

export function viewOf(
  kase: Case,
  actor: PersonActor,
  blockers: readonly Blocker[],
  offers: readonly Offer[] = [],
): CaseView {
  const subject = subjectOf(kase);
  const foreign = may(actor, 'cases.foreign-read', subject).yes;
  const persons = may(actor, 'cases.read', { ...subject, level: 2 }).yes;
  const { read, ...shared } = sharedOf(kase);
  const state = stateOf(kase);
  const { streams: _streams, candidates, chosen, proposal, ...rest } = kase;
  return {
    case: foreign
      ? {
          ...rest,
          ...(candidates === undefined ? {} : { candidates }),
          ...(chosen === undefined ? {} : { chosen }),
          ...(proposal === undefined ? {} : { proposal: { ...proposal, letter: maskBody(proposal.letter, persons) } }),
        }
      : withoutForeign(rest),
    state,
    shared: foreign ? maskShared(shared, persons) : { state: shared.state, consents: {} },
    letters: read.map(({ role, entry, effect }) => {
      const { letter, replaced: _replaced, ...place } = entry;
      const visible = foreign || role === kase.role;
      return {
        ...place,
        role,
        kind: letter.kind,
        effect: 'without' in effect ? `without effect: ${effect.without}` : 'has effect',
        ...(visible ? { body: maskBody(foreign ? letter : ownWords(letter), persons).body } : {}),
      };
    }),
    clocks: clocksOf(kase),
    commands: OWN_COMMANDS.filter(
      (command) =>
        strangeTo(kase.paper !== undefined, command) === undefined &&
        mayDo(kase.role, state, command) &&
        may(actor, COMMAND_ACTIONS[command], subject).yes,
    ),
    offers: offers.filter(({ act }) => may(actor, actionOf(act), subject).yes),
    letterKinds: may(actor, 'cases.work', subject).yes ? lettersOf(kase) : [],
    blockers,
    limits: foreign ? limitsOf(sharedOf(kase)) : [],
  };
}

function actionOf(act: Offer['act']): Action {
  return COMMAND_ACTIONS[act === 'destroy' ? 'record disposal' : act];
}

type Parts = Omit<Case, 'streams' | 'candidates' | 'chosen' | 'proposal'>;

/** What another State wrote also stands in what a draft would pass on and in the reasons of its corrections. */
function withoutForeign(kase: Parts): Parts {
  return {
    ...kase,
    flags: kase.flags.map((flag) => ({ ...flag, detail: '' })),
    ...(kase.draft === undefined ? {} : { draft: { ...kase.draft, told: [] } }),
    ...(kase.paper === undefined ? {} : { paper: withoutWords(kase.paper) }),
  };
}

/** Who keyed in and confirmed which letters of which days: not what they say. */
function withoutWords({ waiting, confirmed }: PaperTrail): PaperTrail {
  const bare = <T extends Transcription>(one: T): T => ({
    ...one,
    content: {
      body: {},
      letters: one.content.letters.map(({ kind, channel, sentOn, receivedOn }) => ({
        kind,
        channel,
        sentOn,
        ...(receivedOn === undefined ? {} : { receivedOn }),
      })),
    },
  });
  return { ...(waiting === undefined ? {} : { waiting: bare(waiting) }), confirmed: confirmed.map(bare) };
}

function ownWords(letter: Letter): Letter {
  if (letter.kind !== 'REQUEST') return letter;
  const { told: _told, ...body } = letter.body;
  return { ...letter, body };
}

function maskShared(shared: Omit<Shared, 'read'>, persons: boolean): Omit<Shared, 'read'> {
  if (persons || shared.answer === undefined) return shared;
  const facts = masked(shared.answer.facts);
  return { ...shared, answer: { ...shared.answer, facts, body: { ...shared.answer.body, facts } } };
}

function maskBody(letter: Letter, persons: boolean): Letter {
  if (persons) return letter;
  if (letter.kind === 'ANSWER') return { ...letter, body: { ...letter.body, facts: masked(letter.body.facts) } };
  return letter.kind === 'CORRECT' && letter.body.facts !== undefined
    ? { ...letter, body: { ...letter.body, facts: masked(letter.body.facts) } }
    : letter;
}

/** A natural person stays visible as withheld, never by value. */
function masked(facts: readonly RecordFact[]): RecordFact[] {
  return facts.map((fact) => (fact.level === 2 ? { ...fact, value: MASKED_PERSON } : fact));
}
