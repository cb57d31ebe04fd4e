import { describe, expect, it } from '@jest/globals';
import { lateActOf, LATE_ACTS, nextDue, waitsOf, WAITS } from '../../src/domain/tracing/waits.js';
import { CLOCK_KINDS } from '../../src/domain/deadlines/clock.js';
import { LETTERS } from '../support/letters.js';
import { MemoryPair } from '../support/memory-pair.js';

const waits = (pair: MemoryPair): { readonly requester: readonly string[]; readonly responder: readonly string[] } => ({
  requester: waitsOf(pair.kase('requester')),
  responder: waitsOf(pair.kase('responder')),
});

describe('what a case waits for from our own side', () => {
  it('is completing the request while it is a draft', () => {
    expect(waitsOf(MemoryPair.drafted().kase('requester'))).toEqual(['complete the request']);
  });

  it('is nothing of who asked, and taking note of who was asked, once the request has come', () => {
    expect(waits(MemoryPair.asked())).toEqual({ requester: [], responder: ['acknowledge'] });
  });

  it('is the answers of who asked, where further information was asked for', () => {
    const pair = MemoryPair.asked();
    pair.write('responder', LETTERS.ASK_MORE);
    pair.deliver('responder');
    expect(waitsOf(pair.kase('requester'))).toEqual(['supply what was asked']);
  });

  it('is a flag to act on as long as it is not settled, also where nothing else is owed', () => {
    const kase = MemoryPair.asked().kase('requester');
    const flag = { code: 'correction to act on', at: '2026-03-02T08:00:00.000Z', detail: 'x' } as const;
    expect(waitsOf({ ...kase, flags: [flag] })).toEqual(['act on a flag']);
    expect(waitsOf({ ...kase, flags: [{ ...flag, doneAt: flag.at }] })).toEqual([]);
  });

  it('is to see why nothing arrives before anything else', () => {
    const kase = MemoryPair.drafted().kase('requester');
    expect(waitsOf({ ...kase, undeliverable: true })[0]).toBe('see why nothing arrives');
  });

  it('is said in the order of what presses most, each once', () => {
    const kase = MemoryPair.asked().kase('responder');
    const flag = { code: 'correction to act on', at: '2026-03-02T08:00:00.000Z', detail: 'x' } as const;
    const found = waitsOf({ ...kase, undeliverable: true, flags: [flag, flag] });
    expect(found).toEqual(['see why nothing arrives', 'act on a flag', 'acknowledge']);
    expect(found.map((one) => WAITS.indexOf(one))).toEqual(
      [...found.map((one) => WAITS.indexOf(one))].sort((a, b) => a - b),
    );
  });
});

describe('the clock of a case that is due first', () => {
  it('is one that runs, with its kind and whose term it is', () => {
    const due = nextDue(MemoryPair.asked().kase('responder'));
    expect(due?.clock).toBe('acknowledge');
    expect(due?.at).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('is told to be acted on in one of the known ways, for each kind of clock', () => {
    for (const clock of CLOCK_KINDS) expect(LATE_ACTS).toContain(lateActOf(clock));
    expect(lateActOf('custody')).toBe('confirm storage');
    expect(lateActOf('answer')).toBe('remind');
  });
});
