import { type CaseState } from '../../domain/tracing/case.js';

/** How far a recovered weapon has come, in the words of who handed it in. */
export const POLICE_STEPS = ['handedIn', 'takenOver', 'asked', 'answerHere', 'over'] as const;
export type PoliceStep = (typeof POLICE_STEPS)[number];

/** Says how far, never what was answered: that is the contact point's to release (ITI 15). */
const REACHED = {
  'keyed in': 'takenOver',
  'draft': 'takenOver',
  'proposed': 'takenOver',
  'approved': 'takenOver',
  'undeliverable': 'takenOver',
  'sent': 'asked',
  'delivered': 'asked',
  'received': 'asked',
  'acknowledged': 'asked',
  'in hand': 'asked',
  'more asked': 'asked',
  'delayed': 'asked',
  'restricted': 'answerHere',
  'answered in part': 'answerHere',
  'answered': 'answerHere',
  'refused': 'answerHere',
  'not accepted': 'answerHere',
  'forwarded': 'answerHere',
  'withdrawn': 'over',
  'void': 'over',
  'closed': 'over',
  'purged': 'over',
} as const satisfies Record<CaseState, PoliceStep>;

/** Undefined: no case yet. */
export function stepReached(state: CaseState | undefined): PoliceStep {
  return state === undefined ? 'handedIn' : REACHED[state];
}
