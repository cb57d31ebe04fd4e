import { describe, expect, it } from '@jest/globals';
import { addTerm, type Calendar } from '../../src/domain/deadlines/calendar.js';
import { type Term } from '../../src/domain/deadlines/clock.js';

const vienna: Calendar = {
  country: 'AUT',
  version: 1,
  zone: 'Europe/Vienna',
  weekend: [6, 7],
  holidays: ['2026-01-01', '2026-01-06', '2026-12-08', '2026-12-25', '2027-01-01'],
};
const cairo: Calendar = { country: 'EGY', version: 1, zone: 'Africa/Cairo', weekend: [5, 6], holidays: ['2026-01-07'] };
const chatham: Calendar = { country: 'NZL', version: 1, zone: 'Pacific/Chatham', weekend: [6, 7], holidays: [] };
const utc: Calendar = { country: 'XAA', version: 1, zone: 'UTC', weekend: [6, 7], holidays: [] };
const apia: Calendar = { country: 'WSM', version: 1, zone: 'Pacific/Apia', weekend: [6, 7], holidays: [] };

const hours = (amount: number): Term => ({ amount, unit: 'hours' });
const days = (amount: number): Term => ({ amount, unit: 'calendar days' });
const months = (amount: number): Term => ({ amount, unit: 'months' });
const working = (amount: number): Term => ({ amount, unit: 'working days' });

const TABLE: readonly (readonly [string, string, Term, Calendar, string])[] = [
  [
    'hours elapse through the night on which clocks go forward',
    '2026-03-28T12:00:00.000Z',
    hours(24),
    vienna,
    '2026-03-29T12:00:00.000Z',
  ],
  [
    'a calendar day over the hour that is lost ends at the same wall-clock time, after 23 hours',
    '2026-03-28T12:00:00.000Z',
    days(1),
    vienna,
    '2026-03-29T11:00:00.000Z',
  ],
  [
    'a calendar day over the hour that is won ends at the same wall-clock time, after 25 hours',
    '2026-10-24T12:00:00.000Z',
    days(1),
    vienna,
    '2026-10-25T13:00:00.000Z',
  ],
  [
    'a wall-clock time that is skipped is the moment of the change',
    '2026-03-28T01:30:00.000Z',
    days(1),
    vienna,
    '2026-03-29T01:00:00.000Z',
  ],
  [
    'a wall-clock time that comes twice is the first of the two',
    '2026-10-24T00:30:00.000Z',
    days(1),
    vienna,
    '2026-10-25T00:30:00.000Z',
  ],
  [
    '28 days over the end of summer time keep the hour of the day',
    '2026-10-01T08:15:30.250Z',
    days(28),
    vienna,
    '2026-10-29T09:15:30.250Z',
  ],
  [
    'a zone with an offset of 45 minutes keeps its own hour',
    '2026-04-04T10:00:00.000Z',
    days(1),
    chatham,
    '2026-04-05T11:00:00.000Z',
  ],
  ['a date that a zone left out is passed over', '2011-12-29T20:00:00.000Z', days(1), apia, '2011-12-30T10:00:00.000Z'],
  [
    'a month from 31 January ends on the last day of February',
    '2026-01-31T10:00:00.000Z',
    months(1),
    utc,
    '2026-02-28T10:00:00.000Z',
  ],
  [
    'a month from 31 January of a leap year ends on the 29th',
    '2028-01-31T10:00:00.000Z',
    months(1),
    utc,
    '2028-02-29T10:00:00.000Z',
  ],
  [
    'twelve months from a leap day end on 28 February',
    '2028-02-29T10:00:00.000Z',
    months(12),
    utc,
    '2029-02-28T10:00:00.000Z',
  ],
  [
    'two months from 31 December pass the end of the year',
    '2026-12-31T23:30:00.000Z',
    months(2),
    utc,
    '2027-02-28T23:30:00.000Z',
  ],
  [
    'a month is counted on the wall clock of the zone, where it may be another day',
    '2026-01-31T23:30:00.000Z',
    months(1),
    vienna,
    '2026-02-28T23:30:00.000Z',
  ],
  [
    'five working days from a Tuesday noon end on the next Tuesday noon',
    '2026-11-24T11:00:00.000Z',
    working(5),
    vienna,
    '2026-12-01T11:00:00.000Z',
  ],
  [
    'a working day from Friday afternoon ends on Monday afternoon',
    '2026-11-27T15:00:00.000Z',
    working(1),
    vienna,
    '2026-11-30T15:00:00.000Z',
  ],
  [
    'what comes in on a Saturday counts from Monday, and ends with the fifth working day',
    '2026-11-28T10:00:00.000Z',
    working(5),
    vienna,
    '2026-12-04T23:00:00.000Z',
  ],
  ['a holiday does not count', '2026-12-07T11:00:00.000Z', working(1), vienna, '2026-12-09T11:00:00.000Z'],
  [
    'Christmas and New Year are passed over',
    '2026-12-23T11:00:00.000Z',
    working(5),
    vienna,
    '2026-12-31T11:00:00.000Z',
  ],
  [
    'the year end with its holiday is passed over',
    '2026-12-31T11:00:00.000Z',
    working(1),
    vienna,
    '2027-01-04T11:00:00.000Z',
  ],
  [
    'Friday and Saturday are free where that is the weekend, and Sunday counts',
    '2026-11-26T10:00:00.000Z',
    working(1),
    cairo,
    '2026-11-29T10:00:00.000Z',
  ],
  [
    'a working day is that of the zone: late Sunday in UTC is Monday in Vienna',
    '2026-11-29T23:30:00.000Z',
    working(1),
    vienna,
    '2026-11-30T23:30:00.000Z',
  ],
  [
    'a term of nothing ends where it begins',
    '2026-11-28T10:00:00.000Z',
    working(0),
    vienna,
    '2026-11-28T10:00:00.000Z',
  ],
  ['counting works before 1970 too', '1969-12-31T12:00:00.000Z', working(1), utc, '1970-01-01T12:00:00.000Z'],
];

describe('when a term ends', () => {
  it.each(TABLE)('%s', (_, from, term, calendar, due) => {
    expect(addTerm(from, term, calendar)).toBe(due);
  });

  it('counts a later reading in the skipped hour as no earlier instant', () => {
    const skipped = addTerm('2026-03-28T01:45:00.000Z', days(1), vienna);
    const after = addTerm('2026-03-28T02:10:00.000Z', days(1), vienna);
    expect(skipped <= after).toBe(true);
  });

  it('refuses half a unit', () => {
    expect(() => addTerm('2026-11-24T10:00:00.000Z', days(1.5), utc)).toThrow(RangeError);
  });

  it('refuses a negative term', () => {
    expect(() => addTerm('2026-11-24T10:00:00.000Z', hours(-1), utc)).toThrow(RangeError);
  });

  it('refuses a calendar in which nobody ever works', () => {
    expect(() => addTerm('2026-11-24T10:00:00.000Z', working(1), { ...utc, weekend: [1, 2, 3, 4, 5, 6, 7] })).toThrow(
      /no working day/,
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => addTerm('2026-11-24T10:00:00.000Z', days(1), { ...utc, zone: 'Europe/Atlantis' })).toThrow(RangeError);
  });
});
