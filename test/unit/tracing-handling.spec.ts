import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Handling, INTENDED_USES, type RecordFact, TLP_LABELS } from '../../src/domain/messages/index.js';
import {
  apartReasons,
  cutToLevel,
  levelReasons,
  limitsOf,
  narrower,
  useReasons,
} from '../../src/domain/tracing/handling.js';
import { type Consent, type Shared } from '../../src/domain/tracing/shared-state.js';
import { LETTERS } from '../support/letters.js';

const terms = (more: Partial<Handling> = {}): Handling => ({
  recipients: [],
  purposes: [],
  onwardRelease: 'with consent',
  evidenceUse: 'with consent',
  ...more,
});
const someTerms: fc.Arbitrary<Handling> = fc.record(
  {
    recipients: fc.uniqueArray(fc.constantFrom('police', 'prosecutor', 'customs'), { maxLength: 2 }),
    purposes: fc.uniqueArray(fc.constantFrom(...INTENDED_USES), { maxLength: 3 }),
    onwardRelease: fc.constantFrom('no', 'with consent'),
    evidenceUse: fc.constantFrom('no', 'with consent'),
    deleteBy: fc.constantFrom('2026-05-01', '2027-01-01', '2030-12-31'),
    label: fc.constantFrom(...TLP_LABELS),
  },
  { requiredKeys: ['recipients', 'purposes', 'onwardRelease', 'evidenceUse'] },
);
const shared = (offered: Handling, given?: Handling, consents: Shared['consents'] = {}): Shared => ({
  state: 'answered',
  read: [],
  consents,
  request: { ...LETTERS.REQUEST.body, handling: offered },
  ...(given === undefined
    ? {}
    : {
        answer: {
          outcome: 'not in records',
          facts: [],
          corrected: false,
          body: { ...LETTERS.ANSWER.body, handling: given },
        },
      }),
});
const codes = (list: readonly { readonly code: string }[]): readonly string[] => list.map((one) => one.code);
const consent = (scope: Consent['scope'], more: Partial<Consent> = {}): Shared['consents'] => ({
  one: { scope, asker: 'requester', of: 'mid', decision: 'grant', ...more },
});

describe('how far an answer may go (levels 0 to 2)', () => {
  const trusted = { highestLevel: 2, confidentialityAssessed: true } as const;
  const level2 = {
    asked: 2,
    legalBasis: 'Act 5',
    necessity: 'suspect in flight',
    partner: trusted,
    confidentiality: { guaranteed: true },
  } as const;

  it('gives level 2 with legal basis, necessity and an assessed partner', () => {
    expect(levelReasons(level2)).toEqual([]);
  });

  it.each([
    ['without a legal basis', { legalBasis: ' ' }, 'legal-basis-missing'],
    ['without necessity in words', { necessity: '' }, 'necessity-missing'],
    [
      'to a partner that was not assessed',
      { partner: { ...trusted, confidentialityAssessed: false } },
      'partner-not-assessed',
    ],
    ['over the partner profile', { partner: { ...trusted, highestLevel: 1 } }, 'level-over-partner'],
    [
      'where confidentiality cannot be guaranteed (ITI 15)',
      { confidentiality: { guaranteed: false } },
      'confidentiality-not-guaranteed',
    ],
  ] as const)('refuses level 2 %s', (_why, more, code) => {
    expect(codes(levelReasons({ ...level2, ...more }))).toEqual([code]);
  });

  it('names every reason at once', () => {
    expect(
      codes(
        levelReasons({
          asked: 2,
          partner: { highestLevel: 0, confidentialityAssessed: false },
          confidentiality: { guaranteed: false },
        }),
      ),
    ).toEqual([
      'level-over-partner',
      'confidentiality-not-guaranteed',
      'legal-basis-missing',
      'necessity-missing',
      'partner-not-assessed',
    ]);
  });

  it('tells level 0 even to a State that cannot guarantee confidentiality', () => {
    expect(
      levelReasons({
        asked: 0,
        partner: { highestLevel: 0, confidentialityAssessed: false },
        confidentiality: { guaranteed: false },
      }),
    ).toEqual([]);
  });

  const facts: RecordFact[] = [
    { field: 'State', level: 0, value: 'AUT' },
    { field: 'company', level: 1, value: 'Arms Ltd' },
    { field: 'person', level: 2, value: 'J. Doe' },
  ];
  it.each([
    [
      0,
      1,
      ['State'],
      [
        { field: 'company', why: 'level' },
        { field: 'person', why: 'partner' },
      ],
    ],
    [1, 1, ['State', 'company'], [{ field: 'person', why: 'partner' }]],
    [1, 2, ['State', 'company'], [{ field: 'person', why: 'level' }]],
    [2, 2, ['State', 'company', 'person'], []],
  ] as const)(
    'cuts to level %s for a partner of level %s, and what is withheld stays visible',
    (level, partner, told, withheld) => {
      const cut = cutToLevel(facts, level, partner);
      expect(cut.facts.map((fact) => fact.field)).toEqual(told);
      expect(cut.withheld).toEqual(withheld);
      expect(JSON.stringify(cut.withheld)).not.toMatch(/Doe|Arms/);
    },
  );
});

describe('limits on use (ITI 15)', () => {
  it('never widen, whatever two sets of terms meet', () => {
    fc.assert(
      fc.property(
        someTerms,
        someTerms,
        fc.constantFrom(...INTENDED_USES),
        fc.constantFrom('police', 'prosecutor', 'customs'),
        (a, b, purpose, recipient) => {
          if (apartReasons(a, b).length > 0) return;
          const both = narrower(a, b);
          const use = { purpose, recipient, on: '2026-04-01' } as const;
          const refused = (one: Handling): boolean => useReasons(shared(one), use).length > 0;
          if (refused(a) || refused(b)) expect(refused(both)).toBe(true);
          for (const key of ['onwardRelease', 'evidenceUse'] as const)
            expect(both[key] === 'with consent').toBe(a[key] === 'with consent' && b[key] === 'with consent');
          expect((both.deleteBy ?? '9') <= (a.deleteBy ?? '9')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('cannot be made one where they have nothing in common: that would read as no limit at all', () => {
    const a = terms({ purposes: ['statistics'] });
    const b = terms({ purposes: ['criminal investigation'] });
    expect(apartReasons(a, b)).toMatchObject([{ code: 'terms-apart', field: '/handling/purposes' }]);
    expect(() => narrower(a, b)).toThrow('apart');
  });

  it('keep the strictest label', () => {
    expect(narrower(terms({ label: 'TLP:AMBER' }), terms({ label: 'TLP:RED' })).label).toBe('TLP:RED');
  });

  it('bind by the request and by the answer: a use must be covered by both', () => {
    const both = shared(terms({ purposes: ['statistics'] }), terms({ purposes: ['criminal investigation'] }));
    expect(limitsOf(both)).toHaveLength(2);
    for (const purpose of ['statistics', 'criminal investigation'] as const)
      expect(codes(useReasons(both, { purpose, on: '2026-04-01' }))).toEqual(['purpose-not-covered']);
  });

  it.each([
    ['for a purpose that was not named', terms({ purposes: ['statistics'] }), {}, 'purpose-not-covered'],
    [
      'by a recipient that was not named',
      terms({ recipients: ['customs'] }),
      { recipient: 'police' },
      'recipient-not-named',
    ],
    ['after the day on which it had to be erased', terms({ deleteBy: '2026-03-31' }), {}, 'delete-by-passed'],
    ['in court without consent', terms(), { purpose: 'court evidence' }, 'evidence-needs-consent'],
    ['by the next State without consent', terms(), { scope: { kind: 'next State', state: 'AUT' } }, 'consent-missing'],
    [
      'by a named agency without consent',
      terms(),
      { scope: { kind: 'named agency', agency: 'Customs' } },
      'consent-missing',
    ],
  ] as const)('refuse a use %s', (_why, given, more, code) => {
    expect(
      codes(useReasons(shared(terms(), given), { purpose: 'criminal investigation', on: '2026-04-01', ...more })),
    ).toEqual([code]);
  });

  it('let a use through that they cover, up to the last day', () => {
    const given = terms({ purposes: ['criminal investigation'], recipients: ['police'], deleteBy: '2026-04-01' });
    expect(
      useReasons(shared(terms(), given), { purpose: 'criminal investigation', recipient: 'police', on: '2026-04-01' }),
    ).toEqual([]);
  });

  const court = { kind: 'court evidence', court: 'Court A' } as const;
  const inCourt = { purpose: 'court evidence', scope: court, on: '2026-04-01' } as const;
  it('let an answer into the one court that consent was given for', () => {
    expect(useReasons(shared(terms(), terms(), consent(court)), inCourt)).toEqual([]);
  });

  it.each([
    ['another court', consent({ kind: 'court evidence', court: 'Court B' })],
    ['a consent to tell the next State', consent({ kind: 'next State', state: 'AUT' })],
    ['a consent that has expired', consent(court, { expires: '2026-03-31' })],
    ['a consent that was withdrawn', consent(court, { decision: 'withdraw' })],
    ['a consent that was denied', consent(court, { decision: 'deny' })],
    ['a consent that was only asked for', consent(court, { decision: 'asked' })],
  ])('keep an answer out of court with %s', (_why, consents) => {
    expect(codes(useReasons(shared(terms(), terms(), consents), inCourt))).toEqual(['evidence-needs-consent']);
  });

  it('do not take leave to tell the next State for leave to use it in court', () => {
    const next = { kind: 'next State', state: 'AUT' } as const;
    expect(codes(useReasons(shared(terms(), terms(), consent(next)), { ...inCourt, scope: next }))).toEqual([
      'evidence-needs-consent',
    ]);
  });
});
