import { describe, expect, it } from '@jest/globals';
import { type Calendar } from '../../src/domain/deadlines/calendar.js';
import { isOverdue, readClock, type ClockEvent, type Term } from '../../src/domain/deadlines/clock.js';

const vienna: Calendar = {
  country: 'AUT',
  version: 1,
  zone: 'Europe/Vienna',
  weekend: [6, 7],
  holidays: ['2026-12-08', '2026-12-25'],
};
const utc: Calendar = { country: 'XAA', version: 1, zone: 'UTC', weekend: [6, 7], holidays: [] };
const HOURS_24: Term = { amount: 24, unit: 'hours' };
const WORKING_5: Term = { amount: 5, unit: 'working days' };
const DAYS_28: Term = { amount: 28, unit: 'calendar days' };
const MONTH: Term = { amount: 1, unit: 'months' };

const at = (text: string): string => `2026-${text}.000Z`;
const start = (when: string): ClockEvent => ({ type: 'start', at: at(when) });
const pause = (when: string): ClockEvent => ({ type: 'pause', at: at(when) });
const resume = (when: string): ClockEvent => ({ type: 'resume', at: at(when) });
const meet = (when: string): ClockEvent => ({ type: 'meet', at: at(when) });
const cancel = (when: string): ClockEvent => ({ type: 'cancel', at: at(when) });
const extend = (when: string, until: string): ClockEvent => ({ type: 'extend', at: at(when), until: at(until) });

const due = (events: readonly ClockEvent[], term: Term, calendar = utc): string | undefined =>
  readClock(events, term, calendar).dueAt;

describe('a clock', () => {
  it('has neither start nor due time before it starts', () => {
    expect(readClock([], DAYS_28, utc)).toEqual({ state: 'not started', breached: false, steps: [] });
  });

  it('counts from the first of two starts', () => {
    expect(due([start('11-05T10:00:00'), start('11-02T10:00:00')], HOURS_24)).toBe(at('11-03T10:00:00'));
  });

  it('lists its steps at 50, 80, 100 and 150 percent of its own units', () => {
    expect(readClock([start('11-02T00:00:00')], { amount: 10, unit: 'hours' }, utc).steps).toEqual([
      { percent: 50, at: at('11-02T05:00:00') },
      { percent: 80, at: at('11-02T08:00:00') },
      { percent: 100, at: at('11-02T10:00:00') },
      { percent: 150, at: at('11-02T15:00:00') },
    ]);
  });

  it('puts its steps on working time where it counts working days', () => {
    const { steps } = readClock([start('11-27T11:00:00')], { amount: 2, unit: 'working days' }, vienna);
    expect(steps.map((step) => step.at)).toEqual([
      at('11-30T11:00:00'),
      at('12-01T01:24:00'),
      at('12-01T11:00:00'),
      at('12-02T11:00:00'),
    ]);
  });

  it('is met in time at the very instant at which it is due', () => {
    expect(readClock([start('11-02T10:00:00'), meet('11-03T10:00:00')], HOURS_24, utc)).toMatchObject({
      state: 'met',
      breached: false,
      endedAt: at('11-03T10:00:00'),
    });
  });

  it('is breached where it is met a millisecond after it was due', () => {
    expect(
      readClock([start('11-02T10:00:00'), { type: 'meet', at: '2026-11-03T10:00:00.001Z' }], HOURS_24, utc).breached,
    ).toBe(true);
  });

  it('keeps the steps that it passed before it was met, and no later one', () => {
    expect(
      readClock([start('11-02T10:00:00'), meet('11-03T02:00:00')], HOURS_24, utc).steps.map((step) => step.percent),
    ).toEqual([50]);
  });

  it('does not start after it was met: an answer that crosses the acknowledgement ends it', () => {
    expect(readClock([meet('11-02T10:00:00'), start('11-03T10:00:00')], HOURS_24, utc)).toEqual({
      state: 'met',
      endedAt: at('11-02T10:00:00'),
      breached: false,
      steps: [],
    });
  });

  it('is met, not cancelled, where both happen at one instant', () => {
    expect(
      readClock([cancel('11-02T12:00:00'), meet('11-02T12:00:00'), start('11-02T10:00:00')], HOURS_24, utc).state,
    ).toBe('met');
  });

  it('ignores what comes after its end', () => {
    const ended = [start('11-02T10:00:00'), cancel('11-02T12:00:00')];
    expect(
      readClock([...ended, meet('11-02T13:00:00'), extend('11-02T14:00:00', '12-01T00:00:00')], HOURS_24, utc),
    ).toEqual(readClock(ended, HOURS_24, utc));
  });

  it('refuses an extension that names no time', () => {
    expect(() =>
      readClock([start('11-02T10:00:00'), { type: 'extend', at: at('11-02T11:00:00') }], HOURS_24, utc),
    ).toThrow(TypeError);
  });
});

describe('a pause', () => {
  it('leaves no due time and no future step while it lasts', () => {
    const reading = readClock([start('11-02T10:00:00'), pause('11-03T00:00:00')], HOURS_24, utc);
    expect(reading.state).toBe('paused');
    expect(reading.dueAt).toBeUndefined();
    expect(reading.steps.map((step) => step.percent)).toEqual([50]);
  });

  it('moves a clock of hours by the hours that it took', () => {
    expect(due([start('11-02T10:00:00'), pause('11-02T12:00:00'), resume('11-05T15:30:00')], HOURS_24)).toBe(
      at('11-06T13:30:00'),
    );
  });

  it('moves calendar days by wall-clock time, also over a change of clocks', () => {
    expect(due([start('10-01T08:00:00'), pause('10-24T08:00:00'), resume('10-26T09:00:00')], DAYS_28, vienna)).toBe(
      at('10-31T09:00:00'),
    );
  });

  it('over a weekend and a holiday takes nothing from a clock of working days', () => {
    const whole = due([start('12-03T11:00:00')], WORKING_5, vienna);
    expect(
      due(
        [
          start('12-03T11:00:00'),
          pause('12-05T09:00:00'),
          resume('12-06T20:00:00'),
          pause('12-08T08:00:00'),
          resume('12-08T15:00:00'),
        ],
        WORKING_5,
        vienna,
      ),
    ).toBe(whole);
  });

  it('across holidays leaves the working time that was left when it began', () => {
    // 1.5 of 5 working days used on Friday 4 December 23:00 local; 3.5 are left on Monday 14.
    expect(due([start('12-03T11:00:00'), pause('12-04T23:00:00'), resume('12-13T23:00:00')], WORKING_5, vienna)).toBe(
      at('12-17T11:00:00'),
    );
  });

  it('moves a month by the wall-clock time that it took', () => {
    expect(due([start('01-31T10:00:00'), pause('02-10T10:00:00'), resume('02-12T10:00:00')], MONTH)).toBe(
      at('03-02T10:00:00'),
    );
  });

  it('does no more where it is asked for twice', () => {
    const once = [start('11-02T10:00:00'), pause('11-02T12:00:00'), resume('11-02T18:00:00')];
    expect(readClock([...once, pause('11-02T14:00:00'), resume('11-02T19:00:00')], HOURS_24, utc)).toEqual(
      readClock(once, HOURS_24, utc),
    );
  });

  it('that ends at the instant at which it begins leaves the clock running', () => {
    expect(
      readClock([resume('11-02T12:00:00'), pause('11-02T12:00:00'), start('11-02T10:00:00')], HOURS_24, utc),
    ).toMatchObject({ state: 'running', dueAt: at('11-03T10:00:00') });
  });

  it('before the start is without effect', () => {
    expect(due([pause('11-01T10:00:00'), start('11-02T10:00:00')], HOURS_24)).toBe(at('11-03T10:00:00'));
  });

  it('after the due time does not undo the breach, nor bring the due time back', () => {
    expect(
      readClock([start('11-02T10:00:00'), pause('11-04T10:00:00'), resume('11-09T10:00:00')], HOURS_24, utc),
    ).toMatchObject({ state: 'running', breached: true, dueAt: at('11-03T10:00:00') });
  });

  it('moves the steps that are still to come, and none that has passed', () => {
    const { steps } = readClock(
      [start('11-02T00:00:00'), pause('11-02T06:00:00'), resume('11-02T07:00:00')],
      { amount: 10, unit: 'hours' },
      utc,
    );
    expect(steps.map((step) => step.at)).toEqual([
      at('11-02T05:00:00'),
      at('11-02T09:00:00'),
      at('11-02T11:00:00'),
      at('11-02T16:00:00'),
    ]);
  });
});

describe('an extension', () => {
  it('names the new due time', () => {
    expect(due([start('11-02T10:00:00'), extend('11-03T00:00:00', '11-20T00:00:00')], HOURS_24)).toBe(
      at('11-20T00:00:00'),
    );
  });

  it('to a day on which nobody works is kept as it was named', () => {
    expect(due([start('11-02T10:00:00'), extend('11-03T10:00:00', '11-29T17:00:00')], WORKING_5, vienna)).toBe(
      at('11-29T17:00:00'),
    );
  });

  it('never shortens', () => {
    expect(due([start('11-02T10:00:00'), extend('11-02T11:00:00', '11-02T12:00:00')], HOURS_24)).toBe(
      at('11-03T10:00:00'),
    );
  });

  it('during a pause is the least that the resumed clock has', () => {
    const paused = [start('11-02T10:00:00'), pause('11-02T12:00:00'), extend('11-03T00:00:00', '11-20T00:00:00')];
    expect(due([...paused, resume('11-10T00:00:00')], HOURS_24)).toBe(at('11-20T00:00:00'));
    expect(due([...paused, resume('11-25T00:00:00')], HOURS_24)).toBe(at('11-25T22:00:00'));
  });

  it('after the due time moves it and does not undo the breach', () => {
    expect(
      readClock(
        [start('11-02T10:00:00'), extend('11-04T00:00:00', '11-20T00:00:00'), meet('11-05T00:00:00')],
        HOURS_24,
        utc,
      ),
    ).toMatchObject({ breached: true, dueAt: at('11-20T00:00:00') });
  });
});

describe('whether a clock is overdue', () => {
  const running = readClock([start('11-02T10:00:00')], HOURS_24, utc);

  it('is no before it is due', () => {
    expect(isOverdue(running, '2026-11-03T09:59:59.999Z')).toBe(false);
  });

  it('is yes once it is due', () => {
    expect(isOverdue(running, at('11-03T10:00:00'))).toBe(true);
  });

  it.each([
    ['paused', [pause('11-02T12:00:00')]],
    ['met', [meet('11-02T12:00:00')]],
    ['cancelled', [cancel('11-02T12:00:00')]],
  ] as const)('is no while it is %s, however long', (_, more) => {
    expect(isOverdue(readClock([start('11-02T10:00:00'), ...more], HOURS_24, utc), at('12-31T00:00:00'))).toBe(false);
  });

  it('is no where it never started', () => {
    expect(isOverdue(readClock([], HOURS_24, utc), at('12-31T00:00:00'))).toBe(false);
  });
});
