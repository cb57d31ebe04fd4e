import { describe, expect, it } from '@jest/globals';
import { type MessageKind, type Role } from '../../src/domain/messages/index.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { stateOf } from '../../src/domain/tracing/case.js';
import { type Command } from '../../src/domain/tracing/command.js';
import { LETTERS } from '../support/letters.js';
import { MemoryPair, person } from '../support/memory-pair.js';

const CLOSE: Command = { type: 'close', outcome: 'not in records', established: 'not established' };
const DESTROY: Command = { type: 'record disposal', kind: 'destroyed' };
const MARK: Command = { type: 'record disposal', kind: 'marked and recorded' };

function after(...kinds: readonly (readonly [Role, MessageKind])[]): MemoryPair {
  const pair = MemoryPair.asked(false);
  for (const [role, kind] of kinds) {
    pair.force(role, LETTERS[kind]);
    pair.settle();
  }
  return pair;
}
const state = (pair: MemoryPair, role: Role = 'requester'): string => stateOf(pair.kase(role));

describe('custody of an illicit weapon (ITI 9)', () => {
  const stored = (pair: MemoryPair): MemoryPair => {
    pair.must('requester', { type: 'confirm storage' });
    return pair;
  };
  const closed = (): MemoryPair => {
    const pair = stored(after(['responder', 'ANSWER']));
    pair.must('requester', CLOSE);
    return pair;
  };

  it.each([DESTROY, MARK])('disposes of nothing before secure storage is confirmed (%#)', (command) => {
    expect(after().do('requester', command)).toMatchObject({ ok: false, code: 'storage-unconfirmed', rule: 'ITI 9' });
  });

  it('confirms storage once', () => {
    expect(stored(after()).must('requester', { type: 'confirm storage' }).events).toEqual([]);
  });

  it('marks and records at any time', () => {
    expect(stored(after()).do('requester', MARK).ok).toBe(true);
  });

  it.each<[string, () => MemoryPair]>([
    ['the trace is open', () => stored(after())],
    ['the answer is here and the case not closed', () => stored(after(['responder', 'ANSWER']))],
    ['the draft was never sent', () => stored(MemoryPair.drafted(false))],
  ])('destroys nothing while %s', (_while, make) => {
    expect(make().do('requester', DESTROY)).toMatchObject({ ok: false, code: 'custody-held', rule: 'ITI 9' });
  });

  it.each(['court', 'partner', 'legal'] as const)(
    'destroys nothing while a %s hold is open, and may when it is lifted',
    (kind) => {
      const pair = closed();
      pair.must('requester', { type: 'place hold', kind, reason: 'trial' });
      expect(pair.do('requester', DESTROY)).toMatchObject({ ok: false, code: 'custody-held' });
      pair.must('requester', { type: 'lift hold', id: pair.kase('requester').holds[0]?.id ?? '' });
      expect(pair.do('requester', DESTROY).ok).toBe(true);
    },
  );

  it('destroys nothing while a later request of the chain is open', () => {
    const pair = closed();
    expect(pair.do('requester', DESTROY, { chainOpen: true })).toMatchObject({ ok: false, code: 'custody-held' });
    expect(pair.do('requester', MARK, { chainOpen: true }).ok).toBe(true);
  });

  it('destroys nothing after reopening', () => {
    const pair = closed();
    pair.must('requester', { type: 'reopen', reason: 'new facts' });
    expect(pair.do('requester', DESTROY)).toMatchObject({ ok: false, code: 'custody-held' });
  });

  it('destroys nothing while the asked State has reopened a closed matter', () => {
    const pair = stored(after(['responder', 'NOT_ACCEPTED']));
    pair.must('requester', CLOSE);
    pair.force('responder', LETTERS.ACKNOWLEDGE);
    pair.settle();
    expect(pair.do('requester', DESTROY)).toMatchObject({ ok: false, code: 'custody-held' });
  });

  it.each<[string, () => MemoryPair]>([
    ['closing', closed],
    [
      'closing on an answer in part',
      () => {
        const pair = stored(MemoryPair.asked(false));
        pair.force('responder', { kind: 'ANSWER', body: { ...LETTERS.ANSWER.body, part: 'part' } });
        pair.settle();
        pair.must('requester', CLOSE);
        return pair;
      },
    ],
    ['withdrawing, which needs no closing', () => stored(after(['requester', 'WITHDRAW']))],
  ])('may destroy after %s', (_what, make) => {
    expect(make().do('requester', DESTROY).ok).toBe(true);
  });

  it('disposes of nothing that was destroyed', () => {
    const pair = closed();
    pair.must('requester', DESTROY);
    expect(pair.do('requester', MARK)).toMatchObject({ ok: false, code: 'state-forbids' });
  });

  it('lifts no hold that is not open', () => {
    expect(after().do('requester', { type: 'lift hold', id: derivedId('none') })).toMatchObject({
      ok: false,
      code: 'hold-unknown',
    });
  });
});

describe('closing', () => {
  it.each<[string, readonly (readonly [Role, MessageKind])[]]>([
    ['answered', [['responder', 'ANSWER']]],
    ['refused', [['responder', 'REFUSE']]],
    ['not accepted', [['responder', 'NOT_ACCEPTED']]],
    ['forwarded', [['responder', 'FORWARD_NOTICE']]],
  ])('closes what was %s, on both sides', (_what, letters) => {
    const pair = after(...letters);
    for (const role of ['requester', 'responder'] as const) {
      pair.must(role, CLOSE);
      expect(state(pair, role)).toBe('closed');
    }
  });

  it('closes a trace that ended at home', () => {
    const pair = MemoryPair.drafted(false);
    pair.must('requester', {
      type: 'close',
      outcome: 'traced to last lawful holder',
      established: 'on other evidence',
      diversion: { kind: 'straw purchase', confidence: 'probable', basis: 'statement' },
      lessons: 'Check dealers.',
    });
    expect(pair.kase('requester').closing).toMatchObject({
      diversion: { confidence: 'probable' },
      lessons: 'Check dealers.',
    });
  });

  it.each<[string, readonly (readonly [Role, MessageKind])[]]>([
    ['sent', []],
    ['acknowledged', [['responder', 'ACKNOWLEDGE']]],
    ['asked for more', [['responder', 'ASK_MORE']]],
    ['delayed', [['responder', 'DELAY']]],
    ['restricted', [['responder', 'RESTRICT']]],
  ])('closes nothing that is %s', (_what, letters) => {
    for (const role of ['requester', 'responder'] as const)
      expect(after(...letters).do(role, CLOSE)).toMatchObject({ ok: false, code: 'matter-open' });
  });

  it('closes an answer in part for the asker only', () => {
    const pair = MemoryPair.asked(false);
    pair.force('responder', { kind: 'ANSWER', body: { ...LETTERS.ANSWER.body, part: 'part' } });
    pair.settle();
    expect(pair.do('responder', CLOSE)).toMatchObject({ ok: false, code: 'matter-open' });
    expect(pair.do('requester', CLOSE).ok).toBe(true);
  });

  it('still takes a correction of the partner, and nobody is left unaware', () => {
    const pair = after(['responder', 'ANSWER']);
    pair.must('requester', CLOSE);
    pair.force('responder', LETTERS.CORRECT);
    pair.settle();
    expect(state(pair)).toBe('closed');
    expect(pair.kase('requester').flags).toMatchObject([{ code: 'correction to act on' }]);
    pair.must('requester', { type: 'settle flag', code: 'correction to act on' });
    expect(pair.kase('requester').flags[0]?.doneAt).toBeDefined();
    expect(pair.must('requester', { type: 'settle flag', code: 'correction to act on' }).events).toEqual([]);
  });

  it.each([
    ['requester', 'MORE'],
    ['requester', 'WITHDRAW'],
    ['requester', 'REMIND'],
    ['responder', 'ASK_MORE'],
    ['responder', 'ACKNOWLEDGE'],
  ] as const)('lets no %s write %s: reopen first', (role, kind) => {
    const pair = after(['responder', 'NOT_ACCEPTED']);
    pair.must(role, CLOSE);
    expect(pair.do(role, { type: 'write', letter: LETTERS[kind] })).toMatchObject({
      ok: false,
      code: 'state-forbids',
    });
    pair.must(role, { type: 'reopen', reason: 'new facts' });
    expect(pair.do(role, { type: 'write', letter: LETTERS[kind] }).ok).toBe(true);
  });

  it('takes a proposal back that was not sent', () => {
    const pair = after(['responder', 'ANSWER']);
    pair.must('requester', {
      type: 'propose letter',
      letter: {
        kind: 'CORRECT',
        body: { corrects: pair.kase('requester').streams.requester[0]?.mid ?? '', reason: 'x' },
      },
    });
    pair.must('requester', CLOSE);
    expect(pair.kase('requester').proposal).toBeUndefined();
  });

  it('reopens nothing that is open', () => {
    expect(after().do('requester', { type: 'reopen', reason: 'x' })).toMatchObject({
      ok: false,
      code: 'state-forbids',
    });
  });
});

describe('purging', () => {
  it('leaves no content and asks for the key to be destroyed', () => {
    const pair = after(['responder', 'ANSWER']);
    pair.must('requester', CLOSE);
    expect(pair.must('requester', { type: 'purge' }).followUps).toMatchObject([{ kind: 'erase' }]);
    expect(state(pair)).toBe('purged');
    expect(pair.kase('requester')).not.toHaveProperty('draft');
  });

  it('waits for every hold', () => {
    const pair = after(['responder', 'ANSWER']);
    pair.must('requester', CLOSE);
    pair.must('requester', { type: 'place hold', kind: 'legal', reason: 'audit' });
    expect(pair.do('requester', { type: 'purge' })).toMatchObject({ ok: false, code: 'custody-held' });
  });

  it('touches no open matter', () => {
    for (const role of ['requester', 'responder'] as const)
      expect(after().do(role, { type: 'purge' })).toMatchObject({ ok: false, code: 'state-forbids' });
  });

  it('ends in a case that nothing moves any more: a letter that comes is recorded without effect and opens no chain', () => {
    const pair = after(['responder', 'ANSWER']);
    pair.must('requester', CLOSE);
    pair.must('requester', { type: 'purge' });
    pair.force('responder', LETTERS.FORWARD_NOTICE);
    expect(pair.deliver('responder', false)).toMatchObject({ without: 'purged', followUps: [] });
    expect(pair.must('requester', { type: 'note next case', caseId: 'x', state: 'AUT' }).events).toEqual([]);
    expect(pair.do('requester', CLOSE)).toMatchObject({ ok: false, code: 'state-forbids' });
  });
});

describe('acts that stay in the house', () => {
  it('ask within the State and end with a result, each once', () => {
    const pair = after();
    pair.must('responder', { type: 'open consultation', kind: 'record holder', withWhom: 'the maker' });
    pair.must('responder', { type: 'end consultation', ordinal: 1, result: 'sold in 1999' });
    for (const ordinal of [1, 2])
      expect(pair.do('responder', { type: 'end consultation', ordinal, result: 'x' })).toMatchObject({
        ok: false,
        code: 'consultation-unknown',
      });
  });

  it('record who was assigned, spoken to and let in', () => {
    const pair = after();
    const compartment = {
      ...pair.kase('responder').compartment,
      sealed: true,
      namedPersonIds: [derivedId('person', 'a')],
    };
    pair.must('responder', { type: 'assign', personId: derivedId('person', 'a') });
    pair.must('responder', { type: 'change compartment', compartment, reason: 'covert' });
    pair.must(
      'responder',
      { type: 'record contact', contact: { at: pair.now, channel: 'telephone', what: 'urgent', calledBack: true } },
      {},
      person('caller'),
    );
    expect(pair.kase('responder')).toMatchObject({
      assigneeId: derivedId('person', 'a'),
      compartment,
      contacts: [{ by: person('caller').id, calledBack: true }],
    });
  });

  it('note the next case once', () => {
    const pair = after();
    pair.must('requester', { type: 'note next case', caseId: 'c', state: 'AUT' });
    expect(pair.must('requester', { type: 'note next case', caseId: 'c', state: 'AUT' }).events).toEqual([]);
  });
});
