import { describe, expect, it } from '@jest/globals';
import { type Letter, type RecordFact } from '../../src/domain/messages/index.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { type Case, sharedOf, stateOf } from '../../src/domain/tracing/case.js';
import { type Command, type Facts, type RecordFacts } from '../../src/domain/tracing/command.js';
import { type FollowUp } from '../../src/domain/tracing/plan.js';
import { LETTERS } from '../support/letters.js';
import { MemoryPair, person } from '../support/memory-pair.js';

const FIREARM = derivedId('firearm');
const FACTS: readonly RecordFact[] = [
  { field: 'State', event: 'exported', level: 0, value: 'AUT', on: '2001-05-04' },
  { field: 'company', role: 'importer', level: 1, value: 'Importer & Co' },
  { field: 'person', role: 'private holder', level: 2, value: 'Jane Roe' },
];
const record = (more: Partial<RecordFacts> = {}): RecordFacts => ({
  firearmId: FIREARM,
  version: 'v1',
  facts: FACTS,
  basis: 'exact',
  differences: [],
  exportedTo: 'AUT',
  ...more,
});
const withRecord = (more: Partial<RecordFacts> = {}): Partial<Facts> => ({ record: record(more) });
const choose = (more: Partial<Extract<Command, { type: 'choose record' }>> = {}): Command => ({
  type: 'choose record',
  outcome: 'traced to export',
  firearmId: FIREARM,
  ...more,
});
const compose = (more: Partial<Extract<Command, { type: 'compose answer' }>> = {}): Command => ({
  type: 'compose answer',
  part: 'final',
  level: 1,
  ...more,
});
const partner = {
  state: 'XAA',
  version: 1,
  channel: 'node',
  pinned: true,
  suspended: false,
  highestLevel: 2,
  confidentialityAssessed: true,
} as const;

function inHand(): MemoryPair {
  const pair = MemoryPair.asked(false);
  pair.must('responder', { type: 'accept request' });
  pair.settle();
  return pair;
}
function chosen(more: Partial<RecordFacts> = {}): MemoryPair {
  const pair = inHand();
  pair.must('responder', choose(), withRecord(more));
  return pair;
}
const answerOf = (kase: Case): Extract<Letter, { kind: 'ANSWER' }>['body'] => {
  const letter = kase.proposal?.letter;
  if (letter?.kind !== 'ANSWER') throw new Error('no answer is proposed');
  return letter.body;
};

describe('taking a request up', () => {
  it('acknowledges it to the asker where that was not done, and only once', () => {
    const pair = MemoryPair.asked(false);
    expect(pair.must('responder', { type: 'accept request' }).messages).toMatchObject([
      { letter: { kind: 'ACKNOWLEDGE' } },
    ]);
    expect(stateOf(pair.kase('responder'))).toBe('in hand');
    expect(pair.do('responder', { type: 'accept request' })).toMatchObject({ ok: false, code: 'state-forbids' });
  });

  it('writes nothing where it was acknowledged before', () => {
    const pair = MemoryPair.asked(false);
    pair.write('responder', LETTERS.ACKNOWLEDGE);
    expect(pair.must('responder', { type: 'accept request' }).messages).toEqual([]);
  });

  it('comes before anything is prepared', () => {
    const pair = MemoryPair.asked(false);
    pair.must('responder', { type: 'hand in candidates', list: [] });
    for (const command of [choose(), compose()])
      expect(pair.do('responder', command, withRecord())).toMatchObject({ ok: false, code: 'state-forbids' });
    pair.force('responder', LETTERS.ASK_MORE);
    for (const command of [choose(), compose()])
      expect(pair.do('responder', command, withRecord())).toMatchObject({ ok: false, code: 'not-accepted-yet' });
  });
});

describe('choosing a record', () => {
  it.each<[string, Command, Partial<Facts>, string]>([
    [
      'an outcome that tells of a record names none',
      { type: 'choose record', outcome: 'traced to dealer only' },
      withRecord(),
      'record-missing',
    ],
    ['the registry no longer has it', choose(), {}, 'record-missing'],
    ['an outcome that tells of none names one', choose({ outcome: 'not in records' }), withRecord(), 'record-not-told'],
    ['an export names no State', choose(), { record: { ...record(), exportedTo: undefined } }, 'next-state-missing'],
    ['"wrong State" names no other', { type: 'choose record', outcome: 'wrong State' }, {}, 'next-state-missing'],
  ])('is refused where %s', (_when, command, facts, code) => {
    expect(inHand().do('responder', command, facts)).toMatchObject({ ok: false, code });
  });

  it('takes the State of export from the record, or from the officer', () => {
    expect(chosen().kase('responder').chosen?.nextState).toBe('AUT');
    const pair = inHand();
    pair.must('responder', choose({ nextState: 'CHE' }), withRecord());
    expect(pair.kase('responder').chosen?.nextState).toBe('CHE');
  });

  it('again takes a proposed answer back', () => {
    const pair = chosen();
    pair.must('responder', compose(), withRecord());
    pair.must('responder', { type: 'choose record', outcome: 'several candidates' });
    expect(pair.kase('responder').proposal).toBeUndefined();
  });
});

describe('an answer', () => {
  it('tells what level 1 may tell; what is withheld is named, never its value', () => {
    const pair = chosen();
    pair.must('responder', compose(), withRecord());
    const body = answerOf(pair.kase('responder'));
    expect(body).toMatchObject({
      outcome: 'traced to export',
      nextState: 'AUT',
      level: 1,
      withheld: [{ field: 'person', why: 'partner' }],
    });
    expect(body.facts.map((fact) => fact.field)).toEqual(['State', 'company']);
    expect(JSON.stringify(body)).not.toContain('Jane Roe');
  });

  it('shows which characters were read otherwise', () => {
    const differences = [{ position: 3, asked: 'O', recorded: '0' }];
    const pair = chosen({ basis: 'look-alike', differences });
    pair.must('responder', compose(), withRecord({ basis: 'look-alike', differences }));
    expect(answerOf(pair.kase('responder')).match).toMatchObject({ basis: 'look-alike', differences });
  });

  it('carries the narrower of what the asker offered and what we set', () => {
    const pair = chosen();
    const handling = {
      recipients: ['police'],
      purposes: [],
      onwardRelease: 'no',
      evidenceUse: 'with consent',
      deleteBy: '2030-01-01',
    } as const;
    pair.must('responder', compose(), {
      ...withRecord(),
      handling: { ...handling, recipients: ['police'], purposes: [] },
    });
    expect(answerOf(pair.kase('responder')).handling).toMatchObject({
      recipients: ['police'],
      purposes: ['criminal investigation'],
      onwardRelease: 'no',
      deleteBy: '2030-01-01',
    });
  });

  it("is refused where the asker's use and our terms have nothing in common", () => {
    const handling = {
      recipients: [],
      purposes: ['statistics' as const],
      onwardRelease: 'no' as const,
      evidenceUse: 'no' as const,
    };
    expect(chosen().do('responder', compose(), { ...withRecord(), handling })).toMatchObject({
      ok: false,
      code: 'use-not-covered',
      rule: 'ITI 15',
      reasons: [{ code: 'terms-apart' }],
    });
  });

  it('is refused before a record or its want was chosen, and where the record has gone', () => {
    expect(inHand().do('responder', compose())).toMatchObject({ ok: false, code: 'record-not-chosen' });
    expect(chosen().do('responder', compose())).toMatchObject({ ok: false, code: 'record-missing' });
  });

  it('at level 2 is refused with every reason at once', () => {
    const result = chosen().do('responder', compose({ level: 2 }), withRecord());
    expect(result).toMatchObject({
      ok: false,
      code: 'level-not-allowed',
      reasons: [{ code: 'level-over-partner' }, { code: 'legal-basis-missing' }, { code: 'necessity-missing' }],
    });
  });

  it('at level 2 needs a supervisor; a second officer is not enough', () => {
    const pair = chosen();
    const facts = { ...withRecord(), partner };
    pair.must('responder', compose({ level: 2, legalBasis: 'Act 5', necessity: 'suspect in flight' }), facts);
    const { proposal } = pair.kase('responder');
    const command: Command = {
      type: 'approve',
      digest: proposal?.digest ?? '',
      factsDigest: proposal?.factsDigest ?? '',
    };
    expect(answerOf(pair.kase('responder')).facts).toHaveLength(3);
    expect(pair.do('responder', command, facts, person('second'))).toMatchObject({
      ok: false,
      code: 'approver-rank',
      rule: 'supervisor',
    });
    expect(pair.do('responder', command, facts, person('lead', ['supervisor'])).ok).toBe(true);
  });

  it('is void where the record has changed since it was approved', () => {
    const pair = chosen();
    pair.must('responder', compose(), withRecord());
    const { proposal } = pair.kase('responder');
    const approval: Command = {
      type: 'approve',
      digest: proposal?.digest ?? '',
      factsDigest: proposal?.factsDigest ?? '',
    };
    expect(pair.do('responder', approval, withRecord({ version: 'v2' }), person('second'))).toMatchObject({
      ok: false,
      code: 'approval-void',
    });
    pair.must('responder', approval, withRecord(), person('second'));
    expect(pair.do('responder', { type: 'send' }, withRecord({ version: 'v2' }))).toMatchObject({
      ok: false,
      code: 'approval-void',
    });
    expect(pair.do('responder', { type: 'send' }, withRecord()).ok).toBe(true);
  });

  it('follows a part, and no second answer follows a final one', () => {
    const pair = chosen();
    for (const part of ['part', 'final'] as const) {
      pair.must('responder', compose({ part }), withRecord());
      const { proposal } = pair.kase('responder');
      pair.must(
        'responder',
        { type: 'approve', digest: proposal?.digest ?? '', factsDigest: proposal?.factsDigest ?? '' },
        withRecord(),
        person('second'),
      );
      pair.must('responder', { type: 'send' }, withRecord());
      pair.settle();
      expect(stateOf(pair.kase('requester'))).toBe(part === 'part' ? 'answered in part' : 'answered');
    }
    expect(pair.do('responder', compose(), withRecord())).toMatchObject({
      ok: false,
      code: 'letter-without-effect',
      rule: 'answered already',
    });
  });
});

describe('the chain of requests', () => {
  const answered = (body: object = {}): { pair: MemoryPair; followUps: readonly FollowUp[] } => {
    const pair = MemoryPair.asked(false);
    pair.force('responder', {
      kind: 'ANSWER',
      body: { ...LETTERS.ANSWER.body, outcome: 'traced to export', nextState: 'AUT', facts: [...FACTS], ...body },
    });
    return { pair, followUps: pair.deliver('responder')?.followUps ?? [] };
  };
  type Opening = Extract<FollowUp, { kind: 'open' }>;
  const openingOf = (followUps: readonly FollowUp[]): Opening => {
    const [first] = followUps;
    if (first?.kind !== 'open') throw new Error('no next case');
    return first;
  };

  it('goes on to the State of export; what was told waits for consent and names no person', () => {
    const { from } = openingOf(answered().followUps);
    expect(from).toMatchObject({
      state: 'AUT',
      by: 'USA',
      told: [{ by: 'USA', consent: 'missing', facts: ['State: AUT (2001-05-04)', 'company: Importer & Co'] }],
    });
  });

  it('goes on to the State that a notice names, in words that fit the wire', () => {
    const pair = MemoryPair.asked(false);
    pair.force('responder', { kind: 'FORWARD_NOTICE', body: { state: 'AUT', reason: 'r'.repeat(4000) } });
    const { from } = openingOf(pair.deliver('responder')?.followUps ?? []);
    expect(from.told[0]?.facts[0]).toHaveLength(500);
    expect(stateOf(pair.kase('requester'))).toBe('forwarded');
  });

  it('does not go on to a State that was asked already, nor home', () => {
    for (const nextState of ['XAA', 'USA']) expect(answered({ nextState }).followUps).toEqual([]);
    const { pair } = answered({ part: 'part' });
    pair.force('responder', {
      kind: 'ANSWER',
      body: { ...LETTERS.ANSWER.body, outcome: 'traced to export', nextState: 'AUT' },
    });
    expect(pair.deliver('responder')?.followUps).toEqual([]);
  });

  it("is the asker's affair: the asked State writes to no third one", () => {
    const pair = chosen();
    expect(pair.do('responder', { type: 'open next request', state: 'AUT' })).toMatchObject({
      ok: false,
      code: 'state-forbids',
    });
    pair.force('responder', LETTERS.ANSWER);
    pair.settle();
    pair.must('responder', { type: 'close', outcome: 'not in records', established: 'not established' });
    expect(pair.do('responder', { type: 'open next request', state: 'AUT' })).toMatchObject({
      ok: false,
      code: 'state-forbids',
    });
  });

  it.each([
    ['our own', 'XAA'],
    ['the asked State', 'USA'],
    ['one in the chain', 'AUT'],
  ])('refuses a further request to %s', (_who, state) => {
    expect(answered().pair.do('requester', { type: 'open next request', state })).toMatchObject({
      ok: false,
      code: 'next-state-known',
    });
  });

  it('lets an officer choose a further State after "not in records"', () => {
    const { pair } = answered({ nextState: undefined, outcome: 'not in records', facts: [] });
    const { followUps } = pair.must('requester', { type: 'open next request', state: 'CHE' });
    expect(openingOf(followUps).from).toMatchObject({
      state: 'CHE',
      told: [{ facts: ['answered: not in records'], consent: 'missing' }],
    });
  });

  it('does not begin where nothing was asked', () => {
    const pair = MemoryPair.drafted(false);
    pair.must('requester', {
      type: 'close',
      outcome: 'traced to last lawful holder',
      established: 'on other evidence',
    });
    expect(pair.do('requester', { type: 'open next request', state: 'AUT' })).toMatchObject({
      ok: false,
      code: 'nothing-asked-yet',
    });
  });

  /** The draft that the chain opened, and the follow-ups of the first case that reach it. */
  const next = (): { first: MemoryPair; second: MemoryPair; hand: (followUps: readonly FollowUp[]) => void } => {
    const { pair: first, followUps } = answered();
    const second = MemoryPair.drafted(false);
    const { caseId, from } = openingOf(followUps);
    second.sides.requester.kase = undefined;
    second.must(
      'requester',
      { type: 'open next case', from },
      { newCase: { caseId, thread: derivedId('second'), reference: 'XAA-2', compartment: from.compartment } },
    );
    return {
      first,
      second,
      hand: (list) => {
        for (const one of list) if (one.kind === 'command') second.must('requester', one.command);
      },
    };
  };
  const blockers = (pair: MemoryPair): readonly string[] => {
    const result = pair.do('requester', { type: 'propose request' }, { partner: { ...partner, state: 'AUT' } });
    return result.ok ? [] : (result.reasons ?? []).map((one) => one.code);
  };
  const scope = { kind: 'next State', state: 'AUT' } as const;
  const consentId = derivedId('consent');
  const ask = (pair: MemoryPair): readonly FollowUp[] => {
    const of = pair.kase('requester').streams.responder[0]?.mid ?? '';
    return pair.must('requester', {
      type: 'write',
      letter: {
        kind: 'CONSENT_REQUEST',
        body: { consentId, scope, of, what: 'The export.', purpose: 'criminal investigation' },
      },
    }).followUps;
  };
  const decide = (pair: MemoryPair, body: object): readonly FollowUp[] => {
    pair.settle();
    pair.force('responder', { kind: 'CONSENT', body: { consentId, decision: 'grant', scope, ...body } });
    return pair.deliver('responder')?.followUps ?? [];
  };
  const consentOf = (pair: MemoryPair): string | undefined => pair.kase('requester').draft?.told[0]?.consent;

  it('waits for consent, which is asked for and lifts the blocker', () => {
    const { first, second, hand } = next();
    expect(blockers(second)).toEqual(['consent-missing']);
    hand(ask(first));
    expect(consentOf(second)).toBe('asked');
    hand(decide(first, { expires: '2026-12-31' }));
    expect(second.kase('requester').draft?.told).toMatchObject([
      { consent: 'granted', consentId, expires: '2026-12-31' },
    ]);
    expect(blockers(second)).toEqual([]);
  });

  it.each([
    ['denied', 'deny'],
    ['withdrawn', 'withdraw'],
  ])('keeps waiting where consent is %s', (_word, decision) => {
    const { first, second, hand } = next();
    hand(ask(first));
    hand(decide(first, { decision }));
    expect(consentOf(second)).toBe('denied');
    expect(blockers(second)).toEqual(['consent-missing']);
  });

  it('stops again where consent is withdrawn after the grant, also after approval', () => {
    const { first, second, hand } = next();
    hand(ask(first));
    hand(decide(first, {}));
    second.must('requester', { type: 'propose request' }, { partner: { ...partner, state: 'AUT' } });
    hand(decide(first, { decision: 'withdraw' }));
    expect(stateOf(second.kase('requester'))).toBe('draft');
    expect(blockers(second)).toEqual(['consent-missing']);
  });

  it('takes no grant of something else for the grant of what was asked', () => {
    const { first, second, hand } = next();
    hand(ask(first));
    hand(decide(first, { scope: { kind: 'next State', state: 'FRA' } }));
    expect(consentOf(second)).toBe('asked');
    expect(sharedOf(first.kase('requester')).consents[consentId]?.decision).toBe('asked');
  });

  it('goes without what was told where that is left out', () => {
    const { first, second } = next();
    second.must('requester', { type: 'drop told', thread: first.kase('requester').thread });
    expect(blockers(second)).toEqual([]);
  });

  it('gives consent only to what was asked, exactly', () => {
    const { first } = next();
    ask(first);
    first.settle();
    const grant = (more: object): Command => ({
      type: 'propose letter',
      letter: { kind: 'CONSENT', body: { consentId, decision: 'grant', scope, ...more } },
    });
    expect(first.do('responder', grant({ consentId: derivedId('none') }))).toMatchObject({
      ok: false,
      code: 'consent-not-asked',
    });
    expect(first.do('responder', grant({ scope: { kind: 'next State', state: 'FRA' } }))).toMatchObject({
      ok: false,
      code: 'consent-not-asked',
      rule: 'ITI 15',
    });
    expect(first.do('requester', grant({}))).toMatchObject({ ok: false, code: 'consent-not-asked' });
    expect(first.do('responder', grant({})).ok).toBe(true);
  });
});
