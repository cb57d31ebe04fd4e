import { type DisclosureLevel, type Letter, type MessageKind, type RefusalGround } from '../messages/index.js';
import { type PersonActor, type PersonRole } from '../shared/actor.js';
import { digestOf } from '../shared/canonical.js';
import { type Refusal, refuse, type Result } from '../shared/refusal.js';
import { blockersOf, requestOf } from './blockers.js';
import { type ApprovalNeed, type Proposal } from './proposal.js';
import { type OwnCommand, PLAIN_KINDS, PROPOSED_KINDS, type ProposedKind } from './command.js';
import {
  type At,
  actorId,
  effectRefusal,
  factsDigestOf,
  followUpId,
  planned,
  pointerRefusal,
  shownFactsOf,
  writing,
} from './deciding.js';
import { type CaseEvent } from './event.js';
import { type FollowUp, type OutgoingLetter, type Plan } from './plan.js';
import { type StreamEntry } from './stream.js';

type Of<T extends OwnCommand['type']> = Extract<OwnCommand, { type: T }>;

/** Who must approve each kind that is proposed. ITI 22 is the head's; a delay without a ground of ITI 22 is not under it. */
export const APPROVALS = {
  REQUEST: () => 'second person',
  ANSWER: () => 'second person',
  DELAY: (letter, trueGround) =>
    ((letter.kind === 'DELAY' ? letter.body.ground : undefined) ?? trueGround) === undefined
      ? 'second person'
      : 'head of NPC',
  RESTRICT: () => 'head of NPC',
  REFUSE: () => 'head of NPC',
  NOT_ACCEPTED: () => 'second person',
  FORWARD_NOTICE: () => 'second person',
  CONSENT: () => 'supervisor',
  CORRECT: (letter) => (letter.kind === 'CORRECT' && levelOf(letter) === 2 ? 'supervisor' : 'second person'),
} as const satisfies Record<ProposedKind, (letter: Letter, trueGround: RefusalGround | undefined) => ApprovalNeed>;

export function proposeLetter(here: At, command: Of<'propose letter'>): Result<Plan> {
  const { letter } = command;
  const refusal =
    kindRefusal(PROPOSED_KINDS, letter) ??
    closedRefusal(here, letter) ??
    effectRefusal(here, letter) ??
    pointerRefusal(here, letter) ??
    groundRefusal(letter, command.trueGround) ??
    correctionRefusal(here, letter);
  if (refusal !== undefined) return refusal;
  const level = levelOf(letter);
  return proposing(here, letter, APPROVALS[letter.kind](letter, command.trueGround), {
    ...(command.trueGround === undefined ? {} : { trueGround: command.trueGround }),
    ...(level === undefined ? {} : { disclosure: { level } }),
  });
}

/** The highest level that a correction tells; undefined for what tells of no record. */
function levelOf(letter: Letter): DisclosureLevel | undefined {
  if (letter.kind !== 'CORRECT' || letter.body.facts === undefined) return undefined;
  return letter.body.facts.reduce<DisclosureLevel>((highest, { level }) => (level > highest ? level : highest), 0);
}

/** A correction tells of no more than the answer that it corrects, nor than the partner is given now: who wants to tell more answers anew. */
function correctionRefusal({ shared, facts }: At, letter: Letter): Refusal | undefined {
  const level = levelOf(letter);
  if (level === undefined) return undefined;
  const most = Math.min(shared.answer?.body.level ?? 2, facts.partner?.highestLevel ?? 2);
  return level <= most
    ? undefined
    : refuse('level-not-allowed', { field: '/facts', rule: 'a correction keeps to the level of its answer' });
}

export function proposing(
  here: At,
  letter: Letter,
  needs: ApprovalNeed,
  more: Pick<Proposal, 'disclosure' | 'trueGround'> = {},
): Result<Plan> {
  const { kase, deciding } = here;
  const proposal: Proposal = {
    id: followUpId(here, 'proposal'),
    letter,
    by: actorId(deciding),
    at: deciding.now,
    digest: digestOf(letter),
    factsDigest: factsDigestOf(here),
    basis: shownFactsOf(here),
    needs,
    ...more,
  };
  return planned(kase, [{ type: 'proposed', proposal }]);
}

/** After closing there is still correcting, clarifying and consent; whoever wants more reopens with a reason. */
const AFTER_CLOSING: readonly MessageKind[] = [
  'CORRECT',
  'FEEDBACK',
  'CLARIFY',
  'CLARIFICATION',
  'CONSENT_REQUEST',
  'CONSENT',
];

export function closedRefusal({ state }: Pick<At, 'state'>, { kind }: Pick<Letter, 'kind'>): Refusal | undefined {
  return state !== 'closed' || AFTER_CLOSING.includes(kind)
    ? undefined
    : refuse('state-forbids', { field: '/kind', rule: `${kind} in "closed": reopen first` });
}

/** No letter slips past its second person, or past the command that composes it. */
function kindRefusal(kinds: readonly MessageKind[], letter: Letter): Refusal | undefined {
  return kinds.includes(letter.kind)
    ? undefined
    : refuse('approval-missing', { field: '/kind', rule: `${letter.kind} is not one of ${kinds.join(', ')}` });
}

/** ITI 22, 23: a restriction or refusal rests on one of the four grounds, told or kept for the file. */
function groundRefusal(letter: Letter, trueGround: RefusalGround | undefined): Refusal | undefined {
  if (letter.kind !== 'RESTRICT' && letter.kind !== 'REFUSE') return undefined;
  return (letter.body.ground ?? trueGround) === undefined
    ? refuse('refusal-ground-missing', { field: '/ground', rule: 'ITI 22' })
    : undefined;
}

/** A second person's yes to exactly this content and these facts. */
export function approve(here: At, command: Of<'approve'>): Result<Plan> {
  const { kase, deciding } = here;
  const { proposal } = kase;
  if (proposal === undefined || proposal.approval !== undefined) return refuse('nothing-proposed');
  const refusal = approverRefusal(here, proposal, command.ownReason) ?? changedRefusal(here, proposal, command);
  if (refusal !== undefined) return refusal;
  const own = proposal.by === deciding.actor.id ? { ownReason: command.ownReason ?? '' } : {};
  return planned(kase, [{ type: 'approved', by: actorId(deciding), at: deciding.now, ...own }]);
}

function approverRefusal(
  { facts, deciding }: At,
  proposal: Proposal,
  ownReason: string | undefined,
): Refusal | undefined {
  const { actor } = deciding;
  if (actor.kind !== 'person') return refuse('own-approval', { rule: 'a person approves' });
  const mayOwn = facts.singleOfficer && (ownReason ?? '').trim() !== '';
  if (actor.id === proposal.by && !mayOwn)
    return refuse('own-approval', { field: '/ownReason', rule: 'two persons, or a single officer with a reason' });
  return hasRank(actor, proposal.needs) ? undefined : refuse('approver-rank', { rule: proposal.needs });
}

/** Is this person of the rank that a signature asks for? */
export function hasRank(actor: PersonActor, needs: ApprovalNeed): boolean {
  const holds = (role: PersonRole): boolean => actor.roles.some((held) => held.role === role);
  return (
    needs === 'none' ||
    needs === 'second person' ||
    holds('head of NPC') ||
    (needs === 'supervisor' && holds('supervisor'))
  );
}

function changedRefusal(
  here: At,
  proposal: Proposal,
  shown: { readonly digest: string; readonly factsDigest: string },
): Refusal | undefined {
  if (shown.digest !== proposal.digest)
    return refuse('approval-void', { field: '/digest', rule: 'an approval names the exact content' });
  const now = factsDigestOf(here);
  return shown.factsDigest !== proposal.factsDigest || now !== proposal.factsDigest
    ? refuse('approval-void', { field: '/factsDigest', rule: 'an approval names the facts shown' })
    : undefined;
}

export function returnProposal({ kase, deciding }: At, command: Of<'return proposal'>): Result<Plan> {
  if (kase.proposal === undefined) return refuse('nothing-proposed');
  return planned(kase, [{ type: 'proposal returned', by: actorId(deciding), reason: command.reason }]);
}

/** Sending compares what was approved with what would go out now. */
export function send(here: At): Result<Plan> {
  const { kase, facts } = here;
  const { proposal } = kase;
  if (proposal === undefined) return refuse('nothing-proposed');
  if (proposal.approval === undefined) return refuse('approval-missing', { rule: proposal.needs });
  const refusal =
    changedRefusal(here, proposal, proposal) ??
    effectRefusal(here, proposal.letter) ??
    pointerRefusal(here, proposal.letter) ??
    requestRefusal(here, proposal.letter);
  if (refusal !== undefined) return refusal;
  const rules = proposal.letter.kind === 'REQUEST' ? facts.rules : undefined;
  return writing(here, proposal.letter, {
    ...(rules === undefined ? {} : { rules }),
    followUps: consentFollowUps(here, proposal.letter),
  });
}

function requestRefusal({ kase, facts, deciding }: At, letter: Letter): Refusal | undefined {
  if (letter.kind !== 'REQUEST') return undefined;
  const blockers = blockersOf(kase, facts, deciding.now);
  if (blockers.length > 0) return refuse('draft-blocked', { reasons: blockers });
  if (digestOf(requestOf(kase)) !== digestOf(letter.body))
    return refuse('approval-void', { field: '/digest', rule: 'an approval names the exact content' });
  return facts.partner?.channel === 'node'
    ? undefined
    : refuse('channel-not-node', { field: '/partner', rule: 'directory' });
}

/** A letter that one person writes. */
export function write(here: At, command: Of<'write'>): Result<Plan> {
  const { letter } = command;
  const refusal =
    kindRefusal(PLAIN_KINDS, letter) ??
    closedRefusal(here, letter) ??
    effectRefusal(here, letter) ??
    pointerRefusal(here, letter);
  return refusal ?? writing(here, letter, { followUps: consentFollowUps(here, letter) });
}

/** Gives up a letter that has no receipt yet: same place, new id. What the partner received first stands. */
export function voidLetter({ kase, deciding }: At, command: Of<'void letter'>): Result<Plan> {
  const found = kase.streams[kase.role].find((entry) => entry.seq === command.seq);
  if (found === undefined || kase.partner === undefined) return refuse('letter-unknown', { field: '/seq' });
  if (found.standing !== 'pending' || found.letter.kind === 'VOID')
    return refuse('letter-delivered', { field: '/seq' });
  const letter = { kind: 'VOID', body: { voids: found.jti, reason: command.reason } } as const;
  const replaced = { jti: found.jti, letter: found.letter, ...(found.mid === undefined ? {} : { mid: found.mid }) };
  const entry: StreamEntry = {
    seq: found.seq,
    seen: found.seen,
    jti: deciding.jti,
    letter,
    sentAt: deciding.now,
    standing: 'pending',
    replaced,
  };
  const event: CaseEvent = { type: 'letter voided', seq: found.seq, entry };
  const message: OutgoingLetter = {
    jti: deciding.jti,
    thread: kase.thread,
    partner: kase.partner,
    direction: kase.role,
    seq: found.seq,
    seen: found.seen,
    letter,
    exercise: kase.exercise,
    voids: true,
  };
  return planned(kase, [event], { messages: [message] });
}

/** The next request of the chain learns that its consent was asked for. */
function consentFollowUps(here: At, letter: Letter): FollowUp[] {
  if (letter.kind !== 'CONSENT_REQUEST' || letter.body.scope.kind !== 'next State') return [];
  const { state } = letter.body.scope;
  return here.kase.next
    .filter((one) => one.state === state)
    .map((one) => ({
      id: followUpId(here, `consent asked ${one.caseId}`),
      kind: 'command',
      caseId: one.caseId,
      command: { type: 'note consent', thread: here.kase.thread, consent: 'asked', consentId: letter.body.consentId },
    }));
}
