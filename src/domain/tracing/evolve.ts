import { otherRole, type Role } from '../messages/index.js';
import { type Case, EMPTY_CASE_PARTS, type Flag } from './case.js';
import { type CaseEvent, type OpenedCase } from './event.js';
import { type Transcription } from './paper.js';
import { type StreamEntry, type Streams } from './stream.js';

/** The next case after one event; total over events and free of any outside knowledge. */
export function evolve(before: Case | undefined, event: CaseEvent): Case {
  if (event.type === 'case opened') return { ...opened(event.opened), version: 1 };
  if (before === undefined) throw new Error(`the first event of a case is "case opened", not "${event.type}"`);
  return { ...change(before, event), version: before.version + 1 };
}

/** The fold: what the stored row must equal. */
export function fold(events: readonly CaseEvent[]): Case {
  const folded = events.reduce<Case | undefined>(evolve, undefined);
  if (folded === undefined) throw new Error('a case has at least its opening');
  return folded;
}

function opened(o: OpenedCase): Case {
  return {
    ...EMPTY_CASE_PARTS,
    id: o.id,
    role: o.role,
    own: o.own,
    thread: o.thread,
    exercise: o.exercise,
    openedAt: o.at,
    openedBy: o.by,
    reference: o.reference,
    compartment: o.compartment,
    ...(o.partner === undefined ? {} : { partner: o.partner }),
    ...(o.draft === undefined ? {} : { draft: o.draft }),
    ...(o.rules === undefined ? {} : { rules: o.rules }),
    ...(o.previous === undefined ? {} : { previous: o.previous }),
    ...(o.nationalCheck === undefined ? {} : { nationalCheck: o.nationalCheck }),
    ...(o.inCustodySince === undefined ? {} : { custody: { startedAt: o.inCustodySince } }),
  };
}

function change(c: Case, e: Exclude<CaseEvent, { type: 'case opened' }>): Case {
  switch (e.type) {
    case 'draft edited':
      return unproposed({
        ...c,
        draft: {
          ...draftOf(c),
          body: { ...draftOf(c).body, ...e.body },
          ...(e.parallelReason === undefined ? {} : { parallelReason: e.parallelReason }),
        },
      });
    case 'addressee chosen':
      return unproposed({ ...c, partner: e.partner });
    case 'holder checked':
      return unproposed({
        ...c,
        nationalCheck: [...c.nationalCheck.filter((check) => check.holder !== e.check.holder), e.check],
      });
    case 'told changed':
      return unproposed({ ...c, draft: { ...draftOf(c), told: e.told } });
    case 'proposed':
      return { ...c, proposal: e.proposal };
    case 'approved':
      return c.proposal === undefined
        ? c
        : {
            ...c,
            proposal: {
              ...c.proposal,
              approval: { by: e.by, at: e.at, ...(e.ownReason === undefined ? {} : { ownReason: e.ownReason }) },
            },
          };
    case 'proposal returned':
      return unproposed(c);
    case 'letter written':
      return written(c, e.entry, e.rules);
    case 'letter voided':
      return place(c, c.role, e.seq, () => e.entry);
    case 'letter received':
      return received(c, e.entry);
    case 'place used up':
      return withStream(c, e.role, [...c.streams[e.role], e.entry]);
    case 'delivery recorded':
      return delivered(c, e);
    case 'rejection recorded':
      return rejected(c, e);
    case 'undeliverable recorded':
      return { ...c, undeliverable: true };
    case 'partner due recorded':
      return { ...c, partnerDue: e.due };
    case 'request accepted':
      return { ...c, accepted: { at: e.at, by: e.by } };
    case 'candidates found':
      return { ...c, candidates: e.candidates };
    case 'record chosen':
      return unproposed({ ...c, chosen: e.chosen });
    case 'assigned':
      return { ...c, assigneeId: e.personId };
    case 'compartment changed':
      return { ...c, compartment: e.compartment };
    case 'deadline step reached':
      return { ...c, steps: [...c.steps, e.step] };
    case 'consultation opened':
      return { ...c, consultations: [...c.consultations, e.consultation] };
    case 'consultation ended':
      return {
        ...c,
        consultations: c.consultations.map((one) =>
          one.ordinal === e.ordinal ? { ...one, endedAt: e.at, result: e.result } : one,
        ),
      };
    case 'storage confirmed':
      return { ...c, custody: { ...c.custody, storedAt: e.at } };
    case 'disposal recorded':
      return { ...c, custody: { ...c.custody, disposal: { kind: e.kind, at: e.at } } };
    case 'hold placed':
      return { ...c, holds: [...c.holds, e.hold] };
    case 'hold lifted':
      return { ...c, holds: c.holds.map((hold) => (hold.id === e.id ? { ...hold, liftedAt: e.at } : hold)) };
    case 'contact recorded':
      return { ...c, contacts: [...c.contacts, e.contact] };
    case 'flag raised':
      return { ...c, flags: [...c.flags, e.flag] };
    case 'flag settled':
      return { ...c, flags: settle(c.flags, e.code, e.at) };
    case 'next opened':
      return { ...c, next: [...c.next, { caseId: e.caseId, state: e.state }] };
    case 'closed':
      return { ...unproposed(c), closing: e.closing };
    case 'reopened': {
      const { closing: _closing, ...rest } = c;
      return rest;
    }
    case 'paper transcribed':
      return {
        ...c,
        ...referenced(e.transcription),
        paper: { confirmed: c.paper?.confirmed ?? [], waiting: e.transcription },
      };
    case 'paper returned':
      return returned(c, e);
    case 'paper confirmed':
      return confirmed(c, e);
    case 'purged':
      return purged(c, e.at);
  }
}

function draftOf(c: Case): NonNullable<Case['draft']> {
  return c.draft ?? { body: {}, told: [] };
}

/** Any change of what was proposed voids the proposal and its approval with it. */
function unproposed(c: Case): Case {
  const { proposal: _proposal, ...rest } = c;
  return rest;
}

function written(c: Case, entry: StreamEntry, rules: Case['rules']): Case {
  // A proposal is spent by its own letter only; an acknowledgement leaves a proposed answer standing (its facts are compared when it is sent).
  const spent = c.proposal?.letter.kind === entry.letter.kind ? unproposed(c) : c;
  return { ...withStream(spent, c.role, [...c.streams[c.role], entry]), ...(rules === undefined ? {} : { rules }) };
}

function received(c: Case, entry: StreamEntry): Case {
  const role = otherRole(c.role);
  const next = withStream(c, role, [...c.streams[role], entry]);
  const { letter } = entry;
  if (letter.kind === 'ACKNOWLEDGE' || letter.kind === 'ANSWER')
    return { ...next, partnerReference: letter.body.reference };
  return letter.kind === 'REQUEST' ? { ...next, partnerReference: letter.body.reference } : next;
}

function delivered(c: Case, e: Extract<CaseEvent, { type: 'delivery recorded' }>): Case {
  return settled(
    place(c, c.role, e.seq, (entry) => {
      const { replaced: _replaced, ...standing } = entry;
      return { ...standing, mid: e.mid, receivedAt: e.receivedAt, standing: 'received' };
    }),
  );
}

/** A final rejection consumes the place. Where it names the message that our VOID came too late for, that one stands again. */
function rejected(c: Case, e: Extract<CaseEvent, { type: 'rejection recorded' }>): Case {
  return settled(
    place(c, c.role, e.seq, (entry) => {
      if (entry.jti !== e.jti) return entry;
      const { replaced, ...plain } = entry;
      return replaced !== undefined && e.standingMid !== undefined
        ? { ...plain, jti: replaced.jti, letter: replaced.letter, mid: e.standingMid, standing: 'pending' }
        : { ...plain, standing: 'rejected' };
    }),
  );
}

/** Nothing is undeliverable any more once nothing waits for a receipt. */
function settled(c: Case): Case {
  return { ...c, undeliverable: c.undeliverable && c.streams[c.role].some((entry) => entry.standing === 'pending') };
}

function place(c: Case, role: Role, seq: number, to: (entry: StreamEntry) => StreamEntry): Case {
  return withStream(
    c,
    role,
    c.streams[role].map((entry) => (entry.seq === seq ? to(entry) : entry)),
  );
}

function withStream(c: Case, role: Role, entries: readonly StreamEntry[]): Case {
  const streams: Streams = { ...c.streams, [role]: entries };
  return { ...c, streams };
}

function settle(flags: readonly Flag[], code: Flag['code'], at: string): readonly Flag[] {
  return flags.map((flag) => (flag.code === code && flag.doneAt === undefined ? { ...flag, doneAt: at } : flag));
}

function referenced({ content }: Transcription): Pick<Case, 'partnerReference'> {
  return content.partnerReference === undefined ? {} : { partnerReference: content.partnerReference };
}

function returned(c: Case, { by, at, reason }: Extract<CaseEvent, { type: 'paper returned' }>): Case {
  const { paper } = c;
  return paper?.waiting === undefined
    ? c
    : { ...c, paper: { ...paper, waiting: { ...paper.waiting, returned: { by, at, reason } } } };
}

function confirmed(c: Case, e: Extract<CaseEvent, { type: 'paper confirmed' }>): Case {
  const { paper } = c;
  if (paper?.waiting === undefined) return c;
  const { confirmedBy, confirmedAt } = e;
  const next: Case = {
    ...c,
    paper: { confirmed: [...paper.confirmed, { ...paper.waiting, confirmedBy, confirmedAt }] },
    ...(e.rules === undefined ? {} : { rules: e.rules }),
  };
  return e.places.reduce((kase, { role, entry }) => withStream(kase, role, [...kase.streams[role], entry]), next);
}

/** What remains of a purged case: its place in the two streams by id and hash, and no content. */
function purged(c: Case, at: string): Case {
  const { draft: _draft, proposal: _proposal, chosen: _chosen, candidates: _candidates, paper: _paper, ...rest } = c;
  return { ...rest, contacts: [], consultations: [], purgedAt: at };
}
