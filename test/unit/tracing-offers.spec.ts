import { describe, expect, it } from '@jest/globals';
import { derivedId } from '../../src/domain/shared/ids.js';
import { lettersOf, offersOf, type Offer } from '../../src/domain/tracing/offers.js';
import { LETTERS } from '../support/letters.js';
import { MemoryPair, person } from '../support/memory-pair.js';

const NOTHING = derivedId('nothing');

function offered(pair: MemoryPair, role: 'requester' | 'responder'): readonly Offer[] {
  const facts = { own: { state: 'XAA', exercise: false }, singleOfficer: false };
  return offersOf(pair.kase(role), facts, { now: pair.now, actor: person('author'), commandId: NOTHING, jti: NOTHING });
}
const refusalOf = (offers: readonly Offer[], act: Offer['act']): unknown =>
  offers.find((offer) => offer.act === act)?.refusal?.code ?? offers.some((offer) => offer.act === act);

describe('what is offered on a case', () => {
  it('is closing only with its reason while the exchange is open', () => {
    const pair = MemoryPair.asked();
    expect(refusalOf(offered(pair, 'requester'), 'close')).toBe('matter-open');
    expect(refusalOf(offered(MemoryPair.drafted(), 'requester'), 'close')).toBe(true);
  });

  it('is disposal only after secure storage, and destruction not while the trace is open (ITI 9)', () => {
    const pair = MemoryPair.asked();
    expect(refusalOf(offered(pair, 'requester'), 'record disposal')).toBe('storage-unconfirmed');
    pair.must('requester', { type: 'confirm storage' });
    const offers = offered(pair, 'requester');
    expect(refusalOf(offers, 'record disposal')).toBe(true);
    expect(refusalOf(offers, 'destroy')).toBe('custody-held');
  });

  it('is storage once: what is confirmed is not offered again', () => {
    const pair = MemoryPair.asked();
    expect(refusalOf(offered(pair, 'requester'), 'confirm storage')).toBe(true);
    pair.must('requester', { type: 'confirm storage' });
    expect(refusalOf(offered(pair, 'requester'), 'confirm storage')).toBe(false);
  });

  it('is a next request only once something was asked', () => {
    expect(refusalOf(offered(MemoryPair.asked(), 'requester'), 'open next request')).toBe(true);
    expect(refusalOf(offered(MemoryPair.drafted(), 'requester'), 'open next request')).toBe(false);
  });
});

describe('the letters that would have their effect', () => {
  it('are those of the side and of the moment', () => {
    const pair = MemoryPair.asked();
    expect(lettersOf(pair.kase('requester'))).toEqual(['WITHDRAW', 'REMIND', 'PART', 'CORRECT']);
    expect(lettersOf(pair.kase('responder'))).toContain('ASK_MORE');
    expect(lettersOf(pair.kase('responder'))).not.toContain('WITHDRAW');
    expect(lettersOf(MemoryPair.drafted().kase('requester'))).toEqual([]);
  });

  it('include further information and clarification only where they were asked for', () => {
    const pair = MemoryPair.asked();
    pair.write('responder', LETTERS.ASK_MORE);
    pair.deliver('responder');
    expect(lettersOf(pair.kase('requester'))).toContain('MORE');
    expect(lettersOf(pair.kase('responder'))).not.toContain('CLARIFICATION');
  });

  it('end with a withdrawal', () => {
    const pair = MemoryPair.asked();
    pair.write('requester', LETTERS.WITHDRAW);
    expect(lettersOf(pair.kase('requester'))).toEqual([]);
  });
});
