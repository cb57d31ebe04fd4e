import { describe, expect, it } from '@jest/globals';
import { CLOCK_KINDS, readClock, STEP_PERCENTS } from '../../src/domain/deadlines/clock.js';
import { LADDER, nextStep } from '../../src/domain/deadlines/escalation.js';
import {
  NATIONAL_DEFAULT,
  NATIONAL_URGENT,
  PRESETS,
  whosePolicy,
  type ClockPolicy,
} from '../../src/domain/deadlines/presets.js';
import { PERSON_ROLES } from '../../src/domain/shared/actor.js';

const preset = (id: string): ClockPolicy => {
  const found = PRESETS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no preset ${id}`);
  return found;
};
const ecowas = preset('ecowas');
const euOther = preset('eu-2023-977-other');
const euUrgent = preset('eu-2023-977-urgent');
const euDirect = preset('eu-2023-977-urgent-direct');
const own = NATIONAL_DEFAULT;
const none = { instruments: [], agreements: [], own, urgency: 'routine' } as const;
const target: ClockPolicy = { ...own, id: 'target', title: 'What the partner publishes' };

describe('the presets', () => {
  it('say of every national term that the ITI sets no number of days', () => {
    for (const one of [NATIONAL_DEFAULT, NATIONAL_URGENT])
      expect(one.source).toBe('a national choice: the ITI sets no number of days');
  });

  it.each([
    ['ecowas', 'answer', 1, 'months', false],
    ['eu-2023-977-urgent-direct', 'answer', 8, 'hours', true],
    ['eu-2023-977-urgent', 'answer', 3, 'calendar days', true],
    ['eu-2023-977-other', 'answer', 7, 'calendar days', false],
    ['us-licensee', 'record holder', 24, 'hours', true],
    ['car-practice', 'answer', 28, 'calendar days', true],
    ['national-default', 'acknowledge', 5, 'working days', true],
    ['national-default', 'answer', 28, 'calendar days', true],
    ['national-urgent', 'acknowledge', 24, 'hours', true],
    ['national-urgent', 'answer', 72, 'hours', true],
  ] as const)('%s: %s in %d %s, verified %s', (id, clock, amount, unit, verified) => {
    expect(preset(id)).toMatchObject({ verified, terms: { [clock]: { amount, unit } } });
  });

  it('name a source each, and no id twice', () => {
    expect(PRESETS.every((one) => one.source !== '')).toBe(true);
    expect(new Set(PRESETS.map((one) => one.id)).size).toBe(PRESETS.length);
  });

  it('let no research body and no domestic rule bind a State', () => {
    for (const id of ['car-practice', 'us-licensee']) expect(preset(id).standing).toBe('our reminder');
  });
});

describe('whose policy counts', () => {
  it('is an instrument that binds both before anything else', () => {
    expect(whosePolicy({ ...none, instruments: [ecowas], agreements: [target], partnerTarget: target })).toMatchObject({
      id: 'ecowas',
      standing: 'instrument',
    });
  });

  it('is an agreement where no instrument binds', () => {
    expect(whosePolicy({ ...none, agreements: [{ ...own, id: 'treaty' }], partnerTarget: target })).toMatchObject({
      id: 'treaty',
      standing: 'agreement',
    });
  });

  it('is the target that the partner itself published where neither binds', () => {
    expect(whosePolicy({ ...none, partnerTarget: target })).toMatchObject({
      id: 'target',
      standing: 'published target',
    });
  });

  it('is else our reminder, whatever our own policy calls itself', () => {
    expect(whosePolicy({ ...none, own: { ...own, standing: 'instrument' } }).standing).toBe('our reminder');
  });

  it('is not an instrument made for another urgency', () => {
    expect(whosePolicy({ ...none, instruments: [euUrgent] }).standing).toBe('our reminder');
    expect(whosePolicy({ ...none, instruments: [euOther], urgency: 'urgent' }).standing).toBe('our reminder');
  });

  it('is the instrument made for this urgency before one for any', () => {
    expect(
      whosePolicy({
        ...none,
        instruments: [{ ...ecowas, terms: { answer: { amount: 1, unit: 'hours' } } }, euUrgent],
        urgency: 'urgent',
      }).id,
    ).toBe(euUrgent.id);
  });

  it.each([[[euUrgent, euDirect]], [[euDirect, euUrgent]]])(
    'is the one that ends first of two that bind alike, in whatever order they are held',
    (instruments) => {
      expect(whosePolicy({ ...none, instruments, urgency: 'urgent' }).id).toBe(euDirect.id);
    },
  );

  it('leaves a clock that the instrument does not name to the next in line', () => {
    expect(whosePolicy({ ...none, instruments: [ecowas], partnerTarget: target, clock: 'acknowledge' }).id).toBe(
      'target',
    );
  });
});

describe('escalation', () => {
  const utc = { country: 'XAA', version: 1, zone: 'UTC', weekend: [6, 7], holidays: [] };
  const started = { type: 'start', at: '2026-11-02T00:00:00.000Z' } as const;
  const running = readClock([started], { amount: 10, unit: 'hours' }, utc);

  it('rings roles of the house at every step of every clock, and always somebody', () => {
    for (const clock of CLOCK_KINDS)
      for (const percent of STEP_PERCENTS) {
        expect(LADDER[clock][percent].length).toBeGreaterThan(0);
        for (const role of LADDER[clock][percent]) expect(PERSON_ROLES).toContain(role);
      }
  });

  it('never rings an administrator about the content of a case', () => {
    const rung = CLOCK_KINDS.filter((clock) =>
      STEP_PERCENTS.some((percent) => LADDER[clock][percent].includes('administrator')),
    );
    expect(rung).toEqual(['deliver']);
  });

  it('goes on to the head of NPC at 150 percent', () => {
    for (const clock of CLOCK_KINDS) expect(LADDER[clock][150]).toContain('head of NPC');
  });

  it('takes the steps in their order', () => {
    expect(nextStep(running, [])?.percent).toBe(50);
    expect(nextStep(running, [50, 80])?.percent).toBe(100);
  });

  it('has no step left after the last', () => {
    expect(nextStep(running, [50, 80, 100, 150])).toBeUndefined();
  });

  it.each(['pause', 'meet', 'cancel'] as const)('rings nobody for a clock after %s', (type) => {
    expect(
      nextStep(readClock([started, { type, at: '2026-11-02T06:00:00.000Z' }], { amount: 10, unit: 'hours' }, utc), []),
    ).toBeUndefined();
  });
});
