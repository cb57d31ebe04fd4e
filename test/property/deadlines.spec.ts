import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addTerm, type Calendar } from '../../src/domain/deadlines/calendar.js';
import { readClock, TERM_UNITS, type ClockEvent, type Term } from '../../src/domain/deadlines/clock.js';
import { addMs, instantOf, type Instant } from '../../src/domain/shared/instant.js';

const FROM = Date.parse('2025-01-01T00:00:00.000Z');
const SPAN_MS = 3 * 365 * 86_400_000;

/** Half of the instants lie within hours of a change of clocks in one of the zones. */
const CHANGES = [
  '2026-03-29T01:00:00.000Z',
  '2026-10-25T01:00:00.000Z',
  '2026-03-08T07:00:00.000Z',
  '2026-11-01T06:00:00.000Z',
  '2026-04-04T14:45:00.000Z',
  '2026-04-04T15:00:00.000Z',
];
const instants: fc.Arbitrary<Instant> = fc.oneof(
  fc.integer({ min: 0, max: SPAN_MS }).map((ms) => instantOf(new Date(FROM + ms))),
  fc
    .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -30 * 3_600_000, max: 30 * 3_600_000 }))
    .map(([change, ms]) => addMs(change, ms)),
);
const calendars: fc.Arbitrary<Calendar> = fc.record({
  country: fc.constant('XAA'),
  version: fc.constant(1),
  zone: fc.constantFrom(
    'UTC',
    'Europe/Vienna',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Cairo',
    'Pacific/Chatham',
  ),
  weekend: fc.constantFrom([6, 7], [5, 6], [7], []),
  holidays: fc.array(
    instants.map((at) => at.slice(0, 10)),
    { maxLength: 12 },
  ),
});
const terms: fc.Arbitrary<Term> = fc.record({
  amount: fc.integer({ min: 0, max: 40 }),
  unit: fc.constantFrom(...TERM_UNITS),
});
const events: fc.Arbitrary<readonly ClockEvent[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constantFrom('start', 'pause', 'resume', 'meet', 'cancel'), at: instants }),
    fc.record({ type: fc.constantFrom('pause', 'resume'), at: instants }),
    fc.record({ type: fc.constant('extend' as const), at: instants, until: instants }),
  ),
  { maxLength: 10 },
);

describe('terms', () => {
  it('never end before they begin', () => {
    fc.assert(
      fc.property(instants, terms, calendars, (from, term, calendar) => {
        expect(addTerm(from, term, calendar) >= from).toBe(true);
      }),
    );
  });

  it('that are longer never end earlier', () => {
    fc.assert(
      fc.property(instants, terms, fc.integer({ min: 0, max: 5 }), calendars, (from, term, more, calendar) => {
        expect(addTerm(from, { ...term, amount: term.amount + more }, calendar) >= addTerm(from, term, calendar)).toBe(
          true,
        );
      }),
    );
  });

  // Months are left out: the 29th at noon and the 30th at dawn both end on 28 February, at their own hour.
  it('of hours and days that begin later never end earlier', () => {
    const days = terms.filter((term) => term.unit !== 'months');
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 4 * 3_600_000 }), days, calendars, (from, ms, term, calendar) => {
        expect(addTerm(addMs(from, ms), term, calendar) >= addTerm(from, term, calendar)).toBe(true);
      }),
    );
  });
});

describe('readings of a clock', () => {
  it('are the same in whatever order and batches its events come, and however often', () => {
    fc.assert(
      fc.property(
        events.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length }), fc.subarray([...all])),
        ),
        terms,
        calendars,
        ([all, shuffled, again], term, calendar) => {
          expect(readClock([...again, ...shuffled], term, calendar)).toEqual(readClock(all, term, calendar));
        },
      ),
    );
  });

  it('are due at their term or later, never before they started', () => {
    fc.assert(
      fc.property(events, terms, calendars, (all, term, calendar) => {
        const { startedAt, dueAt } = readClock(all, term, calendar);
        if (dueAt !== undefined)
          expect(startedAt !== undefined && dueAt >= addTerm(startedAt, term, calendar)).toBe(true);
      }),
    );
  });

  it('list their steps in order of time, none before the start', () => {
    fc.assert(
      fc.property(events, terms, calendars, (all, term, calendar) => {
        const { startedAt, steps } = readClock(all, term, calendar);
        const times = steps.map((step) => step.at);
        expect(times).toEqual([...times].sort());
        for (const time of times) expect(time >= (startedAt ?? '')).toBe(true);
      }),
    );
  });

  it('ring the step of 100 percent at the due time', () => {
    fc.assert(
      fc.property(events, terms, calendars, (all, term, calendar) => {
        const reading = readClock(all, term, calendar);
        if (reading.state === 'running')
          expect(reading.steps.find((step) => step.percent === 100)?.at).toBe(reading.dueAt);
      }),
    );
  });

  it('are due no earlier for a pause', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 0, max: 90 * 3_600_000 }),
        fc.integer({ min: 0, max: 90 * 3_600_000 }),
        terms,
        calendars,
        (from, before, long, term, calendar) => {
          const start: ClockEvent = { type: 'start', at: from };
          const paused: ClockEvent[] = [
            { type: 'pause', at: addMs(from, before) },
            { type: 'resume', at: addMs(from, before + long) },
          ];
          const plain = readClock([start], term, calendar).dueAt ?? '';
          expect((readClock([start, ...paused], term, calendar).dueAt ?? '') >= plain).toBe(true);
        },
      ),
    );
  });
});
