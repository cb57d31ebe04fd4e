import { digestOf } from '../shared/canonical.js';
import { type Refusal, refuse, type Result } from '../shared/refusal.js';
import { type Case } from './case.js';
import { type Deciding, type Facts, type OwnCommand } from './command.js';
import { at, type At, actorId, planned } from './deciding.js';
import { type CaseEvent } from './event.js';
import { evolve } from './evolve.js';
import { type PaperContent } from './paper.js';
import { paperReasons } from './paper-reasons.js';
import { placesOf } from './paper-streams.js';
import { type Plan } from './plan.js';

type Of<T extends OwnCommand['type']> = Extract<OwnCommand, { type: T }>;

/** A case that was begun on paper, in either direction. It counts once a second person has confirmed it; nothing of it is ever sent. */
export function openPaperCase(command: Of<'open paper case'>, facts: Facts, deciding: Deciding): Result<Plan> {
  const { newCase } = facts;
  if (newCase === undefined) throw new Error('opening a case takes its id and reference');
  const opening: CaseEvent = {
    type: 'case opened',
    opened: {
      id: newCase.caseId,
      role: command.role,
      own: facts.own.state,
      partner: command.partner,
      thread: newCase.thread,
      exercise: command.exercise || facts.own.exercise,
      at: deciding.now,
      by: actorId(deciding),
      reference: newCase.reference,
      compartment: newCase.compartment,
    },
  };
  const here = at(evolve(undefined, opening), facts, deciding);
  const refusal = contentRefusal(here, command.content);
  return refusal ?? planned(undefined, [opening, transcribed(here, command.content)]);
}

/** The same keyed in anew: corrected before it was confirmed, or with the letters that came since. */
export function transcribePaper(here: At, { content }: Of<'transcribe paper'>): Result<Plan> {
  const refusal = contentRefusal(here, content) ?? changedRefusal(here.kase, content);
  return refusal ?? planned(here.kase, [transcribed(here, content)]);
}

/** A second person has held the papers against what was keyed in. */
export function confirmPaper(here: At): Result<Plan> {
  const { kase, facts, deciding } = here;
  const refusal = secondPersonRefusal(here);
  const waiting = kase.paper?.waiting;
  if (refusal !== undefined || waiting === undefined) return refusal ?? refuse('nothing-proposed');
  const { content, transcribedBy } = waiting;
  const changed = contentRefusal(here, content);
  if (changed !== undefined) return changed;
  const rules = kase.rules ?? facts.rules;
  const zone = rules?.calendars.responder.zone ?? 'UTC';
  const places = placesOf(kase, content, { zone, now: deciding.now }).filter(
    ({ role, entry }) => entry.seq > kase.streams[role].length,
  );
  return planned(kase, [
    {
      type: 'paper confirmed',
      transcribedBy,
      confirmedBy: actorId(deciding),
      confirmedAt: deciding.now,
      places,
      ...(rules === undefined ? {} : { rules }),
    },
  ]);
}

/** A second person has found that papers and entry differ. */
export function returnPaper(here: At, { reason }: Of<'return paper'>): Result<Plan> {
  const refusal = secondPersonRefusal(here);
  if (refusal !== undefined) return refusal;
  return planned(here.kase, [{ type: 'paper returned', by: actorId(here.deciding), at: here.deciding.now, reason }]);
}

function transcribed({ deciding }: At, content: PaperContent): CaseEvent {
  return {
    type: 'paper transcribed',
    transcription: { content, transcribedBy: actorId(deciding), transcribedAt: deciding.now },
  };
}

function contentRefusal({ kase, facts, deciding }: At, content: PaperContent): Refusal | undefined {
  const reasons = paperReasons(kase, content, facts, deciding);
  return reasons.length === 0 ? undefined : refuse('paper-blocked', { reasons });
}

/** What two persons vouch for stands: later letters follow it, nothing of it changes. */
function changedRefusal({ paper }: Case, content: PaperContent): Refusal | undefined {
  const before = paper?.confirmed.at(-1)?.content;
  if (before === undefined) return undefined;
  const kept = { ...content, letters: content.letters.slice(0, before.letters.length) };
  // The partner's mark may be known only from its first letter.
  const known = before.partnerReference === undefined ? withoutPartnerReference(kept) : kept;
  return digestOf(known) === digestOf(before) && content.letters.length > before.letters.length
    ? undefined
    : refuse('paper-confirmed', { field: '/letters', rule: 'later letters only' });
}

function withoutPartnerReference({ partnerReference: _partner, ...rest }: PaperContent): PaperContent {
  return rest;
}

function secondPersonRefusal({ kase, deciding }: At): Refusal | undefined {
  const waiting = kase.paper?.waiting;
  if (waiting === undefined || waiting.returned !== undefined) return refuse('nothing-proposed');
  if (deciding.actor.kind !== 'person') return refuse('own-approval', { rule: 'a person confirms' });
  return deciding.actor.id === waiting.transcribedBy ? refuse('own-approval', { rule: 'two persons' }) : undefined;
}
