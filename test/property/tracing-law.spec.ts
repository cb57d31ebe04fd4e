import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Letter, mayWrite, MESSAGE_KINDS, otherRole, type Role } from '../../src/domain/messages/index.js';
import { digestOf } from '../../src/domain/shared/canonical.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { sharedOf, stateOf, TERMINAL_STATES } from '../../src/domain/tracing/case.js';
import { clocksOf } from '../../src/domain/tracing/clocks.js';
import { type Command } from '../../src/domain/tracing/command.js';
import { OWN_COMMANDS } from '../../src/domain/tracing/decide.js';
import { evolve, fold } from '../../src/domain/tracing/evolve.js';
import { EFFECTS, SHARED_STATES } from '../../src/domain/tracing/shared-state.js';
import { LETTERS } from '../support/letters.js';
import { paperContent, paperLetter, paperWith } from '../support/paper.js';
import { MemoryPair, person } from '../support/memory-pair.js';

const role = fc.constantFrom<Role>('requester', 'responder');
const letter = fc.constantFrom<Letter>(...MESSAGE_KINDS.map((kind) => LETTERS[kind]));
const PERSON = derivedId('person', 'x');

/** Any command of our own people, with plausible arguments: most are refused, and none may break the fold. */
const own: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>(
    { type: 'edit draft', body: { urgency: 'urgent', urgencyReason: 'lives' } },
    { type: 'choose addressee', partner: 'USA' },
    { type: 'propose request' },
    { type: 'send' },
    { type: 'record national check', check: { holder: 'police', result: 'no record' } },
    { type: 'return proposal', reason: 'not yet' },
    { type: 'accept request' },
    { type: 'choose record', outcome: 'not in records' },
    { type: 'choose record', outcome: 'traced to export' },
    { type: 'compose answer', part: 'final', level: 1 },
    { type: 'compose answer', part: 'part', level: 2 },
    { type: 'assign', personId: PERSON },
    { type: 'open consultation', kind: 'consult', withWhom: 'the prosecutor' },
    { type: 'end consultation', ordinal: 1, result: 'agreed' },
    { type: 'confirm storage' },
    { type: 'record disposal', kind: 'destroyed' },
    { type: 'place hold', kind: 'court', reason: 'trial' },
    { type: 'settle flag', code: 'persons to erase' },
    { type: 'open next request', state: 'AUT' },
    { type: 'close', outcome: 'not in records', established: 'not established' },
    { type: 'reopen', reason: 'new facts' },
    { type: 'purge' },
    { type: 'void letter', seq: 1, reason: 'in error' },
    { type: 'void letter', seq: 2, reason: 'in error' },
    { type: 'transcribe paper', content: paperWith(paperContent('XAA'), paperLetter('answer', '2025-12-01')) },
    { type: 'transcribe paper', content: paperContent('XAA') },
    { type: 'confirm paper' },
    { type: 'return paper', reason: 'not as on the letter' },
    { type: 'drop told', thread: derivedId('thread') },
  ),
  letter.map((one) => ({ type: 'write', letter: one }) as Command),
  letter.map(
    (one) =>
      ({ type: 'propose letter', letter: one, trueGround: 'national security consistent with the Charter' }) as Command,
  ),
);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('do' as const), role, command: own }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('approve' as const), role }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('deliver' as const), role, receipt: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(pair: MemoryPair, one: Step): void {
  const { kase } = pair.sides[one.role];
  if (one.what === 'deliver') {
    // A receipt that was lost comes again: a letter that waits for one is delivered from the outbox, never twice into the stream.
    pair.deliver(one.role, one.receipt);
  } else if (kase !== undefined) {
    if (one.what === 'do') pair.do(one.role, one.command);
    else
      pair.do(
        one.role,
        {
          type: 'approve',
          digest: kase.proposal?.digest ?? digestOf(''),
          factsDigest: kase.proposal?.factsDigest ?? digestOf(''),
        },
        {},
        person('head', ['head of NPC']),
      );
  }
}

const run = (steps: readonly Step[], start = MemoryPair.drafted(false)): MemoryPair => {
  for (const one of steps) take(start, one);
  return start;
};

describe('the law of tracing', () => {
  it('keeps the fold of the events equal to the stored case, for any acts of both sides', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, asked) => {
        const pair = run(steps, asked ? MemoryPair.asked(false) : MemoryPair.drafted(false));
        for (const side of Object.values(pair.sides))
          if (side.kase !== undefined) expect(fold(side.events)).toEqual(side.kase);
      }),
      { numRuns: 400 },
    );
  });

  it('never writes to the other State from a case on paper, and keeps its fold, for any acts', () => {
    const papers = (by: Role): MemoryPair => {
      const pair = MemoryPair.empty(false);
      const partner = by === 'requester' ? 'USA' : 'XAA';
      const content = paperContent('XAA');
      pair.must(by, { type: 'open paper case', role: by, partner, content, exercise: false });
      return pair;
    };
    const second = { type: 'confirm paper' } as const;
    const move = fc.oneof({ weight: 5, arbitrary: own }, { weight: 1, arbitrary: fc.constant(second) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), role, (commands, by) => {
        const pair = papers(by);
        for (const command of commands)
          pair.do(by, command, {}, command === second ? person('second') : person('author'));
        expect(pair.sides[by].outbox).toEqual([]);
        expect(fold(pair.sides[by].events)).toEqual(pair.kase(by));
        const trail = pair.kase(by).paper?.confirmed ?? [];
        for (const one of trail) expect(one.confirmedBy).not.toBe(one.transcribedBy);
      }),
      { numRuns: 200 },
    );
  });

  it('brings both sides to the same shared state when all is delivered', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const pair = run(
          steps.filter((one) => one.what !== 'do' || one.command.type !== 'purge'),
          MemoryPair.asked(false),
        );
        pair.settle();
        expect(sharedOf(pair.kase('requester')).state).toBe(sharedOf(pair.kase('responder')).state);
        expect(sharedOf(pair.kase('requester')).consents).toEqual(sharedOf(pair.kase('responder')).consents);
      }),
      { numRuns: 400 },
    );
  });

  it('reads the same due times on both nodes, however the letters were batched', () => {
    const due = (pair: MemoryPair, of: Role): unknown =>
      clocksOf(pair.kase(of))
        .filter((one) => ['acknowledge', 'answer', 'supply more', 'clarify', 'consent'].includes(one.clock))
        .map(({ clock, ordinal, reading }) => ({
          clock,
          ordinal,
          state: reading.state,
          dueAt: reading.dueAt,
          breached: reading.breached,
        }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const pair = run(
          steps
            .filter((one) => one.what !== 'do' || one.command.type !== 'purge')
            .map((one) => (one.what === 'deliver' ? { ...one, receipt: true } : one)),
          MemoryPair.asked(),
        );
        pair.settle();
        expect(due(pair, 'requester')).toEqual(due(pair, 'responder'));
        const again = pair.sides.requester.events.reduce<ReturnType<typeof evolve> | undefined>(evolve, undefined);
        expect(clocksOf(again ?? pair.kase('requester'))).toEqual(clocksOf(pair.kase('requester')));
      }),
      { numRuns: 60 },
    );
  });

  it('has a plan for every incoming kind in every state', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), role, letter, (steps, from, incoming) => {
        const pair = run(steps, MemoryPair.asked(false));
        pair.settle();
        if (!mayWrite(from, incoming.kind)) return;
        const kase = pair.kase(otherRole(from));
        const result = pair.do(otherRole(from), {
          type: 'receive letter',
          incoming: {
            partner: kase.partner ?? '',
            thread: kase.thread,
            seq: kase.streams[from].length + 1,
            seen: kase.streams[otherRole(from)].length,
            jti: derivedId('late'),
            mid: digestOf('late'),
            letter: incoming,
            sentAt: pair.now,
            receivedAt: pair.now,
            exercise: false,
          },
        });
        expect(result.ok).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('lets no command lead out of withdrawn, void or purged', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 25 }),
        fc.array(step, { minLength: 1, maxLength: 15 }),
        fc.constantFrom<Letter>(LETTERS.WITHDRAW),
        (before, after, end) => {
          const pair = run(before, MemoryPair.asked(false));
          pair.do('requester', { type: 'write', letter: end } as Command);
          pair.settle();
          const ended = (['requester', 'responder'] as const).filter((one) =>
            (TERMINAL_STATES as readonly string[]).includes(stateOf(pair.kase(one))),
          );
          const states = ended.map((one) => stateOf(pair.kase(one)));
          run(after, pair);
          ended.forEach((one, i) => {
            const now = stateOf(pair.kase(one));
            expect(now === 'purged' || now === states[i]).toBe(true);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('says of every act in every shared state what it does', () => {
    for (const state of SHARED_STATES)
      for (const effect of Object.values(EFFECTS[state])) expect(Object.keys(effect)).toHaveLength(1);
    expect(OWN_COMMANDS.length).toBeGreaterThan(25);
  });
});
