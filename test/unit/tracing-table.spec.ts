import { describe, expect, it } from '@jest/globals';
import { KINDS, ROLES } from '../../src/domain/messages/index.js';
import { CASE_STATES, TERMINAL_STATES } from '../../src/domain/tracing/case.js';
import { OWN_COMMANDS } from '../../src/domain/tracing/decide.js';
import {
  type Act,
  type Effect,
  EFFECTS,
  SHARED_STATES,
  type SharedState,
} from '../../src/domain/tracing/shared-state.js';
import { TRANSITIONS } from '../../src/domain/tracing/transitions.js';

const ACTS: readonly Act[] = [
  'ACKNOWLEDGE',
  'ASK_MORE',
  'MORE',
  'ANSWER part',
  'ANSWER final',
  'DELAY',
  'RESTRICT',
  'REFUSE',
  'NOT_ACCEPTED',
  'CLARIFY',
  'CLARIFICATION',
  'FORWARD_NOTICE',
  'CONSENT_REQUEST',
  'CONSENT',
  'WITHDRAW',
  'CORRECT',
  'FEEDBACK',
  'REMIND',
  'PART',
];
const OPEN =
  '>acknowledged | >more asked | keeps | >answered in part | >answered | >delayed | >restricted | >refused | >not accepted';
/**
 * Every act (columns as in ACTS) in every state that a request can stand in, as a reviewer reads it: `>` leads to a state, `keeps` has its
 * effect there, `-` is recorded without effect. REQUEST and VOID have lines of their own below.
 */
const TABLE: Record<Exclude<SharedState, 'none' | 'withdrawn' | 'void'>, string> = {
  'requested': `${OPEN} | - | - | >forwarded | keeps | keeps | >withdrawn | keeps | - | keeps | keeps`,
  'acknowledged': `${OPEN.replace('>acknowledged', 'keeps')} | - | - | >forwarded | keeps | keeps | >withdrawn | keeps | - | keeps | keeps`,
  'more asked':
    'keeps | keeps | >where it was | >answered in part | >answered | >delayed | >restricted | >refused | >not accepted | - | - | >forwarded | keeps | keeps | >withdrawn | keeps | - | keeps | keeps',
  'answered in part':
    'keeps | >more asked | keeps | keeps | >answered | >delayed | >restricted | >refused | >not accepted | keeps | keeps | >forwarded | keeps | keeps | >withdrawn | keeps | keeps | keeps | keeps',
  'delayed':
    'keeps | >more asked | keeps | >answered in part | >answered | keeps | >restricted | >refused | >not accepted | keeps | keeps | >forwarded | keeps | keeps | >withdrawn | keeps | - | keeps | keeps',
  'restricted':
    'keeps | >more asked | keeps | >answered in part | >answered | >delayed | keeps | >refused | >not accepted | keeps | keeps | >forwarded | keeps | keeps | >withdrawn | keeps | - | keeps | keeps',
  'answered':
    '- | - | - | - | - | - | - | - | - | keeps | keeps | - | keeps | keeps | >withdrawn | keeps | keeps | keeps | keeps',
  'refused':
    '- | - | keeps | >answered in part | >answered | - | - | - | - | keeps | keeps | - | keeps | keeps | >withdrawn | keeps | - | keeps | keeps', // ITI 23
  'not accepted': `${OPEN.replace('>not accepted', 'keeps')} | keeps | keeps | >forwarded | keeps | keeps | >withdrawn | keeps | - | keeps | keeps`,
  'forwarded': `${OPEN} | keeps | keeps | keeps | keeps | keeps | >withdrawn | keeps | keeps | keeps | keeps`,
};
const word = (effect: Effect): string => ('to' in effect ? `>${effect.to}` : 'keeps' in effect ? 'keeps' : '-');

describe('what each letter does in each shared state', () => {
  it.each(Object.entries(TABLE))('is what the table says of "%s"', (state, row) => {
    const read = ACTS.map((act) => `${act}: ${word(EFFECTS[state as SharedState][act])}`);
    expect(read).toEqual(row.split(' | ').map((cell, i) => `${ACTS[i] ?? ''}: ${cell}`));
  });

  it('begins with a REQUEST and with nothing else', () => {
    const moving = Object.entries(EFFECTS.none).filter(([, effect]) => !('without' in effect));
    expect(moving).toEqual([['REQUEST', { to: 'requested' }]]);
    for (const state of SHARED_STATES.filter((one) => one !== 'none')) expect(word(EFFECTS[state].REQUEST)).toBe('-');
  });

  it.each(['withdrawn', 'void'] as const)('is over once it is %s', (state) => {
    expect(new Set(Object.values(EFFECTS[state]).map(word))).toEqual(new Set(['-']));
  });

  it('gives a reason for each letter without effect', () => {
    for (const state of SHARED_STATES)
      for (const effect of Object.values(EFFECTS[state])) if ('without' in effect) expect(effect.without).toMatch(/\w/);
  });

  it('knows every kind of the wire', () => {
    const known = new Set(Object.keys(EFFECTS.requested).map((act) => act.split(' ')[0]));
    expect([...known].sort()).toEqual(Object.keys(KINDS).sort());
  });
});

describe('what our own people may do', () => {
  it('is said for both roles in every state', () => {
    for (const role of ROLES) expect(Object.keys(TRANSITIONS[role]).sort()).toEqual([...CASE_STATES].sort());
  });

  it('names every command somewhere but the one that opens a case', () => {
    const named = new Set(
      ROLES.flatMap((role) => CASE_STATES.flatMap((state) => TRANSITIONS[role][state] as readonly string[])),
    );
    expect(OWN_COMMANDS.filter((command) => !named.has(command))).toEqual(['open case', 'open paper case']);
  });

  it('is no letter in a terminal state, and nothing at all once purged', () => {
    for (const role of ROLES) {
      for (const state of TERMINAL_STATES)
        for (const command of ['write', 'send', 'propose letter', 'approve', 'reopen', 'close'])
          expect(TRANSITIONS[role][state]).not.toContain(command);
      expect(TRANSITIONS[role].purged).toEqual([]);
    }
  });

  it('sends a request only when it is approved, and composes an answer only once it is in hand', () => {
    expect(
      CASE_STATES.filter((state) => (TRANSITIONS.requester[state] as readonly string[]).includes('propose request')),
    ).toEqual(['draft', 'proposed', 'approved']);
    expect(TRANSITIONS.requester.proposed).not.toContain('send');
    for (const state of ['received', 'acknowledged'] as const)
      expect(TRANSITIONS.responder[state]).not.toContain('compose answer');
    expect(TRANSITIONS.requester.answered).not.toContain('compose answer');
  });
});
