import { describe, expect, it } from '@jest/globals';
import { type Handling, type Letter, type RecordFact } from '../../src/domain/messages/index.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { type Case } from '../../src/domain/tracing/case.js';
import { type Command, type Facts, type RecordFacts } from '../../src/domain/tracing/command.js';
import { shownFactsOf } from '../../src/domain/tracing/deciding.js';
import { type PastAct } from '../../src/tracing/cases/case-history.js';
import { changesSince } from '../../src/tracing/cases/proposal-changes.js';
import { LETTERS } from '../support/letters.js';
import { MemoryPair, person } from '../support/memory-pair.js';

const FIREARM = derivedId('firearm');
const GROUND = 'national security consistent with the Charter';
const FACTS: readonly RecordFact[] = [
  { field: 'State', event: 'exported', level: 0, value: 'AUT' },
  { field: 'company', role: 'importer', level: 1, value: 'Importer & Co' },
  { field: 'person', role: 'private holder', level: 2, value: 'Jane Roe' },
];
const record = (more: Partial<RecordFacts> = {}): Partial<Facts> => ({
  record: {
    firearmId: FIREARM,
    version: 'v1',
    facts: FACTS,
    basis: 'exact',
    differences: [],
    exportedTo: 'AUT',
    ...more,
  },
});
type Compose = Extract<Command, { type: 'compose answer' }>;
const compose = (more: Partial<Compose> = {}): Compose => ({
  type: 'compose answer',
  part: 'final',
  level: 1,
  ...more,
});
const terms = LETTERS.ANSWER.body.handling;

function chosen(): MemoryPair {
  const pair = MemoryPair.asked(false);
  pair.must('responder', { type: 'accept request' });
  pair.settle();
  pair.must('responder', { type: 'choose record', outcome: 'traced to export', firearmId: FIREARM }, record());
  return pair;
}
function proposed(command: Compose): NonNullable<Case['proposal']> {
  const pair = chosen();
  pair.must('responder', command, record());
  const { proposal } = pair.kase('responder');
  if (proposal === undefined) throw new Error('nothing is proposed');
  return proposal;
}
const bodyOf = (letter: Letter): Extract<Letter, { kind: 'ANSWER' }>['body'] => {
  if (letter.kind !== 'ANSWER') throw new Error(letter.kind);
  return letter.body;
};

describe('an answer that holds something back on a ground of ITI 22', () => {
  it('shows the field as withheld with its ground, and needs the head', () => {
    const { letter, needs } = proposed(compose({ heldBack: { fields: ['company'], ground: GROUND } }));
    expect(bodyOf(letter).facts.map(({ field }) => field)).toEqual(['State']);
    expect(bodyOf(letter).withheld).toEqual([
      { field: 'company', why: GROUND },
      { field: 'person', why: 'partner' },
    ]);
    expect(JSON.stringify(letter)).not.toMatch(/Importer|Roe/);
    expect(needs).toBe('head of NPC');
  });

  it('needs no head where nothing is held back', () => {
    expect(proposed(compose({ heldBack: { fields: [], ground: GROUND } })).needs).toBe('second person');
  });
});

describe('the terms of an answer', () => {
  it('are narrowed by the officer', () => {
    const handling: Handling = { ...terms, recipients: ['Federal Police'], evidenceUse: 'no', label: 'TLP:RED' };
    expect(bodyOf(proposed(compose({ handling })).letter).handling).toMatchObject({
      recipients: ['Federal Police'],
      purposes: ['criminal investigation'],
      evidenceUse: 'no',
      label: 'TLP:RED',
    });
  });

  it('are never widened', () => {
    const handling = { ...terms, purposes: ['criminal investigation', 'statistics'] } as const;
    const told = bodyOf(proposed(compose({ handling: { ...handling, purposes: [...handling.purposes] } })).letter);
    expect(told.handling.purposes).toEqual(['criminal investigation']);
  });

  it('are refused where they have nothing in common with those of the request', () => {
    const result = chosen().do('responder', compose({ handling: { ...terms, purposes: ['statistics'] } }), record());
    expect(result).toMatchObject({ ok: false, code: 'use-not-covered', reasons: [{ code: 'terms-apart' }] });
  });
});

describe('a correction that tells of a record', () => {
  function answered(level: 0 | 1 | 2): MemoryPair {
    const pair = chosen();
    pair.force('responder', { kind: 'ANSWER', body: { ...LETTERS.ANSWER.body, level, facts: [] } });
    pair.settle();
    return pair;
  }
  const correct = (
    pair: MemoryPair,
    facts: readonly RecordFact[],
    highestLevel: 0 | 1 | 2 = 2,
  ): ReturnType<MemoryPair['do']> => {
    const corrects = pair.kase('responder').streams.responder.at(-1)?.mid ?? '';
    const letter: Extract<Letter, { kind: 'CORRECT' }> = {
      kind: 'CORRECT',
      body: { corrects, reason: 'A digit was misread.', facts: [...facts] },
    };
    const partner = {
      state: 'XAA',
      version: 1,
      channel: 'node',
      pinned: true,
      suspended: false,
      highestLevel,
      confidentialityAssessed: true,
    } as const;
    return pair.do('responder', { type: 'propose letter', letter }, { partner });
  };

  it('keeps to the level of its answer', () => {
    expect(correct(answered(1), FACTS)).toMatchObject({ ok: false, code: 'level-not-allowed', field: '/facts' });
    expect(correct(answered(1), FACTS.slice(0, 2)).ok).toBe(true);
  });

  it('keeps to the level that the partner is given now', () => {
    expect(correct(answered(2), FACTS, 1)).toMatchObject({ ok: false, code: 'level-not-allowed' });
  });

  it('needs a supervisor where it names a natural person, and says its level', () => {
    const result = correct(answered(2), FACTS);
    expect(result.ok && result.value.next.proposal).toMatchObject({ needs: 'supervisor', disclosure: { level: 2 } });
    const plain = correct(answered(2), FACTS.slice(0, 2));
    expect(plain.ok && plain.value.next.proposal).toMatchObject({ needs: 'second person', disclosure: { level: 1 } });
  });
});

describe('what changed since a letter was proposed', () => {
  const act = (type: PastAct['type'], version: number): PastAct => ({
    type,
    version,
    at: '2026-04-01T00:00:00.000Z',
    by: { kind: 'person', id: person('author').id },
  });
  const now = (pair: MemoryPair, facts: Partial<Facts>): ReturnType<typeof shownFactsOf> =>
    shownFactsOf({ kase: pair.kase('responder'), facts: facts as Facts });

  it('is nothing where nothing did', () => {
    const pair = chosen();
    pair.must('responder', compose(), record());
    const { proposal } = pair.kase('responder');
    if (proposal?.basis === undefined) throw new Error('no basis');
    expect(changesSince(proposal, [act('approved', 9), act('proposed', 8)], proposal.basis, FACTS)).toEqual([]);
  });

  it('lists later acts, oldest first, and none of before', () => {
    const acts = [act('assigned', 10), act('letter received', 9), act('proposed', 8), act('record chosen', 7)];
    const proposal = proposed(compose());
    const found = changesSince(proposal, acts, proposal.basis ?? now(chosen(), record()), FACTS);
    expect(found.map((one) => one.what === 'act' && one.act.version)).toEqual([9, 10]);
  });

  it('names the fact of the record that was corrected, and no fact above the level', () => {
    const proposal = proposed(compose());
    const [state, , jane] = FACTS as [RecordFact, RecordFact, RecordFact];
    const corrected = [state, { ...state, field: 'company', level: 1, value: 'Other Ltd' } as const, jane];
    const basis = proposal.basis ?? now(chosen(), record());
    const found = changesSince(proposal, [], { ...basis, record: { id: FIREARM, version: 'v2' } }, corrected);
    expect(found).toEqual([
      { what: 'record', gone: [FACTS[1]], come: [expect.objectContaining({ value: 'Other Ltd' })] },
    ]);
  });

  it('names what was changed in the partner’s profile', () => {
    const proposal = proposed(compose());
    const partner = { state: 'XAA', channel: 'node', pinned: true, suspended: false, highestLevel: 1 } as const;
    const before = { ...proposal, basis: { partner, record: null, seen: 1 } };
    const found = changesSince(before, [], { partner: { ...partner, highestLevel: 0 }, record: null, seen: 1 }, []);
    expect(found).toEqual([{ what: 'partner', which: 'highestLevel', before: '1', now: '0' }]);
  });
});
