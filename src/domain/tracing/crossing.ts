import { type KindFrom, type Role } from '../messages/index.js';

type OfRequester = KindFrom<'requester'>;
type OfResponder = KindFrom<'responder'>;

const all = (first: Role, but: Partial<Record<OfResponder, Role>> = {}): Record<OfResponder, Role> => ({
  ACKNOWLEDGE: first,
  ASK_MORE: first,
  ANSWER: first,
  DELAY: first,
  RESTRICT: first,
  REFUSE: first,
  NOT_ACCEPTED: first,
  CLARIFICATION: first,
  FORWARD_NOTICE: first,
  CONSENT_REQUEST: first,
  CONSENT: first,
  CORRECT: first,
  REMIND: first,
  VOID: first,
  PART: first,
  ...but,
});

/**
 * Of two messages that crossed, which one the shared order reads first. The first prevails: the second meets the state that the first
 * has made. Total over all pairs, also those that cannot cross between honest nodes (nothing of the responder's precedes REQUEST).
 */
export const CROSSING = {
  REQUEST: all('requester'),
  // What the responder decided stands; more particulars that crossed it are read after it. A question that crossed them was asked without them and stays open.
  MORE: all('responder', { ASK_MORE: 'requester' }),
  CLARIFY: all('responder', { CLARIFICATION: 'responder' }),
  CONSENT_REQUEST: all('responder'),
  // A consent withdrawn binds from the moment it was written, before anything that crossed it.
  CONSENT: all('requester'),
  // The asker's own end of the matter prevails over all: an answer that crossed it is recorded without effect, and its persons are erased.
  WITHDRAW: all('requester'),
  // A corrected request is read before what it may still change, after a final word.
  CORRECT: all('requester', {
    ANSWER: 'responder',
    REFUSE: 'responder',
    NOT_ACCEPTED: 'responder',
    FORWARD_NOTICE: 'responder',
    CORRECT: 'responder',
  }),
  FEEDBACK: all('responder'),
  REMIND: all('responder'),
  VOID: all('requester'),
  PART: all('responder'),
} as const satisfies Record<OfRequester, Record<OfResponder, Role>>;
