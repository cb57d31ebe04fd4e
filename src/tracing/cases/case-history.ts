import { type Role } from '../../domain/messages/index.js';
import { type Actor } from '../../domain/shared/actor.js';
import { type Instant } from '../../domain/shared/instant.js';
import { type CaseEvent, labelOf, type LetterLabel } from '../../domain/tracing/event.js';
import { type PaperLetter } from '../../domain/tracing/paper.js';
import { type StreamEntry } from '../../domain/tracing/stream.js';

/** An event as the table has it. */
export interface StoredEvent {
  readonly version: number;
  readonly at: Instant;
  readonly actor: Pick<Actor, 'kind' | 'id'>;
  readonly event: CaseEvent;
}

/** One act on a case as a person reads it: who, when, what, and what was said with it. */
export interface PastAct {
  readonly version: number;
  readonly at: Instant;
  readonly by: Pick<Actor, 'kind' | 'id'>;
  readonly type: CaseEvent['type'];
  readonly letter?: PastLetter;
  /** What somebody wrote: a reason, a result, what was said. */
  readonly text?: string;
  readonly personId?: string;
  /** ISO 3166-1 alpha-3 */
  readonly country?: string;
  /** A member of the closed list that belongs to the type: hold, disposal, flag, clock, holder, channel, consultation. */
  readonly member?: string;
  /** Letters that were keyed in from paper. */
  readonly paper?: readonly Pick<PaperLetter, 'kind' | 'channel' | 'sentOn'>[];
  readonly percent?: number;
  readonly count?: number;
}

export interface PastLetter extends LetterLabel {
  readonly role: Role;
  readonly seq: number;
  readonly sentAt: Instant;
  /** Out of the signed receipt; a letter of our own has it in the case's present reading. */
  readonly receivedAt?: Instant;
}

/** `foreign`: may the reader see what another State wrote? */
export function pastActOf({ version, at, actor, event }: StoredEvent, own: Role, foreign: boolean): PastAct {
  return { version, at, by: actor, type: event.type, ...detailOf(event, own, foreign) };
}

type Detail = Omit<PastAct, 'version' | 'at' | 'by' | 'type'>;

function detailOf(event: CaseEvent, own: Role, foreign: boolean): Detail {
  switch (event.type) {
    case 'letter written':
    case 'letter voided':
      return { letter: letterOf(event.entry, own, true) };
    case 'letter received':
      return { letter: letterOf(event.entry, own === 'requester' ? 'responder' : 'requester', foreign) };
    case 'place used up':
      return { letter: letterOf(event.entry, event.role, foreign) };
    case 'rejection recorded':
      return { member: event.code, count: event.seq };
    case 'delivery recorded':
    case 'undeliverable recorded':
      return { count: event.seq };
    case 'proposed':
      return { letter: { ...labelOf(event.proposal.letter), role: own, seq: 0, sentAt: event.proposal.at } };
    case 'proposal returned':
    case 'reopened':
    case 'compartment changed':
      return { text: event.reason };
    case 'addressee chosen':
      return { country: event.partner };
    case 'holder checked':
      return { member: event.check.holder };
    case 'candidates found':
      return foreign ? { count: event.candidates.list.length } : {};
    case 'record chosen':
      return foreign ? { member: event.chosen.outcome } : {};
    case 'assigned':
      return { personId: event.personId, ...(event.reason === undefined ? {} : { text: event.reason }) };
    case 'deadline step reached':
      return { member: event.step.clock, percent: event.step.percent };
    case 'consultation opened':
      return { member: event.consultation.kind, text: event.consultation.withWhom };
    case 'consultation ended':
      return { text: event.result };
    case 'disposal recorded':
      return { member: event.kind };
    case 'hold placed':
      return { member: event.hold.kind, text: event.hold.reason };
    case 'contact recorded':
      return { member: event.contact.channel, text: event.contact.what };
    case 'flag raised':
      return { member: event.flag.code, ...(foreign && event.flag.detail !== '' ? { text: event.flag.detail } : {}) };
    case 'flag settled':
      return { member: event.code };
    case 'next opened':
      return { country: event.state };
    case 'closed':
      return {
        member: event.closing.outcome,
        ...(event.closing.lessons === undefined ? {} : { text: event.closing.lessons }),
      };
    case 'paper transcribed':
      return {
        paper: event.transcription.content.letters.map(({ kind, channel, sentOn }) => ({ kind, channel, sentOn })),
      };
    case 'paper returned':
      return { text: event.reason };
    case 'paper confirmed':
    case 'case opened':
    case 'draft edited':
    case 'told changed':
    case 'approved':
    case 'partner due recorded':
    case 'request accepted':
    case 'storage confirmed':
    case 'hold lifted':
    case 'purged':
      return {};
  }
}

function letterOf(entry: StreamEntry, role: Role, outcome: boolean): PastLetter {
  const { kind, ...label } = labelOf(entry.letter);
  return {
    kind,
    ...(outcome ? label : {}),
    role,
    seq: entry.seq,
    sentAt: entry.sentAt,
    ...(entry.receivedAt === undefined ? {} : { receivedAt: entry.receivedAt }),
  };
}
