import { type Letter, type MessageKind, otherRole, type Role, ROLES } from '../messages/index.js';
import { type Instant } from '../shared/instant.js';
import { CROSSING } from './crossing.js';
import { type PaperPlace } from './paper.js';

/** Of a letter: no receipt yet, a signed receipt, a signed final rejection. */
export const STANDINGS = ['pending', 'received', 'rejected'] as const;

/**
 * One place in one direction's stream. `seq` counts from 1; `seen` is the highest place of the other direction that its author had
 * applied. Exactly one message stands at a place for ever: the one whose receipt was signed first.
 */
export interface StreamEntry {
  readonly seq: number;
  readonly seen: number;
  readonly jti: string;
  /** Known once the message is signed; base64url(SHA-256(inner JWS)). */
  readonly mid?: string;
  readonly letter: Letter;
  readonly sentAt: Instant;
  readonly standing: (typeof STANDINGS)[number];
  /** The receiver's time, out of the signed receipt: the only time that a clock of both States counts from. */
  readonly receivedAt?: Instant;
  /** What stood here before our own VOID, until the receiver's receipt tells which of the two stands. */
  readonly replaced?: { readonly jti: string; readonly mid?: string; readonly letter: Letter };
  /** Keyed in from paper: its times are days as they stand on the letter, `receivedAt` is out of no receipt. */
  readonly paper?: PaperPlace;
}

/** The two ordered streams of a thread, by the role of their author. */
export type Streams = Readonly<Record<Role, readonly StreamEntry[]>>;

export interface Place {
  readonly role: Role;
  readonly entry: StreamEntry;
}

export const EMPTY_STREAMS: Streams = { requester: [], responder: [] };

/** The next free place of a direction. */
export function nextSeq(streams: Streams, role: Role): number {
  return streams[role].length + 1;
}

/** The last place of a direction that a standing message fills: what two States compare. */
export function headOf(streams: Streams, role: Role): StreamEntry | undefined {
  return streams[role].findLast((entry) => entry.standing !== 'rejected');
}

/** How far `role` has applied the other side's stream: what its next message says as `seen`. */
export function seenBy(streams: Streams, role: Role): number {
  return streams[otherRole(role)].length;
}

/**
 * The one order in which both nodes read the two streams. A message stands after all that its author had seen; of two that crossed,
 * the crossing table says which comes first. A pure function of streams and `seen`, hence independent of arrival.
 */
export function linearise(streams: Streams): readonly Place[] {
  const order: Place[] = [];
  const at = { requester: 0, responder: 0 };
  const seen = { requester: 0, responder: 0 };
  const head = (role: Role): StreamEntry | undefined => streams[role][at[role]];
  const ready = (role: Role): boolean => {
    const entry = head(role);
    return entry !== undefined && Math.max(seen[role], entry.seen) <= at[otherRole(role)];
  };
  const take = (role: Role): void => {
    const entry = head(role);
    if (entry === undefined) return;
    seen[role] = Math.max(seen[role], entry.seen);
    at[role] += 1;
    order.push({ role, entry });
  };
  const skip = (role: Role): void => {
    const entry = head(role);
    if (entry !== undefined) order.push({ role, entry });
    at[role] += 1;
  };
  for (;;) {
    // A place that a final rejection used up says nothing, whatever its author claimed in it: it holds up no other.
    for (const role of ROLES) while (head(role)?.standing === 'rejected') skip(role);
    const requester = head('requester');
    const responder = head('responder');
    if (requester === undefined && responder === undefined) return order;
    if (ready('requester') && ready('responder') && requester !== undefined && responder !== undefined) {
      take(firstOf(requester.letter.kind, responder.letter.kind));
    } else if (ready('requester')) take('requester');
    else if (ready('responder')) take('responder');
    // Neither can stand yet: its author saw a message that we do not have. It waits outside the shared state.
    else return order;
  }
}

function firstOf(ofRequester: MessageKind, ofResponder: MessageKind): Role {
  const row = (CROSSING as Partial<Record<MessageKind, Partial<Record<MessageKind, Role>>>>)[ofRequester];
  const first = row?.[ofResponder];
  if (first === undefined) throw new Error(`the crossing table has no line for ${ofRequester} x ${ofResponder}`);
  return first;
}
