import { describe, expect, it } from '@jest/globals';
import { type Letter, type MessageKind, type Role } from '../../src/domain/messages/index.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { type Case, sharedOf, stateOf } from '../../src/domain/tracing/case.js';
import { type Command, PLAIN_KINDS, PROPOSED_KINDS } from '../../src/domain/tracing/command.js';
import { APPROVALS } from '../../src/domain/tracing/decide-letter.js';
import { LETTERS } from '../support/letters.js';
import { MemoryPair, midOf, person } from '../support/memory-pair.js';

const write = (letter: Letter): Command => ({ type: 'write', letter }) as Command;
const propose = (letter: Letter, more: object = {}): Command =>
  ({ type: 'propose letter', letter, ...more }) as Command;
const mid = (kase: Case, role: Role, seq: number): string => kase.streams[role][seq - 1]?.mid ?? '';

/** Approved by the head and sent. */
function send(pair: MemoryPair, role: Role, letter: Letter): void {
  pair.must(role, propose(letter));
  pair.approve(role);
  pair.must(role, { type: 'send' });
  pair.settle();
}
function asked(...sent: readonly (readonly [Role, MessageKind])[]): MemoryPair {
  const pair = MemoryPair.asked(false);
  for (const [role, kind] of sent) {
    pair.force(role, LETTERS[kind]);
    pair.settle();
  }
  return pair;
}
const states = (pair: MemoryPair): readonly string[] => [
  stateOf(pair.kase('requester')),
  stateOf(pair.kase('responder')),
];

describe('letters of one person', () => {
  it('acknowledge, ask for more, supply it, and more than once', () => {
    const pair = MemoryPair.asked(false);
    expect(states(pair)).toEqual(['delivered', 'received']);
    pair.write('responder', LETTERS.ACKNOWLEDGE);
    pair.settle();
    expect(states(pair)).toEqual(['acknowledged', 'acknowledged']);
    for (const round of [1, 2]) {
      pair.write('responder', LETTERS.ASK_MORE);
      pair.settle();
      expect([round, ...states(pair)]).toEqual([round, 'more asked', 'more asked']);
      pair.write('requester', LETTERS.MORE);
      pair.settle();
      expect([round, ...states(pair)]).toEqual([round, 'acknowledged', 'acknowledged']);
    }
  });

  it('go on from where the question was asked', () => {
    const pair = asked(
      ['responder', 'DELAY'],
      ['responder', 'ASK_MORE'],
      ['responder', 'ASK_MORE'],
      ['requester', 'MORE'],
    );
    expect(states(pair)).toEqual(['delayed', 'delayed']);
  });

  it.each<[string, readonly (readonly [Role, MessageKind])[], Role, MessageKind, string]>([
    ['the asker acknowledges', [], 'requester', 'ACKNOWLEDGE', 'kind-not-of-role'],
    ['the asked State withdraws', [], 'responder', 'WITHDRAW', 'kind-not-of-role'],
    ['feedback comes before any answer', [], 'requester', 'FEEDBACK', 'letter-without-effect'],
    [
      'a clarification is asked of a mere acknowledgement',
      [['responder', 'ACKNOWLEDGE']],
      'requester',
      'CLARIFY',
      'letter-without-effect',
    ],
    [
      'an answered matter is acknowledged',
      [['responder', 'ANSWER']],
      'responder',
      'ACKNOWLEDGE',
      'letter-without-effect',
    ],
    ['more is asked after the answer', [['responder', 'ANSWER']], 'responder', 'ASK_MORE', 'letter-without-effect'],
    [
      'a clarification names no letter of the other side',
      [['responder', 'REFUSE']],
      'requester',
      'CLARIFY',
      'letter-unknown',
    ],
    [
      'consent is asked to pass on what was never sent',
      [['responder', 'ANSWER']],
      'requester',
      'CONSENT_REQUEST',
      'letter-unknown',
    ],
  ])('are refused when %s', (_when, before, role, kind, code) => {
    expect(asked(...before).do(role, write(LETTERS[kind]))).toMatchObject({ ok: false, code });
  });

  it.each(PROPOSED_KINDS.concat(['REQUEST', 'ANSWER', 'VOID'] as never))(
    'never carry %s past its second person',
    (kind) => {
      const role = (['REQUEST'] as readonly string[]).includes(kind) ? 'requester' : 'responder';
      expect(asked().do(role, write(LETTERS[kind as MessageKind]))).toMatchObject({
        ok: false,
        code: 'approval-missing',
      });
    },
  );

  it('are not proposed where one person writes them', () => {
    for (const kind of PLAIN_KINDS)
      expect(asked().do('responder', propose(LETTERS[kind]))).toMatchObject({ ok: false, code: 'approval-missing' });
  });

  it('remind in every open state, from both sides', () => {
    for (const role of ['requester', 'responder'] as const)
      expect(asked(['responder', 'ASK_MORE']).do(role, write(LETTERS.REMIND)).ok).toBe(true);
  });

  it('end the matter for both when the asker withdraws, and flag the persons to erase', () => {
    const pair = asked(['responder', 'ACKNOWLEDGE']);
    pair.write('requester', LETTERS.WITHDRAW);
    pair.settle();
    expect(states(pair)).toEqual(['withdrawn', 'withdrawn']);
    expect(pair.kase('responder').flags.map((flag) => flag.code)).toContain('persons to erase');
    expect(pair.do('responder', write(LETTERS.REMIND))).toMatchObject({ ok: false, code: 'state-forbids' });
  });

  it('go to no State whose exchange is suspended here', () => {
    const pair = MemoryPair.asked(false);
    const suspended = {
      partner: {
        state: 'XAA',
        version: 2,
        channel: 'node',
        pinned: true,
        suspended: true,
        highestLevel: 1,
        confidentialityAssessed: true,
      },
    } as const;
    expect(pair.do('responder', write(LETTERS.ACKNOWLEDGE), suspended)).toMatchObject({
      ok: false,
      code: 'partner-suspended',
    });
  });

  it('give feedback on an answer, also after closing', () => {
    const pair = asked(['responder', 'ANSWER']);
    pair.must('requester', { type: 'close', outcome: 'not in records', established: 'not established' });
    expect(pair.do('requester', write(LETTERS.FEEDBACK)).ok).toBe(true);
  });
});

describe('who approves a letter', () => {
  const APPROVER: readonly [MessageKind, string][] = [
    ['REQUEST', 'second person'],
    ['ANSWER', 'second person'],
    ['DELAY', 'second person'], // a new date without a ground of ITI 22
    ['RESTRICT', 'head of NPC'], // ITI 22
    ['REFUSE', 'head of NPC'], // ITI 22
    ['NOT_ACCEPTED', 'second person'], // not an ITI 22 refusal
    ['FORWARD_NOTICE', 'second person'],
    ['CONSENT', 'supervisor'], // ITI 15
    ['CORRECT', 'second person'],
  ];
  it.each(APPROVER)('of %s is the %s', (kind, needs) => {
    expect(APPROVALS[kind as keyof typeof APPROVALS](LETTERS[kind], undefined)).toBe(needs);
  });

  const ground = 'national security consistent with the Charter';
  it('is the head where a delay rests on a ground of ITI 22, told or kept', () => {
    const told: Letter = { kind: 'DELAY', body: { ...LETTERS.DELAY.body, ground } };
    expect(APPROVALS.DELAY(told, undefined)).toBe('head of NPC');
    expect(APPROVALS.DELAY(LETTERS.DELAY, ground)).toBe('head of NPC');
  });

  it.each(['RESTRICT', 'REFUSE'] as const)('finds no %s without one of the four grounds (ITI 22)', (kind) => {
    const { ground: _ground, ...body } = LETTERS[kind].body;
    const neutral = { kind, body } as Letter;
    expect(asked().do('responder', propose(neutral))).toMatchObject({
      ok: false,
      code: 'refusal-ground-missing',
      rule: 'ITI 22',
    });
    expect(asked().do('responder', propose(neutral, { trueGround: ground })).ok).toBe(true);
  });

  it('keeps the true ground out of the letter that goes', () => {
    const pair = asked();
    pair.must(
      'responder',
      propose({ kind: 'REFUSE', body: { text: 'Cannot be answered at present.' } }, { trueGround: ground }),
    );
    pair.approve('responder');
    const { messages } = pair.must('responder', { type: 'send' });
    expect(JSON.stringify(messages)).not.toContain(ground);
  });

  it.each([
    ['an officer', ['officer']],
    ['a supervisor', ['supervisor']],
  ] as const)('lets %s approve no refusal', (_who, roles) => {
    const pair = asked();
    pair.must('responder', propose(LETTERS.REFUSE));
    const { proposal } = pair.kase('responder');
    const command: Command = {
      type: 'approve',
      digest: proposal?.digest ?? '',
      factsDigest: proposal?.factsDigest ?? '',
    };
    expect(pair.do('responder', command, {}, person('other', roles))).toMatchObject({
      ok: false,
      code: 'approver-rank',
      rule: 'head of NPC',
    });
  });

  it('approved what has no effect any more: nothing goes', () => {
    const pair = asked();
    pair.must('responder', propose(LETTERS.DELAY));
    pair.approve('responder');
    pair.force('requester', LETTERS.WITHDRAW);
    pair.settle();
    expect(pair.do('responder', { type: 'send' })).toMatchObject({ ok: false, code: 'state-forbids' });
  });

  it('saw fewer letters than came since: the approval is void', () => {
    const pair = asked();
    pair.must('responder', propose(LETTERS.DELAY));
    pair.approve('responder');
    pair.force('requester', LETTERS.REMIND);
    pair.settle();
    expect(pair.do('responder', { type: 'send' })).toMatchObject({
      ok: false,
      code: 'approval-void',
      field: '/factsDigest',
    });
  });

  it.each(['approve', 'send', 'return proposal'] as const)('finds nothing to %s where nothing was proposed', (type) => {
    const command = { type, digest: '', factsDigest: '', reason: 'x' } as unknown as Command;
    expect(asked().do('responder', command)).toMatchObject({ ok: false, code: 'nothing-proposed' });
  });
});

describe('reasons and their clarification (ITI 23)', () => {
  it('clarify a refusal, after which the asked State may yet answer', () => {
    const pair = MemoryPair.asked(false);
    send(pair, 'responder', LETTERS.REFUSE);
    pair.write('requester', {
      kind: 'CLARIFY',
      body: { about: mid(pair.kase('requester'), 'responder', 1), question: 'Until when?' },
    });
    pair.settle();
    pair.write('responder', {
      kind: 'CLARIFICATION',
      body: { about: mid(pair.kase('responder'), 'requester', 2), text: 'Until the trial ends.' },
    });
    pair.settle();
    expect(states(pair)).toEqual(['refused', 'refused']);
    pair.force('responder', LETTERS.ANSWER);
    pair.settle();
    expect(states(pair)).toEqual(['answered', 'answered']);
  });
});

describe('a correction', () => {
  it('of an answer changes what both hold of it, and a person is told', () => {
    const pair = asked(['responder', 'ANSWER']);
    send(pair, 'responder', {
      kind: 'CORRECT',
      body: {
        corrects: mid(pair.kase('responder'), 'responder', 1),
        reason: 'A digit was misread.',
        outcome: 'serial incomplete',
      },
    });
    for (const role of ['requester', 'responder'] as const)
      expect(sharedOf(pair.kase(role)).answer).toMatchObject({ outcome: 'serial incomplete', corrected: true });
    expect(pair.kase('requester').flags).toMatchObject([
      { code: 'correction to act on', detail: 'A digit was misread.' },
    ]);
  });

  it('of the weapon sets the registry to work again', () => {
    const pair = MemoryPair.asked(false);
    pair.must(
      'requester',
      propose({
        kind: 'CORRECT',
        body: {
          corrects: mid(pair.kase('requester'), 'requester', 1),
          reason: 'Misread.',
          weapon: { type: 'revolver', marks: [] },
        },
      }),
    );
    pair.approve('requester');
    pair.must('requester', { type: 'send' });
    expect(pair.deliver('requester')?.followUps).toMatchObject([{ kind: 'match' }]);
    expect(sharedOf(pair.kase('responder')).weapon?.type).toBe('revolver');
  });

  it("of somebody else's letter is refused", () => {
    const pair = asked(['responder', 'ANSWER']);
    const theirs: Letter = {
      kind: 'CORRECT',
      body: { corrects: mid(pair.kase('responder'), 'requester', 1), reason: 'x' },
    };
    expect(pair.do('responder', propose(theirs))).toMatchObject({ ok: false, code: 'letter-unknown' });
  });
});

describe('a letter given up and its original', () => {
  const early = (): MemoryPair => {
    const pair = MemoryPair.asked(false);
    pair.write('responder', LETTERS.ACKNOWLEDGE);
    return pair;
  };

  it('is replaced where the original had not come', () => {
    const pair = early();
    const plan = pair.must('responder', { type: 'void letter', seq: 1, reason: 'in error' });
    expect(plan.messages).toMatchObject([{ seq: 1, voids: true, letter: { kind: 'VOID' } }]);
    pair.settle();
    expect(states(pair)).toEqual(['delivered', 'received']);
    expect(pair.kase('requester').streams.responder).toMatchObject([{ letter: { kind: 'VOID' } }]);
  });

  it('stands where it was received first: the VOID came too late', () => {
    const pair = early();
    pair.deliver('responder', false);
    pair.must('responder', { type: 'void letter', seq: 1, reason: 'in error' });
    pair.settle();
    expect(pair.kase('responder').streams.responder).toMatchObject([
      { letter: { kind: 'ACKNOWLEDGE' }, standing: 'pending' },
    ]);
    expect(states(pair)).toEqual(['acknowledged', 'acknowledged']);
  });

  it('stands where the late receipt of the original comes after the VOID', () => {
    const pair = early();
    const original = pair.kase('responder').streams.responder[0]?.jti ?? '';
    pair.deliver('responder', false);
    pair.must('responder', { type: 'void letter', seq: 1, reason: 'in error' });
    pair.must('responder', {
      type: 'record delivery',
      seq: 1,
      jti: original,
      mid: midOf(original),
      receivedAt: pair.now,
      flagged: false,
    });
    expect(pair.kase('responder').streams.responder).toMatchObject([
      { letter: { kind: 'ACKNOWLEDGE' }, standing: 'received', mid: midOf(original) },
    ]);
  });

  it('ends the whole matter where it was the request', () => {
    const pair = MemoryPair.drafted(false);
    pair.must('requester', { type: 'propose request' });
    pair.approve('requester');
    pair.must('requester', { type: 'send' });
    pair.must('requester', { type: 'void letter', seq: 1, reason: 'wrong weapon' });
    pair.settle();
    expect(states(pair)).toEqual(['void', 'void']);
  });

  it.each([
    [
      'was delivered',
      (pair: MemoryPair) => {
        pair.settle();
      },
      'letter-delivered',
    ],
    [
      'was given up already',
      (pair: MemoryPair) => {
        pair.must('responder', { type: 'void letter', seq: 1, reason: 'x' });
      },
      'letter-delivered',
    ],
  ] as const)('is refused where it %s', (_why, before, code) => {
    const pair = early();
    before(pair);
    expect(pair.do('responder', { type: 'void letter', seq: 1, reason: 'x' })).toMatchObject({ ok: false, code });
    expect(pair.do('responder', { type: 'void letter', seq: 9, reason: 'x' })).toMatchObject({
      ok: false,
      code: 'letter-unknown',
    });
  });
});

describe('receipts', () => {
  const sent = (clocks = false): MemoryPair => {
    const pair = MemoryPair.drafted(clocks);
    pair.must('requester', { type: 'propose request' });
    pair.approve('requester');
    pair.must('requester', { type: 'send' });
    return pair;
  };
  const jti = (pair: MemoryPair): string => pair.kase('requester').streams.requester[0]?.jti ?? '';
  const delivery = (pair: MemoryPair, more: object = {}): Command => ({
    type: 'record delivery',
    seq: 1,
    jti: jti(pair),
    mid: midOf(jti(pair)),
    receivedAt: pair.now,
    flagged: false,
    ...more,
  });

  it('make a sent request delivered, once', () => {
    const pair = sent();
    expect(pair.must('requester', delivery(pair)).events).toHaveLength(1);
    expect(pair.must('requester', delivery(pair)).events).toEqual([]);
    expect(stateOf(pair.kase('requester'))).toBe('delivered');
  });

  it('lead out of undeliverable, however late', () => {
    const pair = sent();
    pair.must('requester', { type: 'record undeliverable', seq: 1 });
    expect(stateOf(pair.kase('requester'))).toBe('undeliverable');
    expect(pair.must('requester', { type: 'record undeliverable', seq: 1 }).events).toEqual([]);
    pair.must('requester', delivery(pair));
    expect(stateOf(pair.kase('requester'))).toBe('delivered');
  });

  it('are flagged where the time lies outside the window', () => {
    const pair = sent();
    pair.must('requester', delivery(pair, { flagged: true }));
    expect(pair.kase('requester').flags).toMatchObject([{ code: 'received outside the window' }]);
  });

  it('of another letter at that place change nothing', () => {
    const pair = sent();
    expect(pair.must('requester', delivery(pair, { jti: 'another' })).events).toEqual([]);
  });

  it('that reject the request end it, flag it, and leave nothing undeliverable', () => {
    const pair = sent();
    pair.must('requester', { type: 'record undeliverable', seq: 1 });
    pair.must('requester', { type: 'record rejection', seq: 1, jti: jti(pair), code: 'letter-invalid' });
    expect(
      pair.must('requester', { type: 'record rejection', seq: 1, jti: jti(pair), code: 'letter-invalid' }).events,
    ).toEqual([]);
    expect(pair.kase('requester')).toMatchObject({
      undeliverable: false,
      flags: [{ code: 'rejected by partner', detail: 'letter-invalid' }],
    });
    expect(stateOf(pair.kase('requester'))).toBe('void');
  });

  it('for a place that was never filled are a defect', () => {
    const pair = sent();
    expect(() => pair.do('requester', delivery(pair, { seq: 9 }))).toThrow('never filled');
    expect(() => pair.do('requester', { type: 'record rejection', seq: 9, jti: 'x', code: 'x' })).toThrow(
      'never filled',
    );
  });

  const due = { clock: 'answer', dueAt: '2026-03-30T21:59:59.999Z', policy: 'national-default' } as const;
  it('show a due time that differs from ours, once', () => {
    const pair = sent(true);
    pair.must('requester', delivery(pair));
    pair.must('requester', { type: 'record acceptance', due: [due] });
    expect(pair.kase('requester')).toMatchObject({
      partnerDue: [{ differs: true }],
      flags: [{ code: 'due date differs' }],
    });
    expect(pair.must('requester', { type: 'record acceptance', due: [due] }).events).toEqual([]);
  });

  it('that overtake each other compare the due times when both are here', () => {
    const pair = sent(true);
    pair.must('requester', { type: 'record acceptance', due: [due] });
    expect(pair.kase('requester')).toMatchObject({ partnerDue: [{ differs: false }], flags: [] });
    pair.must('requester', delivery(pair));
    expect(pair.kase('requester')).toMatchObject({
      partnerDue: [{ differs: true }],
      flags: [{ code: 'due date differs' }],
    });
  });

  it('agree where both nodes reckon alike', () => {
    const pair = sent(true);
    const plan = pair.deliver('requester');
    pair.must('requester', { type: 'record acceptance', due: plan?.due ?? [] });
    expect(plan?.due.map((one) => one.clock)).toEqual(['acknowledge', 'answer']);
    expect(pair.kase('requester')).toMatchObject({ partnerDue: [{ differs: false }, { differs: false }], flags: [] });
  });
});

describe('letters that cannot stand in a stream', () => {
  const incoming = (pair: MemoryPair, more: object): Command => {
    const kase = pair.kase('responder');
    return {
      type: 'receive letter',
      incoming: {
        partner: 'XAA',
        thread: kase.thread,
        seq: 2,
        seen: 0,
        jti: 'j',
        mid: 'm',
        letter: LETTERS.REMIND,
        sentAt: pair.now,
        receivedAt: pair.now,
        exercise: false,
        ...more,
      },
    };
  };
  it.each([
    ['another State writes in this thread', { partner: 'FRA' }, 'thread-of-another-pair'],
    ['practice enters a real thread', { exercise: true }, 'exercise-differs'],
    ['the asker writes what only the asked State may', { letter: LETTERS.ANSWER }, 'kind-not-of-role'],
    ['it has seen what was never sent', { seen: 1 }, 'seen-ahead'],
  ])('are finally rejected: %s', (_why, more, code) => {
    const pair = MemoryPair.asked(false);
    expect(pair.do('responder', incoming(pair, more))).toMatchObject({ ok: false, code });
  });

  it('let the letters after them through', () => {
    const pair = MemoryPair.asked(false);
    pair.must('responder', incoming(pair, { seq: 3, letter: LETTERS.WITHDRAW }));
    expect(stateOf(pair.kase('responder'))).toBe('withdrawn');
  });

  it('are no second REQUEST: that is recorded without effect', () => {
    const pair = MemoryPair.asked(false);
    expect(pair.must('responder', incoming(pair, { letter: LETTERS.REQUEST })).without).toBe('already requested');
  });

  it('open no thread but by a REQUEST', () => {
    const pair = MemoryPair.drafted(false);
    const first = incoming(MemoryPair.asked(false), { seq: 1 });
    expect(pair.do('responder', first)).toMatchObject({ ok: false, code: 'thread-begins-with-request' });
  });
});

describe('a letter of our own taken back from a partner after a restore', () => {
  it('comes back with its receipt and a flag, and twice is once', () => {
    const pair = MemoryPair.asked(false);
    const before = pair.kase('responder');
    pair.force('responder', LETTERS.ACKNOWLEDGE);
    const entry = pair.kase('responder').streams.responder[0];
    expect(pair.kase('responder').flags).toMatchObject([{ code: 'recovered' }]);
    expect(
      pair.must('responder', {
        type: 'recover own letter',
        letter: LETTERS.ACKNOWLEDGE,
        seq: 1,
        seen: 1,
        jti: entry?.jti ?? '',
        mid: entry?.mid ?? '',
        sentAt: pair.now,
        receivedAt: pair.now,
        partner: 'XAA',
        thread: before.thread,
        exercise: false,
      }).events,
    ).toEqual([]);
  });

  it('keeps its own place behind one that a final rejection used up', () => {
    const pair = MemoryPair.asked(false);
    pair.must('responder', {
      type: 'recover own letter',
      letter: LETTERS.ASK_MORE,
      seq: 2,
      seen: 1,
      jti: derivedId('second'),
      mid: midOf('second'),
      sentAt: pair.now,
      receivedAt: pair.now,
      partner: 'XAA',
      thread: pair.kase('responder').thread,
      exercise: false,
    });
    const places = pair.kase('responder').streams.responder.map(({ seq, standing }) => ({ seq, standing }));
    expect(places).toEqual([
      { seq: 1, standing: 'rejected' },
      { seq: 2, standing: 'received' },
    ]);
    expect(stateOf(pair.kase('responder'))).toBe('more asked');
  });

  it('is refused where another letter stands at its place', () => {
    const pair = asked(['responder', 'ACKNOWLEDGE']);
    expect(
      pair.do('responder', {
        type: 'recover own letter',
        letter: LETTERS.ACKNOWLEDGE,
        seq: 1,
        seen: 1,
        jti: 'another',
        mid: 'm',
        sentAt: pair.now,
        receivedAt: pair.now,
        partner: 'XAA',
        thread: pair.kase('responder').thread,
        exercise: false,
      }),
    ).toMatchObject({ ok: false, code: 'place-taken' });
  });
});
