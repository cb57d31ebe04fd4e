import { type Body, type Handling, type Outcome } from '../messages/index.js';
import { refuse, type Result, succeed } from '../shared/refusal.js';
import { type ApprovalNeed } from './proposal.js';
import { type ChosenRecord } from './candidate.js';
import { type OwnCommand, type SystemCommand } from './command.js';
import { type At, actorId, effectRefusal, planned, writing } from './deciding.js';
import { proposing } from './decide-letter.js';
import { apartReasons, cutToLevel, levelReasons, narrower } from './handling.js';
import { type Plan } from './plan.js';

type Of<T extends OwnCommand['type'] | SystemCommand['type']> = Extract<OwnCommand | SystemCommand, { type: T }>;

/** Outcomes that say what a record tells; the others say why there is none. */
export const RECORD_OUTCOMES = [
  'traced to last lawful holder',
  'traced to export',
  'traced to State stock',
  'traced to dealer only',
  'misidentified',
  'reported lost or stolen',
] as const satisfies readonly Outcome[];

/** An officer takes the request up for tracing; the partner is told that it is in hand if that was not done before. */
export function acceptRequest(here: At): Result<Plan> {
  const { kase, shared, deciding } = here;
  if (kase.accepted !== undefined) return planned(kase, []);
  const accepted = { type: 'request accepted', by: actorId(deciding), at: deciding.now } as const;
  // Of a case on paper the other State is told by post.
  if (shared.state !== 'requested' || kase.paper !== undefined) return planned(kase, [accepted]);
  return writing(here, { kind: 'ACKNOWLEDGE', body: { reference: kase.reference } }, { before: [accepted] });
}

/** What a job found in the registry; leads, never hits. A later matching takes the place of an earlier one. */
export function handInCandidates({ kase, deciding }: At, command: Of<'hand in candidates'>): Result<Plan> {
  return planned(kase, [{ type: 'candidates found', candidates: { at: deciding.now, list: command.list } }]);
}

/** An officer confirms one candidate, or says why none. */
export function chooseRecord(here: At, command: Of<'choose record'>): Result<Plan> {
  const { kase, facts, deciding } = here;
  if (kase.accepted === undefined) return refuse('not-accepted-yet', { rule: 'an officer accepts the request first' });
  const needsRecord = (RECORD_OUTCOMES as readonly Outcome[]).includes(command.outcome);
  if (needsRecord && (command.firearmId === undefined || facts.record?.firearmId !== command.firearmId))
    return refuse('record-missing', { field: '/firearmId' });
  if (!needsRecord && command.firearmId !== undefined) return refuse('record-not-told', { field: '/firearmId' });
  const nextState = command.nextState ?? facts.record?.exportedTo;
  const namesState = command.outcome === 'traced to export' || command.outcome === 'wrong State';
  if (namesState && nextState === undefined) return refuse('next-state-missing', { field: '/nextState' });
  const chosen: ChosenRecord = {
    at: deciding.now,
    by: actorId(deciding),
    outcome: command.outcome,
    basis: needsRecord ? (facts.record?.basis ?? 'none') : 'none',
    differences: needsRecord ? (facts.record?.differences ?? []) : [],
    ...(command.firearmId === undefined ? {} : { firearmId: command.firearmId }),
    ...(namesState && nextState !== undefined ? { nextState } : {}),
  };
  return planned(kase, [{ type: 'record chosen', chosen }]);
}

/** The answer, composed from the chosen record, cut to level, policy and partner; a second person approves it. */
export function composeAnswer(here: At, command: Of<'compose answer'>): Result<Plan> {
  const { kase, shared, facts } = here;
  const { chosen } = kase;
  if (kase.accepted === undefined)
    return refuse('not-accepted-yet', { rule: 'nothing is prepared before an officer accepts the request' });
  if (chosen === undefined) return refuse('record-not-chosen');
  if (shared.request === undefined || facts.partner === undefined || facts.handling === undefined)
    throw new Error('an answer takes its request, the partner and handling terms');
  const reasons = levelReasons({
    asked: command.level,
    partner: facts.partner,
    confidentiality: shared.request.confidentiality,
    ...(command.legalBasis === undefined ? {} : { legalBasis: command.legalBasis }),
    ...(command.necessity === undefined ? {} : { necessity: command.necessity }),
  });
  if (reasons.length > 0) return refuse('level-not-allowed', { field: '/level', reasons });
  if (chosen.firearmId !== undefined && facts.record?.firearmId !== chosen.firearmId)
    return refuse('record-missing', { rule: 'the record has gone since it was chosen' });
  const terms = termsOf([shared.request.handling, facts.handling, ...(command.handling ? [command.handling] : [])]);
  if (!terms.ok) return terms;
  const cut = cutToLevel(facts.record?.facts ?? [], command.level, facts.partner.highestLevel, command.heldBack);
  const body: Body<'ANSWER'> = {
    part: command.part,
    reference: kase.reference,
    outcome: chosen.outcome,
    level: command.level,
    facts: cut.facts,
    withheld: cut.withheld,
    match: {
      basis: chosen.basis,
      ...(chosen.basis === 'look-alike' ? { differences: [...chosen.differences] } : {}),
      candidates: kase.candidates?.list.length ?? 0,
    },
    handling: terms.value,
    ...(chosen.nextState === undefined ? {} : { nextState: chosen.nextState }),
    ...(command.note === undefined ? {} : { note: command.note }),
  };
  const letter = { kind: 'ANSWER', body } as const;
  const refusal = effectRefusal(here, letter);
  if (refusal !== undefined) return refusal;
  const disclosure = {
    level: command.level,
    ...(command.legalBasis === undefined ? {} : { legalBasis: command.legalBasis }),
    ...(command.necessity === undefined ? {} : { necessity: command.necessity }),
  };
  return proposing(here, letter, needOf(command), { disclosure });
}

/** All terms together: the narrowest of each; refused where two of them have nothing in common. */
function termsOf(all: readonly [Handling, ...Handling[]]): Result<Handling> {
  let [terms] = all;
  for (const one of all.slice(1)) {
    const apart = apartReasons(terms, one);
    if (apart.length > 0) return refuse('use-not-covered', { field: '/handling', rule: 'ITI 15', reasons: apart });
    terms = narrower(terms, one);
  }
  return succeed(terms);
}

/** Holding a field back on a ground of ITI 22 is a restriction: the head approves it. */
function needOf({ level, heldBack }: Of<'compose answer'>): ApprovalNeed {
  if (heldBack !== undefined && heldBack.fields.length > 0) return 'head of NPC';
  return level === 2 ? 'supervisor' : 'second person';
}
