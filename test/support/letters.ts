import { type Body, type Letter, type MessageKind } from '../../src/domain/messages/index.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { midOf } from './memory-pair.js';
import { completeParts, recoveredPistol } from './weapons.js';

const SOME_MID = midOf('some letter');
const handling = {
  recipients: [],
  purposes: [],
  onwardRelease: 'with consent',
  evidenceUse: 'with consent',
} satisfies Body<'ANSWER'>['handling'];

/** One letter of each kind, right in form. */
export const LETTERS = {
  REQUEST: {
    kind: 'REQUEST',
    body: {
      ...completeParts('XAA'),
      reference: 'XAA-1',
      incident: { id: derivedId('incident'), item: 1, of: 1 },
      weapon: recoveredPistol(),
      nationalCheck: [],
    } as Body<'REQUEST'>,
  },
  ACKNOWLEDGE: { kind: 'ACKNOWLEDGE', body: { reference: 'USA-2026-000001' } },
  ASK_MORE: { kind: 'ASK_MORE', body: { questions: [{ field: '/weapon/model', text: 'Which model?' }] } },
  MORE: { kind: 'MORE', body: { answers: [{ field: '/weapon/model', text: 'Model 19' }] } },
  ANSWER: {
    kind: 'ANSWER',
    body: {
      part: 'final',
      reference: 'USA-2026-000001',
      outcome: 'not in records',
      match: { basis: 'none' },
      level: 0,
      facts: [],
      withheld: [],
      handling,
    },
  },
  DELAY: { kind: 'DELAY', body: { until: '2026-06-01', text: 'The archive is being moved.' } },
  RESTRICT: {
    kind: 'RESTRICT',
    body: {
      ground: 'national security consistent with the Charter',
      fields: ['person'],
      text: 'Persons cannot be named.',
    },
  },
  REFUSE: {
    kind: 'REFUSE',
    body: { ground: 'compromises an ongoing criminal investigation', text: 'Cannot be answered at present.' },
  },
  NOT_ACCEPTED: { kind: 'NOT_ACCEPTED', body: { reason: 'antique', text: 'Made before 1899.' } },
  CLARIFY: { kind: 'CLARIFY', body: { about: SOME_MID, question: 'Until when?' } },
  CLARIFICATION: { kind: 'CLARIFICATION', body: { about: SOME_MID, text: 'Until the trial has ended.' } },
  FORWARD_NOTICE: { kind: 'FORWARD_NOTICE', body: { state: 'AUT', reason: 'Made and exported there.' } },
  CONSENT_REQUEST: {
    kind: 'CONSENT_REQUEST',
    body: {
      consentId: derivedId('consent'),
      scope: { kind: 'next State', state: 'AUT' },
      of: SOME_MID,
      what: 'The export.',
      purpose: 'criminal investigation',
    },
  },
  CONSENT: {
    kind: 'CONSENT',
    body: { consentId: derivedId('consent'), decision: 'grant', scope: { kind: 'next State', state: 'AUT' } },
  },
  WITHDRAW: { kind: 'WITHDRAW', body: { reason: 'no longer needed', erasePersons: true } },
  CORRECT: { kind: 'CORRECT', body: { corrects: SOME_MID, reason: 'A digit was misread.' } },
  FEEDBACK: { kind: 'FEEDBACK', body: { rightWeapon: 'yes', helped: 'yes' } },
  REMIND: { kind: 'REMIND', body: { text: 'Kindly answer.' } },
  VOID: { kind: 'VOID', body: { voids: derivedId('void'), reason: 'written in error' } },
  PART: { kind: 'PART', body: { digest: SOME_MID, mediaType: 'image/jpeg', totalBytes: 4, offset: 0, data: 'AAAA' } },
} as const satisfies { [K in MessageKind]: Extract<Letter, { kind: K }> };
