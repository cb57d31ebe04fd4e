import { type AuditInput } from '../../ledgers/audit/audit.repository.js';
import { type Case, sharedOf, stateOf } from '../../domain/tracing/case.js';
import { type Command } from '../../domain/tracing/command.js';
import { type CaseEvent, labelOf } from '../../domain/tracing/event.js';
import { type Transcription } from '../../domain/tracing/paper.js';
import { type Plan } from '../../domain/tracing/plan.js';
import { type StreamEntry } from '../../domain/tracing/stream.js';
import { type Json } from '../../domain/shared/canonical.js';
import { type Actor } from '../../domain/shared/actor.js';
import { type Instant } from '../../domain/shared/instant.js';

/**
 * The ledger's word for what was carried out: which events, which letters by place and hash, and the state after them. Never a content:
 * from the bundles of two States a stranger can see that both hold the same streams.
 */
export function auditOf(plan: Plan, command: Command, actor: Actor, at: Instant): AuditInput {
  const { next } = plan;
  return {
    at,
    act: `case.${command.type.replaceAll(' ', '-')}`,
    actor: { kind: actor.kind, id: actor.id },
    caseId: next.id,
    thread: next.thread,
    data: {
      role: next.role,
      own: next.own,
      partner: next.partner ?? null,
      reference: next.reference,
      exercise: next.exercise,
      version: next.version,
      state: stateOf(next),
      shared: sharedOf(next).state,
      streams: { requester: next.streams.requester.length, responder: next.streams.responder.length },
      events: plan.events.map(describe),
      ...incidentOf(next),
      ...(plan.without === undefined ? {} : { without: plan.without }),
      ...('approve' === command.type && command.ownReason !== undefined ? { ownApproval: true } : {}),
    },
  };
}

function incidentOf(kase: Case): Record<string, Json> {
  const incident = sharedOf(kase).request?.incident ?? kase.draft?.body.incident;
  return incident === undefined ? {} : { incident: { id: incident.id, item: incident.item } };
}

function describe(event: CaseEvent): Json {
  const plain = { type: event.type };
  switch (event.type) {
    case 'letter written':
    case 'letter voided':
    case 'letter received':
    case 'place used up':
      return { ...plain, ...placeOf(event.entry) };
    case 'delivery recorded':
      return { ...plain, seq: event.seq, jti: event.jti, mid: event.mid, receivedAt: event.receivedAt };
    case 'rejection recorded':
      return { ...plain, seq: event.seq, jti: event.jti, code: event.code, standingMid: event.standingMid ?? null };
    case 'undeliverable recorded':
      return { ...plain, seq: event.seq };
    case 'proposed':
      return {
        ...plain,
        kind: event.proposal.letter.kind,
        digest: event.proposal.digest,
        needs: event.proposal.needs,
        level: event.proposal.disclosure?.level ?? null,
      };
    case 'approved':
      return { ...plain, by: event.by, own: event.ownReason !== undefined };
    case 'deadline step reached':
      return { ...plain, ...event.step };
    case 'closed':
      return { ...plain, outcome: event.closing.outcome, established: event.closing.established };
    case 'addressee chosen':
      return { ...plain, partner: event.partner };
    case 'holder checked':
      return { ...plain, holder: event.check.holder, result: event.check.result };
    case 'flag raised':
      return { ...plain, code: event.flag.code };
    case 'next opened':
      return { ...plain, caseId: event.caseId, state: event.state };
    case 'candidates found':
      return { ...plain, count: event.candidates.list.length };
    case 'record chosen':
      return {
        ...plain,
        outcome: event.chosen.outcome,
        basis: event.chosen.basis,
        firearm: event.chosen.firearmId ?? null,
      };
    case 'disposal recorded':
      return { ...plain, kind: event.kind };
    case 'partner due recorded':
      return { ...plain, due: event.due.map((one) => ({ ...one })) };
    case 'paper transcribed':
      return { ...plain, ...transcribedOf(event.transcription) };
    case 'paper returned':
      return { ...plain, by: event.by };
    case 'paper confirmed':
      return {
        ...plain,
        transcribedBy: event.transcribedBy,
        confirmedBy: event.confirmedBy,
        letters: event.places.map(({ role, entry }) => ({ role, ...placeOf(entry) })),
      };
    case 'case opened':
    case 'draft edited':
    case 'told changed':
    case 'proposal returned':
    case 'request accepted':
    case 'assigned':
    case 'compartment changed':
    case 'consultation opened':
    case 'consultation ended':
    case 'storage confirmed':
    case 'hold placed':
    case 'hold lifted':
    case 'contact recorded':
    case 'flag settled':
    case 'reopened':
    case 'purged':
      return plain;
  }
}

/** Who keyed it in, and which days: without what the letters say. */
function transcribedOf({ content, transcribedBy }: Transcription): Record<string, Json> {
  return {
    transcribedBy,
    letters: content.letters.map(({ kind, channel, sentOn, receivedOn }) => ({
      kind,
      channel,
      sentOn,
      receivedOn: receivedOn ?? null,
    })),
  };
}

function placeOf(entry: StreamEntry): Record<string, Json> {
  return {
    ...labelOf(entry.letter),
    seq: entry.seq,
    seen: entry.seen,
    jti: entry.jti,
    mid: entry.mid ?? null,
    receivedAt: entry.receivedAt ?? null,
    ...(entry.paper === undefined ? {} : { paper: { ...entry.paper } }),
  };
}
