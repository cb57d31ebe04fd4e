import { describe, expect, it } from '@jest/globals';
import { type Letter, type Role } from '../../src/domain/messages/index.js';
import { addMs } from '../../src/domain/shared/instant.js';
import { clocksOf } from '../../src/domain/tracing/clocks.js';
import { type Command } from '../../src/domain/tracing/command.js';
import { type PlannedClock } from '../../src/domain/tracing/plan.js';
import { LETTERS } from '../support/letters.js';
import { MemoryPair } from '../support/memory-pair.js';

const DAY = 86_400_000;
const clock = (pair: MemoryPair, kind: string, role: Role = 'requester', ordinal = 1): PlannedClock | undefined =>
  clocksOf(pair.kase(role)).find((one) => one.clock === kind && one.ordinal === ordinal);
const reads = (pair: MemoryPair, kind: string, role: Role = 'requester', ordinal = 1): string | undefined =>
  clock(pair, kind, role, ordinal)?.reading.state;
function sent(pair: MemoryPair, role: Role, letter: Letter): MemoryPair {
  pair.force(role, letter);
  pair.settle();
  return pair;
}

describe('clocks that both States see', () => {
  it('start with the receipt of the request, on both nodes alike', () => {
    const pair = MemoryPair.asked();
    const received = pair.kase('requester').streams.requester[0]?.receivedAt;
    for (const kind of ['acknowledge', 'answer']) {
      expect(clock(pair, kind)?.reading).toMatchObject({ state: 'running', startedAt: received });
      expect(clock(pair, kind)?.reading).toEqual(clock(pair, kind, 'responder')?.reading);
    }
  });

  it('do not run without a receipt: not delivered, never late', () => {
    const pair = MemoryPair.drafted();
    pair.must('requester', { type: 'propose request' });
    pair.approve('requester');
    pair.must('requester', { type: 'send' });
    expect(reads(pair, 'answer')).toBeUndefined();
    expect(reads(pair, 'deliver')).toBe('running');
    pair.deliver('requester');
    expect(reads(pair, 'deliver')).toBe('met');
  });

  it("pause while more is asked and resume with it; the other clock is the asker's", () => {
    const pair = sent(MemoryPair.asked(), 'responder', LETTERS.ASK_MORE);
    expect([reads(pair, 'acknowledge'), reads(pair, 'answer'), reads(pair, 'supply more')]).toEqual([
      'met',
      'paused',
      'running',
    ]);
    const before = clock(MemoryPair.asked(), 'answer')?.reading.dueAt ?? '';
    pair.now = addMs(pair.now, 3 * DAY);
    sent(pair, 'requester', LETTERS.MORE);
    expect([reads(pair, 'answer'), reads(pair, 'supply more')]).toEqual(['running', 'met']);
    const [asked, supplied] = [
      pair.kase('requester').streams.responder[0],
      pair.kase('requester').streams.requester[1],
    ];
    const stood = Date.parse(supplied?.receivedAt ?? '') - Date.parse(asked?.receivedAt ?? '');
    expect(stood).toBeGreaterThan(3 * DAY);
    expect(clock(pair, 'answer')?.reading.dueAt).toBe(addMs(before, stood));
  });

  it('count each round of questions by itself', () => {
    const pair = MemoryPair.asked();
    for (const letter of [LETTERS.ASK_MORE, LETTERS.ASK_MORE]) sent(pair, 'responder', letter);
    sent(pair, 'requester', LETTERS.MORE);
    expect([reads(pair, 'supply more'), reads(pair, 'supply more', 'requester', 2)]).toEqual(['met', undefined]);
    sent(pair, 'responder', LETTERS.ASK_MORE);
    expect([reads(pair, 'supply more'), reads(pair, 'supply more', 'requester', 2)]).toEqual(['met', 'running']);
  });

  it('are extended to the end of the day that a delay names, where the asked State keeps its clock', () => {
    const pair = sent(MemoryPair.asked(), 'responder', LETTERS.DELAY);
    expect(clock(pair, 'answer')?.reading.dueAt).toBe('2026-06-02T04:00:00.000Z'); // midnight in New York
  });

  it.each(['ANSWER', 'REFUSE', 'NOT_ACCEPTED', 'FORWARD_NOTICE'] as const)('are met by %s', (kind) => {
    expect(reads(sent(MemoryPair.asked(), 'responder', LETTERS[kind]), 'answer')).toBe('met');
  });

  it('are not met by an answer in part, a restriction or a reminder', () => {
    for (const letter of [
      { kind: 'ANSWER', body: { ...LETTERS.ANSWER.body, part: 'part' } },
      LETTERS.RESTRICT,
      LETTERS.REMIND,
    ] as const)
      expect(reads(sent(MemoryPair.asked(), 'responder', letter), 'answer')).toBe('running');
  });

  it('are cancelled by a withdrawal', () => {
    const pair = sent(sent(MemoryPair.asked(), 'responder', LETTERS.ASK_MORE), 'requester', LETTERS.WITHDRAW);
    expect([reads(pair, 'answer'), reads(pair, 'supply more')]).toEqual(['cancelled', 'cancelled']);
  });

  it('run for clarification and for consent until they come', () => {
    const pair = sent(sent(MemoryPair.asked(), 'responder', LETTERS.REFUSE), 'requester', LETTERS.CLARIFY);
    sent(pair, 'requester', LETTERS.CONSENT_REQUEST);
    expect([reads(pair, 'clarify'), reads(pair, 'consent')]).toEqual(['running', 'running']);
    sent(sent(pair, 'responder', LETTERS.CLARIFICATION), 'responder', LETTERS.CONSENT);
    expect([reads(pair, 'clarify'), reads(pair, 'consent')]).toEqual(['met', 'met']);
  });

  it('name their due times in the accepted receipt; a reminder of our own is never sent', () => {
    const pair = MemoryPair.drafted();
    pair.must('requester', { type: 'propose request' });
    pair.approve('requester');
    pair.must('requester', { type: 'send' });
    expect(pair.deliver('requester')?.due.map((one) => one.clock)).toEqual(['acknowledge', 'answer']);
    const ours = pair.kase('responder').rules;
    if (ours === undefined) throw new Error('no rules');
    const quiet = {
      ...ours,
      shared: { ...ours.shared, answer: { ...ours.shared.answer, standing: 'our reminder' as const } },
    };
    const other = MemoryPair.drafted();
    other.must('requester', { type: 'propose request' });
    other.approve('requester');
    other.must('requester', { type: 'send' });
    const [letter] = other.sides.requester.outbox;
    if (letter === undefined) throw new Error('nothing was sent');
    const incoming = {
      partner: 'XAA',
      thread: letter.thread,
      seq: 1,
      seen: 0,
      jti: letter.jti,
      mid: 'm',
      letter: letter.letter,
      sentAt: other.now,
      receivedAt: other.now,
      exercise: false,
    };
    expect(
      other.must('responder', { type: 'receive letter', incoming }, { rules: quiet }).due.map((one) => one.clock),
    ).toEqual(['acknowledge']);
  });
});

describe('clocks of our own house', () => {
  it('run for approval until it is given', () => {
    const pair = MemoryPair.drafted();
    pair.must('requester', { type: 'propose request' });
    expect(reads(pair, 'approve')).toBe('running');
    pair.approve('requester');
    expect(reads(pair, 'approve')).toBe('met');
    pair.must('requester', { type: 'edit draft', body: {} });
    expect(reads(pair, 'approve')).toBeUndefined();
  });

  it('run for each consultation and for a correction to act on', () => {
    const pair = MemoryPair.asked();
    for (const kind of ['consult', 'record holder'] as const)
      pair.must('responder', { type: 'open consultation', kind, withWhom: 'x' });
    pair.must('responder', { type: 'end consultation', ordinal: 1, result: 'yes' });
    expect([reads(pair, 'consult', 'responder'), reads(pair, 'record holder', 'responder', 2)]).toEqual([
      'met',
      'running',
    ]);
    sent(sent(pair, 'responder', LETTERS.ANSWER), 'responder', LETTERS.CORRECT);
    expect(reads(pair, 'correct')).toBe('running');
    pair.must('requester', { type: 'settle flag', code: 'correction to act on' });
    expect(reads(pair, 'correct')).toBe('met');
  });

  const closed = (): MemoryPair => {
    const pair = MemoryPair.asked();
    const { kase } = pair.sides.requester;
    if (kase === undefined) throw new Error('no case');
    pair.sides.requester.kase = { ...kase, custody: { startedAt: pair.now } };
    return sent(pair, 'responder', LETTERS.ANSWER);
  };
  const close: Command = { type: 'close', outcome: 'not in records', established: 'not established' };
  const hold = (pair: MemoryPair): string => {
    pair.must('requester', { type: 'place hold', kind: 'court', reason: 'trial' });
    return pair.kase('requester').holds.at(-1)?.id ?? '';
  };

  it('run for storage from the recovery on, for disposal from the closing on (ITI 9)', () => {
    const pair = closed();
    expect([reads(pair, 'custody'), reads(pair, 'disposal')]).toEqual(['running', undefined]);
    pair.must('requester', { type: 'confirm storage' });
    pair.must('requester', close);
    expect([reads(pair, 'custody'), reads(pair, 'disposal')]).toEqual(['met', 'running']);
    pair.must('requester', { type: 'record disposal', kind: 'destroyed' });
    expect(reads(pair, 'disposal')).toBe('met');
  });

  it('stand still from the start where a hold is older than the closing', () => {
    const pair = closed();
    const id = hold(pair);
    pair.must('requester', close);
    expect(reads(pair, 'disposal')).toBe('paused');
    pair.must('requester', { type: 'lift hold', id });
    expect(reads(pair, 'disposal')).toBe('running');
  });

  it('stand still while any of several holds is open', () => {
    const pair = closed();
    pair.must('requester', close);
    const [first, second] = [hold(pair), hold(pair)];
    pair.must('requester', { type: 'lift hold', id: first });
    expect(reads(pair, 'disposal')).toBe('paused');
    pair.must('requester', { type: 'lift hold', id: second });
    expect(reads(pair, 'disposal')).toBe('running');
  });

  it('run for disposal after a withdrawal too', () => {
    const pair = MemoryPair.asked();
    const { kase } = pair.sides.requester;
    if (kase === undefined) throw new Error('no case');
    pair.sides.requester.kase = { ...kase, custody: { startedAt: pair.now } };
    expect(reads(sent(pair, 'requester', LETTERS.WITHDRAW), 'disposal')).toBe('running');
  });
});

describe('a step of a clock', () => {
  const step = (pair: MemoryPair): Extract<Command, { type: 'reach deadline' }> => {
    const { reading } = clock(pair, 'answer') ?? {};
    const at = reading?.steps.find((one) => one.percent === 50)?.at ?? '';
    return { type: 'reach deadline', clock: 'answer', ordinal: 1, percent: 50, stepAt: at };
  };
  it('is reached once, with the time at which it was noticed', () => {
    const pair = MemoryPair.asked();
    const command = step(pair);
    expect(pair.must('requester', command).events).toEqual([]); // not yet
    pair.now = addMs(command.stepAt, DAY);
    pair.must('requester', command);
    expect(pair.kase('requester').steps).toMatchObject([{ percent: 50, at: command.stepAt, detectedAt: pair.now }]);
    expect(pair.must('requester', command).events).toEqual([]);
  });

  it('is void where the clock has been paused, met or moved meanwhile', () => {
    for (const kind of ['ASK_MORE', 'ANSWER', 'DELAY'] as const) {
      const pair = MemoryPair.asked();
      const command = step(pair);
      sent(pair, 'responder', LETTERS[kind]);
      pair.now = addMs(command.stepAt, DAY);
      expect([kind, pair.must('requester', command).events]).toEqual([kind, []]);
    }
  });
});
