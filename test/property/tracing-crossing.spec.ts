import { describe, expect, it } from '@jest/globals';
import {
  type KindFrom,
  mayWrite,
  MESSAGE_KINDS,
  type MessageKind,
  type Role,
} from '../../src/domain/messages/index.js';
import { fold } from '../../src/domain/tracing/evolve.js';
import { sharedOf } from '../../src/domain/tracing/case.js';
import { CROSSING } from '../../src/domain/tracing/crossing.js';
import { LETTERS } from '../support/letters.js';
import { MemoryPair } from '../support/memory-pair.js';

const of = (role: Role): readonly MessageKind[] => MESSAGE_KINDS.filter((kind) => mayWrite(role, kind));
/** Orders of arrival: each side's letter first; the first receipt late. */
const ORDERS: readonly (readonly Role[])[] = [
  ['requester', 'responder'],
  ['responder', 'requester'],
];

/** What brings an open thread into each shared state that letters can cross in. */
const BEFORE: readonly (readonly [Role, MessageKind])[][] = [
  [],
  [['responder', 'ACKNOWLEDGE']],
  [['responder', 'ASK_MORE']],
  [['responder', 'ANSWER']],
  [['responder', 'DELAY']],
  [['responder', 'REFUSE']],
  [['responder', 'NOT_ACCEPTED']],
  [['responder', 'FORWARD_NOTICE']],
  [['requester', 'WITHDRAW']],
];

describe('letters that crossed', () => {
  it('finds every pair of kinds in the crossing table', () => {
    for (const a of of('requester'))
      for (const b of of('responder'))
        expect(['requester', 'responder']).toContain(CROSSING[a as KindFrom<'requester'>][b as KindFrom<'responder'>]);
  });

  it.each(BEFORE.map((before) => [before.map(([, kind]) => kind).join(' ') || 'REQUEST', before] as const))(
    'leave both sides in the same shared state after %s, whatever the order of arrival',
    (_name, before) => {
      for (const a of of('requester').filter((kind) => kind !== 'REQUEST')) {
        for (const b of of('responder')) {
          const ends = ORDERS.map((order) => {
            const pair = MemoryPair.asked(false);
            for (const [role, kind] of before) {
              pair.force(role, LETTERS[kind]);
              pair.settle();
            }
            pair.force('requester', LETTERS[a]);
            pair.force('responder', LETTERS[b]);
            for (const role of order) pair.deliver(role);
            const mine = sharedOf(pair.kase('requester'));
            const theirs = sharedOf(pair.kase('responder'));
            expect({ a, b, state: mine.state, consents: mine.consents, answer: mine.answer }).toEqual({
              a,
              b,
              state: theirs.state,
              consents: theirs.consents,
              answer: theirs.answer,
            });
            for (const side of [pair.sides.requester, pair.sides.responder])
              expect(fold(side.events)).toEqual(side.kase);
            return mine.state;
          });
          expect(new Set(ends).size).toBe(1);
        }
      }
    },
  );

  it('stay in the same state with a third letter that had seen only one of them', () => {
    for (const order of ORDERS) {
      const pair = MemoryPair.asked(false);
      pair.force('requester', LETTERS.WITHDRAW);
      pair.force('responder', LETTERS.ASK_MORE);
      pair.force('responder', LETTERS.ANSWER);
      for (const role of [...order, ...order, ...order]) pair.deliver(role);
      expect(sharedOf(pair.kase('requester')).state).toBe('withdrawn');
      expect(sharedOf(pair.kase('responder')).state).toBe('withdrawn');
    }
  });
});
