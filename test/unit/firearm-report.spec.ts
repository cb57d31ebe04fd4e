import { describe, expect, it } from '@jest/globals';
import { decideReport, standingReport, type ReportKind } from '../../src/domain/firearm/report.js';
import { type LifecycleEvent } from '../../src/domain/firearm/marking.js';
import { type LifecycleKind } from '../../src/domain/messages/vocabulary.js';

const life = (...kinds: readonly LifecycleKind[]): { events: readonly LifecycleEvent[] } => ({
  events: kinds.map((kind, index) => ({ id: `e${String(index)}`, kind })),
});
const decide = (firearm: { events: readonly LifecycleEvent[] }, kind: ReportKind, on?: string) =>
  decideReport(firearm, { kind, ...(on === undefined ? {} : { on }) }, '2026-03-01');

describe('a report of a firearm', () => {
  it('stands until another one follows it', () => {
    expect(standingReport(life('manufactured', 'reported lost').events)).toBe('reported lost');
    expect(standingReport(life('reported lost', 'recovered', 'sold').events)).toBe('recovered');
    expect(standingReport(life('manufactured', 'sold').events)).toBeUndefined();
  });

  it('is taken once, and again after the weapon has come back', () => {
    expect(decide(life('manufactured'), 'reported stolen').ok).toBe(true);
    expect(decide(life('manufactured', 'reported stolen'), 'reported stolen')).toMatchObject({ code: 'report-open' });
    expect(decide(life('reported stolen', 'recovered'), 'reported stolen').ok).toBe(true);
  });

  it('may turn a loss into a theft', () => {
    expect(decide(life('reported lost'), 'reported stolen').ok).toBe(true);
  });

  it('is refused of a weapon that was destroyed, and of a day that has not come, both at once', () => {
    const refused = decide(life('destroyed'), 'reported lost', '2026-03-02');
    expect(refused).toMatchObject({
      code: 'firearm-invalid',
      reasons: [{ field: '/kind' }, { field: '/on' }],
    });
    expect(decide(life(), 'reported lost', '2026-03-01').ok).toBe(true);
  });
});
