import { describe, expect, it } from '@jest/globals';
import { LETTERS } from '../support/letters.js';
import { MemoryPair, person } from '../support/memory-pair.js';
import { paperContent, paperLetter, paperWith, trailOf } from '../support/paper.js';
import { auditOf } from '../../src/tracing/cases/case-audit.js';
import { otherRole, type Role } from '../../src/domain/messages/index.js';
import { type Refusal, type Result } from '../../src/domain/shared/refusal.js';
import { sharedOf, stateOf } from '../../src/domain/tracing/case.js';
import { clocksOf } from '../../src/domain/tracing/clocks.js';
import { type Command, type Facts } from '../../src/domain/tracing/command.js';
import { fold } from '../../src/domain/tracing/evolve.js';
import { offersOf, lettersOf } from '../../src/domain/tracing/offers.js';
import { type PaperContent } from '../../src/domain/tracing/paper.js';
import { type Plan } from '../../src/domain/tracing/plan.js';
import { nextDue, waitsOf } from '../../src/domain/tracing/waits.js';
import { isOverdue } from '../../src/domain/deadlines/clock.js';

const STATES = { requester: 'XAA', responder: 'USA' } as const;
const AUTHOR = person('author');
const SECOND = person('second');
const OUR_SIDES: readonly Role[] = ['requester', 'responder'];

const opening = (role: Role, content: PaperContent = paperContent(STATES.requester)): Command => ({
  type: 'open paper case',
  role,
  partner: STATES[otherRole(role)],
  content,
  exercise: false,
});

function opened(role: Role, content?: PaperContent): MemoryPair {
  const pair = MemoryPair.empty();
  pair.must(role, opening(role, content));
  return pair;
}

function confirmed(role: Role, content?: PaperContent): MemoryPair {
  const pair = opened(role, content);
  pair.must(role, { type: 'confirm paper' }, {}, SECOND);
  return pair;
}

/** Code and field of each reason why what was keyed in is refused. */
function reasons(role: Role, content: PaperContent, facts: Partial<Facts> = {}): readonly string[] {
  const result = MemoryPair.empty().do(role, opening(role, content), facts);
  return result.ok ? [] : (result.reasons ?? []).map(({ code, field }) => `${code} ${field ?? ''}`);
}
const codeOf = (result: Result<Plan>): Refusal['code'] | 'done' => (result.ok ? 'done' : result.code);

describe('a case that was begun on paper', () => {
  it.each(OUR_SIDES)('counts nothing before a second person confirms it (we are the %s)', (role) => {
    const pair = opened(role);
    const kase = pair.kase(role);
    expect(stateOf(kase)).toBe('keyed in');
    expect(clocksOf(kase)).toEqual([]);
    expect(waitsOf(kase)).toEqual(['confirm the entry']);
    expect(sharedOf(kase).state).toBe('none');
  });

  it.each(OUR_SIDES)('is never confirmed by who keyed it in (we are the %s)', (role) => {
    const pair = opened(role);
    expect(codeOf(pair.do(role, { type: 'confirm paper' }, { singleOfficer: true }, AUTHOR))).toBe('own-approval');
    expect(codeOf(pair.do(role, { type: 'confirm paper' }, {}, { kind: 'system', id: 'sweep' }))).toBe('own-approval');
    expect(stateOf(pair.kase(role))).toBe('keyed in');
  });

  it.each([
    ['requester', 'delivered', [], []],
    ['responder', 'received', ['answer'], []],
    ['requester', 'acknowledged', [], [paperLetter('acknowledgement', '2025-11-10')]],
    ['requester', 'answered in part', ['read the answer'], [paperLetter('interim answer', '2025-11-20')]],
    ['requester', 'delayed', [], [paperLetter('delay', '2025-11-20')]],
    ['requester', 'refused', ['read the refusal'], [paperLetter('refusal', '2025-11-20')]],
    ['responder', 'answered in part', ['answer'], [paperLetter('interim answer', '2025-11-20')]],
    [
      'requester',
      'answered',
      ['read the answer'],
      [paperLetter('acknowledgement', '2025-11-10'), paperLetter('answer', '2025-12-01')],
    ],
    ['responder', 'answered', [], [paperLetter('answer', '2025-12-01')]],
  ] as const)('once confirmed stands where its letters left it: %s, %s', (role, state, waits, letters) => {
    const pair = confirmed(role, paperWith(paperContent('XAA'), ...letters));
    const kase = pair.kase(role);
    expect([stateOf(kase), waitsOf(kase)]).toEqual([state, waits]);
    expect(fold(pair.sides[role].events)).toEqual(kase);
  });

  it.each(OUR_SIDES)('sends no envelope, at no step (we are the %s)', (role) => {
    const pair = MemoryPair.empty();
    const plans = [
      pair.must(role, opening(role)),
      pair.must(role, { type: 'confirm paper' }, {}, SECOND),
      pair.must(role, {
        type: 'transcribe paper',
        content: paperWith(paperContent('XAA'), paperLetter('answer', '2025-12-01')),
      }),
      pair.must(role, { type: 'confirm paper' }, {}, SECOND),
      pair.must(role, { type: 'close', outcome: 'traced to export', established: 'not established' }),
    ];
    expect(plans.flatMap(({ messages, followUps, due }) => [...messages, ...followUps, ...due])).toEqual([]);
  });

  it.each(OUR_SIDES)('refuses every letter of the wire, and offers none (we are the %s)', (role) => {
    const pair = confirmed(role);
    const kase = pair.kase(role);
    const wire: readonly Command[] = [
      { type: 'write', letter: LETTERS.ACKNOWLEDGE as never },
      { type: 'propose letter', letter: LETTERS.DELAY as never },
      { type: 'compose answer', part: 'final', level: 0 },
      { type: 'send' },
      { type: 'approve', digest: '', factsDigest: '' },
      { type: 'return proposal', reason: 'no' },
      { type: 'void letter', seq: 1, reason: 'no' },
    ];
    expect(wire.map((command) => codeOf(pair.do(role, command)))).toEqual(wire.map(() => 'paper-case'));
    expect(lettersOf(kase)).toEqual([]);
    const acts = offersOf(
      kase,
      { own: { state: kase.own, exercise: false }, singleOfficer: false },
      decidingAs(AUTHOR),
    );
    for (const command of wire) expect(acts.map(({ act }) => act)).not.toContain(command.type);
  });

  it('has its own acts, and no other case has them', () => {
    const pair = MemoryPair.asked(false);
    const content = paperContent('XAA');
    expect(codeOf(pair.do('requester', { type: 'transcribe paper', content }))).toBe('state-forbids');
    expect(codeOf(pair.do('requester', { type: 'confirm paper' }, {}, SECOND))).toBe('state-forbids');
  });

  it('offers confirming to a second person alone, with the reason to the first', () => {
    const kase = opened('requester').kase('requester');
    const facts = { own: { state: 'XAA', exercise: false }, singleOfficer: false };
    const offer = (actor: typeof AUTHOR): unknown =>
      offersOf(kase, facts, decidingAs(actor)).find(({ act }) => act === 'confirm paper');
    expect(offer(SECOND)).toEqual({ act: 'confirm paper' });
    expect(offer(AUTHOR)).toMatchObject({ refusal: { code: 'own-approval' } });
  });
});

describe('the clocks of a case from paper', () => {
  it('count from the true day of receipt, by the calendar of the State that was asked', () => {
    const pair = confirmed('requester');
    const answer = clocksOf(pair.kase('requester')).find(({ clock }) => clock === 'answer');
    // midnight of 2025-11-06 in New York
    expect(answer?.reading.startedAt).toBe('2025-11-06T05:00:00.000Z');
  });

  it('count from the day of sending where the file does not tell the day of receipt', () => {
    const content = paperContent('XAA', { letters: [paperLetter('request', '2025-11-03')] });
    const answer = clocksOf(confirmed('requester', content).kase('requester')).find(({ clock }) => clock === 'answer');
    expect(answer?.reading.startedAt).toBe('2025-11-03T05:00:00.000Z');
  });

  it.each(OUR_SIDES)(
    'are overdue at once where the day has long passed, and ring for none of it (we are the %s)',
    (role) => {
      const pair = opened(role);
      const plan = pair.must(role, { type: 'confirm paper' }, {}, SECOND);
      const answer = plan.deadlines.find(({ clock }) => clock === 'answer');
      if (answer === undefined) throw new Error('an answer is due');
      expect(isOverdue(answer.reading, pair.now)).toBe(true);
      expect(nextDue(pair.kase(role))?.at).toBeDefined();
      for (const { reading } of plan.deadlines) for (const step of reading.steps) expect(step.at > pair.now).toBe(true);
    },
  );

  it('ring for what lies ahead', () => {
    const content = paperContent('XAA', {
      letters: [paperLetter('request', '2026-02-27', { receivedOn: '2026-03-01' })],
    });
    const pair = opened('requester', content);
    const plan = pair.must('requester', { type: 'confirm paper' }, {}, SECOND);
    const answer = plan.deadlines.find(({ clock }) => clock === 'answer');
    expect(answer?.reading.state).toBe('running');
    expect(answer?.reading.steps.map(({ percent }) => percent)).toEqual([50, 80, 100, 150]);
  });

  it('were met on the day of the answer, and late where it was late', () => {
    const late = paperWith(paperContent('XAA'), paperLetter('answer', '2026-02-20'));
    const answer = clocksOf(confirmed('requester', late).kase('requester')).find(({ clock }) => clock === 'answer');
    expect(answer?.reading).toMatchObject({ state: 'met', endedAt: '2026-02-20T05:00:00.000Z', breached: true });
    const early = paperWith(paperContent('XAA'), paperLetter('answer', '2025-11-07'));
    const met = clocksOf(confirmed('requester', early).kase('requester')).find(({ clock }) => clock === 'answer');
    expect(met?.reading).toMatchObject({ state: 'met', breached: false });
  });

  it('never count the post: a letter on paper has no delivery to watch', () => {
    expect(clocksOf(confirmed('requester').kase('requester')).map(({ clock }) => clock)).not.toContain('deliver');
  });

  it('count no day from after now', () => {
    // On this morning it is not yet midnight of the same day in New York.
    const content = paperContent('XAA', { letters: [paperLetter('request', '2026-03-02')] });
    const pair = MemoryPair.empty();
    pair.now = '2026-03-02T03:00:00.000Z';
    pair.must('requester', opening('requester', content));
    pair.must('requester', { type: 'confirm paper' }, {}, SECOND);
    const [request] = pair.kase('requester').streams.requester;
    expect(request?.receivedAt).toBe(pair.now);
    expect(request?.paper).toEqual({ channel: 'letter', sentOn: '2026-03-02' });
  });
});

describe('what is keyed in from paper', () => {
  const base = paperContent('XAA');
  const request = (sentOn: string, receivedOn?: string): PaperContent => ({
    ...base,
    letters: [paperLetter('request', sentOn, receivedOn === undefined ? {} : { receivedOn })],
  });

  it('is taken where it is whole', () => {
    for (const role of OUR_SIDES) expect(reasons(role, base)).toEqual([]);
  });

  it.each<[string, Role, PaperContent, readonly string[], Partial<Facts>?]>([
    ['a request of tomorrow', 'requester', request('2026-03-03'), ['paper-day-future /letters/0/sentOn']],
    [
      'a receipt of tomorrow',
      'requester',
      request('2026-03-01', '2026-03-03'),
      ['paper-day-future /letters/0/receivedOn'],
    ],
    [
      'a receipt before the sending',
      'requester',
      request('2025-11-03', '2025-11-02'),
      ['paper-day-order /letters/0/receivedOn'],
    ],
    [
      'the day of receipt of our own post',
      'responder',
      request('2025-11-03'),
      ['paper-received-missing /letters/0/receivedOn'],
    ],
    [
      'an answer before the request came',
      'requester',
      paperWith(base, paperLetter('answer', '2025-11-04')),
      ['paper-day-order /letters/1/sentOn'],
    ],
    [
      'an answer of tomorrow',
      'requester',
      paperWith(base, paperLetter('answer', '2026-03-03')),
      ['paper-day-future /letters/1/sentOn'],
    ],
    [
      'an answer before the acknowledgement',
      'requester',
      paperWith(base, paperLetter('acknowledgement', '2025-11-20'), paperLetter('answer', '2025-11-19')),
      ['paper-day-order /letters/2/sentOn'],
    ],
    [
      'a new day before the letter that names it',
      'requester',
      paperWith(base, paperLetter('delay', '2025-11-20', { until: '2025-11-19' })),
      ['paper-day-order /letters/1/until'],
    ],
    [
      'what an answer came to',
      'requester',
      { ...base, letters: [...base.letters, { kind: 'answer', channel: 'fax', sentOn: '2025-12-01' }] },
      ['paper-outcome-missing /letters/1/outcome'],
    ],
    [
      'until when, and why',
      'requester',
      { ...base, letters: [...base.letters, { kind: 'delay', channel: 'fax', sentOn: '2025-12-01' }] },
      ['paper-until-missing /letters/1/until', 'paper-text-missing /letters/1/says'],
    ],
    [
      'why it was refused',
      'requester',
      paperWith(base, paperLetter('refusal', '2025-12-01', { says: ' ' })),
      ['paper-text-missing /letters/1/says'],
    ],
    [
      'the reference of the asker',
      'requester',
      { ...base, ownReference: ' ' },
      ['paper-reference-missing /ownReference'],
    ],
    [
      'the reference of the asker, where it is the other State',
      'responder',
      withoutPartnerReference(base),
      ['paper-reference-missing /partnerReference'],
    ],
    [
      'a letter after the last word',
      'requester',
      paperWith(base, paperLetter('answer', '2025-12-01'), paperLetter('delay', '2025-12-02')),
      ['paper-letter-order /letters/2/kind'],
    ],
    [
      'a second request',
      'requester',
      paperWith(base, paperLetter('request', '2025-12-01')),
      ['paper-letter-order /letters/1/kind'],
    ],
    ['a request at all', 'requester', { ...base, letters: [] }, ['paper-letter-order /letters/0/kind']],
    [
      'a find before the letter that asks',
      'requester',
      { ...base, body: { ...base.body, recovery: { ...recoveryOf(base), date: { on: '2025-11-04' } } } },
      ['recovery-in-the-future /recovery/date'],
    ],
    [
      'a find in the land of the asker',
      'responder',
      { ...base, body: { ...base.body, recovery: { ...recoveryOf(base), country: 'USA' } } },
      ['recovered-elsewhere /recovery/country'],
    ],
    ['the law', 'requester', { ...base, body: { ...base.body, illicit: [] } }, ['ground-missing /illicit']],
    [
      'a day before the node was live',
      'requester',
      base,
      ['paper-day-live /letters/0/sentOn'],
      { own: { state: 'XAA', exercise: false, liveSince: '2025-11-03' } },
    ],
  ])('is refused without %s, at its field', (_what, role, content, expected, facts = {}) => {
    expect(reasons(role, content, facts)).toEqual(expected);
  });

  it('is taken from the day before the node was live, and its letters may come after', () => {
    const own = { state: 'XAA', exercise: false, liveSince: '2025-11-04' };
    expect(reasons('requester', paperWith(base, paperLetter('answer', '2026-02-01')), { own })).toEqual([]);
  });

  it('asks no other State than ours and not ourselves', () => {
    const result = MemoryPair.empty().do('requester', { ...opening('requester'), partner: 'XAA' } as Command);
    expect(result.ok ? [] : result.reasons?.map(({ code }) => code)).toContain('addressee-is-own');
  });

  it('is sent back with words, keyed in anew by another person, and then confirmed by the first', () => {
    const pair = opened('requester');
    pair.must('requester', { type: 'return paper', reason: 'The serial ends in 6.' }, {}, SECOND);
    expect(waitsOf(pair.kase('requester'))).toEqual(['correct the entry']);
    expect(codeOf(pair.do('requester', { type: 'confirm paper' }, {}, SECOND))).toBe('nothing-proposed');
    pair.must('requester', { type: 'transcribe paper', content: base }, {}, SECOND);
    expect(codeOf(pair.do('requester', { type: 'confirm paper' }, {}, SECOND))).toBe('own-approval');
    pair.must('requester', { type: 'confirm paper' }, {}, AUTHOR);
    expect(stateOf(pair.kase('requester'))).toBe('delivered');
  });

  it('is not changed once two persons vouch for it; letters that came since follow, and wait in their turn', () => {
    const pair = confirmed('requester');
    const other = { ...base, body: { ...base.body, urgency: 'urgent' as const, urgencyReason: 'trial' } };
    const answered = paperWith(base, paperLetter('answer', '2025-12-01'));
    expect(codeOf(pair.do('requester', { type: 'transcribe paper', content: base }))).toBe('paper-confirmed');
    expect(
      codeOf(
        pair.do('requester', {
          type: 'transcribe paper',
          content: paperWith(other, paperLetter('answer', '2025-12-01')),
        }),
      ),
    ).toBe('paper-confirmed');
    pair.must('requester', { type: 'transcribe paper', content: answered });
    expect([stateOf(pair.kase('requester')), waitsOf(pair.kase('requester'))]).toEqual([
      'delivered',
      ['confirm the entry'],
    ]);
    pair.must('requester', { type: 'confirm paper' }, {}, SECOND);
    expect(stateOf(pair.kase('requester'))).toBe('answered');
    expect(trailOf(pair.kase('requester')).confirmed).toHaveLength(2);
  });

  it('may learn the reference of the other State from its first letter', () => {
    const pair = confirmed('requester', withoutPartnerReference(base));
    pair.must('requester', {
      type: 'transcribe paper',
      content: paperWith(base, paperLetter('acknowledgement', '2025-11-20')),
    });
    expect(pair.kase('requester').partnerReference).toBe('ATF 2025/118');
  });

  it('tells the ledger who keyed it in, who confirmed it and which days, and nothing of what the letters say', () => {
    const pair = MemoryPair.empty();
    const content = paperWith(base, paperLetter('answer', '2025-12-01', { says: 'Sold to a dealer.' }));
    const command = opening('requester', content);
    const plan = pair.must('requester', command);
    const told = auditOf(plan, command, AUTHOR, pair.now);
    expect(told.act).toBe('case.open-paper-case');
    expect(JSON.stringify(told.data)).toContain('"sentOn":"2025-11-03"');
    const confirming = { type: 'confirm paper' } as const;
    const entry = auditOf(pair.must('requester', confirming, {}, SECOND), confirming, SECOND, pair.now);
    expect(entry.data).toMatchObject({
      events: [{ type: 'paper confirmed', transcribedBy: AUTHOR.id, confirmedBy: SECOND.id }],
    });
    expect(JSON.stringify(entry.data)).toContain('"sentOn":"2025-12-01"');
    for (const { data } of [told, entry]) {
      expect(JSON.stringify(data)).not.toContain('dealer');
      expect(JSON.stringify(data)).not.toContain('ABC12345');
    }
  });

  it('leaves nothing of its content when the case is purged', () => {
    const pair = confirmed('requester', paperWith(base, paperLetter('answer', '2025-12-01')));
    pair.must('requester', { type: 'close', outcome: 'traced to export', established: 'not established' });
    pair.must('requester', { type: 'purge' });
    expect(stateOf(pair.kase('requester'))).toBe('purged');
    expect(pair.kase('requester').paper).toBeUndefined();
  });
});

function decidingAs(actor: typeof AUTHOR): Parameters<typeof offersOf>[2] {
  return { now: '2026-03-02T10:00:00.000Z', actor, commandId: 'c', jti: 'j' };
}

function withoutPartnerReference({ partnerReference: _partner, ...rest }: PaperContent): PaperContent {
  return rest;
}

function recoveryOf({ body }: PaperContent): NonNullable<PaperContent['body']['recovery']> {
  if (body.recovery === undefined) throw new Error('a recovery');
  return body.recovery;
}
