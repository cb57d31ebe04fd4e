import { describe, expect, it } from '@jest/globals';
import { type Body } from '../../src/domain/messages/index.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { DRAFT_REASONS } from '../../src/domain/shared/reason-codes.js';
import { blockersOf, requestOf } from '../../src/domain/tracing/blockers.js';
import { type Case, stateOf } from '../../src/domain/tracing/case.js';
import { type Command, type Facts, type PartnerFacts } from '../../src/domain/tracing/command.js';
import { MemoryPair, person } from '../support/memory-pair.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

const AUTHOR = person('author');
const SECOND = person('second');
const SUPERVISOR = person('lead', ['supervisor']);
const HEAD = person('head', ['head of NPC']);

const partner = (more: Partial<PartnerFacts> = {}): PartnerFacts => ({
  state: 'USA',
  version: 1,
  channel: 'node',
  pinned: true,
  suspended: false,
  highestLevel: 1,
  confidentialityAssessed: true,
  ...more,
});
const facts = (more: Partial<Facts> = {}): Facts => ({
  own: { state: 'XAA', exercise: false },
  singleOfficer: false,
  partner: partner(),
  ...more,
});
const codes = (kase: Case, more: Partial<Facts> = {}): readonly string[] =>
  blockersOf(kase, facts(more), '2026-03-02T09:00:00.000Z').map((one) => one.code);

/** A complete draft with some parts changed or, where undefined, missing. */
function draft(parts: Partial<Body<'REQUEST'>>, kase: Partial<Case> = {}): Case {
  const pair = MemoryPair.drafted(false);
  const complete = pair.kase('requester');
  const given: [string, unknown][] = Object.entries({ ...complete.draft?.body, ...parts });
  const body = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return { ...complete, draft: { body, told: complete.draft?.told ?? [] }, ...kase };
}
const parts = completeParts('XAA') as Body<'REQUEST'>;
const { recovery } = parts;
const missing = (name: keyof Body<'REQUEST'>): Partial<Body<'REQUEST'>> => ({ [name]: undefined });
const toldBy = (consent: 'missing' | 'asked' | 'granted' | 'denied', expires?: string): NonNullable<Case['draft']> => ({
  body: draft({}).draft?.body ?? {},
  told: [
    {
      by: 'USA',
      thread: derivedId('t'),
      facts: ['State: AUT'],
      consent,
      ...(expires === undefined ? {} : { expires }),
    },
  ],
});

describe('what keeps a request from being sent', () => {
  it('is nothing where ITI 15 to 17 are met', () => {
    expect(codes(draft({}))).toEqual([]);
  });

  it.each<[string, Case, string, Partial<Facts>?]>([
    ['a ground (ITI 6)', draft({ illicit: [] }), 'ground-missing'],
    ['the law (ITI 17(a))', draft({ illicit: [{ ground: '6a', law: ' ' }] }), 'law-missing'],
    ['the recovery (ITI 16)', draft(missing('recovery')), 'recovery-missing'],
    [
      'the circumstances (ITI 17(a))',
      draft({ recovery: { ...recovery, circumstances: ' ' } }),
      'circumstances-missing',
    ],
    [
      'a recovery in the past',
      draft({ recovery: { ...recovery, date: { on: '2026-03-03' } } }),
      'recovery-in-the-future',
    ],
    [
      'a find in the own jurisdiction (ITI 16)',
      draft({ recovery: { ...recovery, country: 'FRA' } }),
      'recovered-elsewhere',
    ],
    [
      'one, said by nobody to be another asker',
      draft({ ...missing('requesterKind'), recovery: { ...recovery, country: 'FRA' } }),
      'recovered-elsewhere',
    ],
    ['the weapon (ITI 17(b))', draft(missing('weapon')), 'weapon-missing'],
    [
      'a mark or why there is none (ITI 17(b))',
      draft({ weapon: { type: 'revolver', marks: [{ kind: 'serial', condition: 'obliterated' }] } }),
      'mark-missing',
    ],
    ['the intended use (ITI 17(c))', draft(missing('intendedUse')), 'intended-use-missing'],
    ['the statement of ITI 15', draft(missing('confidentiality')), 'confidentiality-missing'],
    [
      'the law that may force disclosure (ITI 15)',
      draft({ confidentiality: { guaranteed: false } }),
      'confidentiality-missing',
    ],
    ['the terms of handling (ITI 15)', draft(missing('handling')), 'handling-missing'],
    ['the incident', draft(missing('incident')), 'incident-missing'],
    ['the reason for urgency', draft({ urgency: 'urgent' }), 'urgency-reason-missing'],
    ['the check at home or a reason', draft({}, { nationalCheck: [] }), 'national-check-missing'],
    ['an addressee', { ...draft({}), partner: undefined }, 'addressee-missing'],
    ['another State', draft({}, { partner: 'XAA' }), 'addressee-is-own'],
    ['an addressee of the directory', draft({}), 'addressee-unknown', { partner: undefined }],
    ['a partner that is not suspended', draft({}), 'addressee-suspended', { partner: partner({ suspended: true }) }],
    ['keys that two persons pinned', draft({}), 'addressee-not-pinned', { partner: partner({ pinned: false }) }],
    ['the consent of who told (ITI 15)', draft({}, { draft: toldBy('missing') }), 'consent-missing'],
    ['a consent that was not only asked for', draft({}, { draft: toldBy('asked') }), 'consent-missing'],
    ['a consent that was not denied', draft({}, { draft: toldBy('denied') }), 'consent-missing'],
    ['a consent that has not expired', draft({}, { draft: toldBy('granted', '2026-03-01') }), 'consent-missing'],
    [
      'the exercise flag on a node that only exercises',
      draft({}),
      'exercise-differs',
      { own: { state: 'XAA', exercise: true } },
    ],
  ])('is the want of %s', (_name, kase, code, more = {}) => {
    expect(codes(kase, more)).toEqual([code]);
  });

  it('lets a reason stand for a mark, for the check at home, and a file for pinned keys', () => {
    expect(codes(draft({ weapon: { type: 'revolver', marks: [], noMarkReason: 'burnt' } }))).toEqual([]);
    expect(
      codes(
        draft({}, { nationalCheck: [], draft: { ...toldBy('granted'), told: [], parallelReason: 'lives at risk' } }),
      ),
    ).toEqual([]);
    expect(codes(draft({}), { partner: partner({ channel: 'file', pinned: false }) })).toEqual([]);
  });

  it('takes "not known, on or before" for a date, and another asker for a find elsewhere', () => {
    expect(codes(draft({ recovery: { ...recovery, date: { notKnown: true, onOrBefore: '2026-01-01' } } }))).toEqual([]);
    expect(codes(draft({ requesterKind: 'peace operation', recovery: { ...recovery, country: 'FRA' } }))).toEqual([]);
  });

  it('lets consent stand to its last day', () => {
    expect(codes(draft({}, { draft: toldBy('granted', '2026-03-02') }))).toEqual([]);
  });

  it('is told all at once, with field and rule', () => {
    const empty = {
      ...draft({}),
      draft: { body: {}, told: [] },
      partner: undefined,
      nationalCheck: [],
    } as unknown as Case;
    const found = blockersOf(empty, facts(), '2026-03-02T09:00:00.000Z');
    expect(found.map((one) => one.code)).toEqual([
      'ground-missing',
      'recovery-missing',
      'weapon-missing',
      'intended-use-missing',
      'confidentiality-missing',
      'handling-missing',
      'incident-missing',
      'national-check-missing',
      'addressee-missing',
    ]);
    for (const one of found)
      expect(one).toMatchObject({
        field: expect.stringMatching(/^\//),
        rule: expect.stringMatching(/./),
        text: expect.stringMatching(/\.$/),
      });
    expect(() => requestOf(empty)).toThrow('no request');
  });

  it('has no code that is never raised', () => {
    expect(new Set(DRAFT_REASONS).size).toBe(DRAFT_REASONS.length);
    expect(DRAFT_REASONS).not.toContain('out-of-scope');
  });
});

describe('the approval of a request', () => {
  const proposed = (body: Partial<Body<'REQUEST'>> = {}): MemoryPair => {
    const pair = MemoryPair.drafted(false);
    if (Object.keys(body).length > 0) pair.must('requester', { type: 'edit draft', body });
    pair.must('requester', { type: 'propose request' });
    return pair;
  };
  const approving = (pair: MemoryPair, more: Partial<Extract<Command, { type: 'approve' }>> = {}): Command => {
    const { proposal } = pair.kase('requester');
    return { type: 'approve', digest: proposal?.digest ?? '', factsDigest: proposal?.factsDigest ?? '', ...more };
  };

  it("is a second person's, and then it may be sent", () => {
    const pair = proposed();
    expect(stateOf(pair.kase('requester'))).toBe('proposed');
    pair.must('requester', approving(pair), {}, SECOND);
    expect(stateOf(pair.kase('requester'))).toBe('approved');
    pair.must('requester', { type: 'send' });
    expect(stateOf(pair.kase('requester'))).toBe('sent');
  });

  it.each([
    ['by its author', AUTHOR, {}, {}, 'own-approval'],
    [
      'by its author with a reason, where two persons are asked for',
      AUTHOR,
      { ownReason: 'nobody else is here' },
      {},
      'own-approval',
    ],
    ['by a single officer without a reason', AUTHOR, { ownReason: ' ' }, { singleOfficer: true }, 'own-approval'],
    ['of another content', SECOND, { digest: 'another' }, {}, 'approval-void'],
    ['of other facts', SECOND, { factsDigest: 'another' }, {}, 'approval-void'],
    [
      'when the partner was suspended meanwhile',
      SECOND,
      {},
      { partner: partner({ suspended: true }) },
      'approval-void',
    ],
    [
      'when the partner may be told more than was shown',
      SECOND,
      {},
      { partner: partner({ highestLevel: 2 }) },
      'approval-void',
    ],
    ['by the node itself', { kind: 'system', id: 'sweep' } as const, {}, {}, 'own-approval'],
  ])('is refused %s', (_how, actor, more, given, code) => {
    const pair = proposed();
    expect(pair.do('requester', approving(pair, more), given, actor)).toMatchObject({ ok: false, code });
  });

  it("may be a single officer's own with a reason, which stays with it", () => {
    const pair = proposed();
    pair.must('requester', approving(pair, { ownReason: 'nobody else is here' }), { singleOfficer: true }, AUTHOR);
    expect(pair.kase('requester').proposal?.approval?.ownReason).toBe('nobody else is here');
  });

  it("is the head's where the asker is no State", () => {
    const pair = proposed({ requesterKind: 'Security Council panel' });
    for (const actor of [SECOND, SUPERVISOR])
      expect(pair.do('requester', approving(pair), {}, actor)).toMatchObject({ ok: false, code: 'approver-rank' });
    expect(pair.do('requester', approving(pair), {}, HEAD).ok).toBe(true);
  });

  it.each<[string, Command]>([
    ['the content', { type: 'edit draft', body: { weapon: recoveredPistol('XYZ99999') } }],
    ['the addressee', { type: 'choose addressee', partner: 'AUT' }],
    ['the check at home', { type: 'record national check', check: { holder: 'customs', result: 'no record' } }],
    ['the proposal itself', { type: 'return proposal', reason: 'look at the calibre again' }],
  ])('is void after any change of %s', (_what, change) => {
    const pair = proposed();
    pair.must('requester', approving(pair), {}, SECOND);
    pair.must('requester', change);
    expect(stateOf(pair.kase('requester'))).toBe('draft');
    expect(pair.do('requester', { type: 'send' })).toMatchObject({ ok: false, code: 'state-forbids' });
  });

  it.each<[string, Partial<Facts>, string]>([
    ['the partner is suspended after approval', { partner: partner({ suspended: true }) }, 'approval-void'],
    ['the partner has no node', { partner: partner({ channel: 'file' }) }, 'approval-void'],
  ])('does not let it go when %s', (_when, given, code) => {
    const pair = proposed();
    pair.must('requester', approving(pair), {}, SECOND);
    expect(pair.do('requester', { type: 'send' }, given)).toMatchObject({ ok: false, code });
  });

  it('leaves a request to a State without a node ready as a file', () => {
    const pair = MemoryPair.drafted(false);
    const given = { partner: partner({ channel: 'file' }) };
    pair.must('requester', { type: 'propose request' }, given);
    pair.must('requester', approving(pair), given, SECOND);
    expect(pair.do('requester', { type: 'send' }, given)).toMatchObject({ ok: false, code: 'channel-not-node' });
    expect(stateOf(pair.kase('requester'))).toBe('approved');
  });

  it('is not asked for twice, nor before anything was proposed', () => {
    const pair = proposed();
    const command = approving(pair);
    pair.must('requester', command, {}, SECOND);
    expect(pair.do('requester', command, {}, SECOND)).toMatchObject({ ok: false, code: 'state-forbids' });
    expect(MemoryPair.drafted(false).do('requester', command, {}, SECOND)).toMatchObject({
      ok: false,
      code: 'state-forbids',
    });
  });

  it('is not asked for while a blocker stands; each is named', () => {
    const pair = MemoryPair.drafted(false);
    const result = pair.do(
      'requester',
      { type: 'propose request' },
      { partner: partner({ suspended: true, pinned: false }) },
    );
    expect(result).toMatchObject({
      ok: false,
      code: 'draft-blocked',
      reasons: [{ code: 'addressee-suspended' }, { code: 'addressee-not-pinned' }],
    });
  });

  it('needs a sending: sending without it is refused', () => {
    expect(proposed().do('requester', { type: 'send' })).toMatchObject({ ok: false, code: 'state-forbids' });
  });

  it('does not drop what nobody told', () => {
    expect(MemoryPair.drafted(false).do('requester', { type: 'drop told', thread: derivedId('none') })).toMatchObject({
      ok: false,
      code: 'letter-unknown',
    });
  });
});
