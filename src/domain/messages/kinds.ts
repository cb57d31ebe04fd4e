/** The wire version a message is written in; raised only when an older node could misread a newer message. */
export const WIRE_VERSION = 1;

/** What each kind is for and which side of a trace may write it. A total map: a new kind does not compile without its line. */
export const KINDS = {
  REQUEST: { from: ['requester'], meaning: 'asks to trace one firearm (ITI 17)' },
  ACKNOWLEDGE: { from: ['responder'], meaning: 'the contact point has the request in hand (ITI 18)' },
  ASK_MORE: { from: ['responder'], meaning: 'asks for what the request lacks (ITI 19)' },
  MORE: { from: ['requester'], meaning: 'supplies what was asked for' },
  ANSWER: { from: ['responder'], meaning: 'tells what the records say, in part or in full (ITI 20)' },
  DELAY: { from: ['responder'], meaning: 'the answer comes later, with a new date (ITI 22, 23)' },
  RESTRICT: { from: ['responder'], meaning: 'the answer is limited on a ground of ITI 22' },
  REFUSE: { from: ['responder'], meaning: 'no answer, on a ground of ITI 22' },
  NOT_ACCEPTED: {
    from: ['responder'],
    meaning: 'the request is not one that the instrument covers; not an ITI 22 refusal',
  },
  CLARIFY: { from: ['requester'], meaning: 'asks to clarify the reasons given (ITI 23)' },
  CLARIFICATION: { from: ['responder'], meaning: 'clarifies the reasons given (ITI 23)' },
  FORWARD_NOTICE: {
    from: ['responder'],
    meaning: 'names the State to ask instead; the answering node writes to no third one',
  },
  CONSENT_REQUEST: {
    from: ['requester', 'responder'],
    meaning: 'asks the giver for leave to pass something on (ITI 15)',
  },
  CONSENT: { from: ['requester', 'responder'], meaning: 'grants, denies or withdraws that leave' },
  WITHDRAW: { from: ['requester'], meaning: 'ends the request' },
  CORRECT: { from: ['requester', 'responder'], meaning: 'corrects an earlier message of its own' },
  FEEDBACK: { from: ['requester'], meaning: 'tells whether the answer helped' },
  REMIND: { from: ['requester', 'responder'], meaning: 'a reminder that a person sends' },
  VOID: { from: ['requester', 'responder'], meaning: 'gives up an earlier message at its own place in the stream' },
  PART: { from: ['requester', 'responder'], meaning: 'a part of an attachment, by digest and range' },
} as const satisfies Record<string, { from: readonly Role[]; meaning: string }>;

/** The two sides of a trace. */
export type Role = 'requester' | 'responder';
export type MessageKind = keyof typeof KINDS;
export type KindFrom<R extends Role> = {
  [K in MessageKind]: R extends (typeof KINDS)[K]['from'][number] ? K : never;
}[MessageKind];

export const MESSAGE_KINDS = Object.keys(KINDS) as readonly MessageKind[];
export const ROLES = ['requester', 'responder'] as const satisfies readonly Role[];

export function otherRole(role: Role): Role {
  return role === 'requester' ? 'responder' : 'requester';
}

export function mayWrite(role: Role, kind: MessageKind): boolean {
  return (KINDS[kind].from as readonly Role[]).includes(role);
}
