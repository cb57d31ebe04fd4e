import { describe, expect, it } from '@jest/globals';
import { draftCalendar } from '../../src/cli/calendar.js';
import { calendarOf } from '../../src/domain/directory/entry-check.js';

describe('a draft of dated holidays', () => {
  it('lists the days of the years asked for, once each and in order', () => {
    const draft = draftCalendar('AUT', 2026, 2027);
    expect(draft).toMatchObject({
      zone: 'Europe/Vienna',
      weekend: [6, 7],
      validFrom: '2026-01-01',
      validTo: '2027-12-31',
    });
    for (const day of ['2026-01-01', '2026-04-06', '2026-05-14', '2026-10-26', '2026-12-25', '2027-03-29'])
      expect(draft?.holidays).toContain(day);
    expect(draft?.holidays).toEqual([...new Set(draft?.holidays)].sort());
    expect(draft?.holidays.every((day) => day >= '2026-01-01' && day <= '2027-12-31')).toBe(true);
  });

  it('names a weekend that is not Saturday and Sunday', () => {
    expect(draftCalendar('ISR', 2026, 2026)?.weekend).toEqual([5, 6]);
  });

  it('says that it is a draft, and is a calendar that the directory takes', () => {
    const draft = draftCalendar('BRA', 2026, 2026);
    expect(draft?.source).toContain('to be checked');
    expect(
      calendarOf(
        {
          version: 1,
          zone: draft?.zone ?? '',
          weekend: [...(draft?.weekend ?? [])],
          holidays: [...(draft?.holidays ?? [])],
        },
        '',
      ),
    ).toEqual([]);
  });

  it.each([['XAA'], ['SUN'], ['EUR'], ['']])('%j has none', (country) => {
    expect(draftCalendar(country, 2026, 2026)).toBeUndefined();
  });

  it('knows no region that is not there, and more days in one that is', () => {
    expect(draftCalendar('DEU', 2026, 2026, 'nowhere')).toBeUndefined();
    expect(draftCalendar('DEU', 2026, 2026, 'BY')?.holidays.length ?? 0).toBeGreaterThan(
      draftCalendar('DEU', 2026, 2026)?.holidays.length ?? 99,
    );
  });
});
