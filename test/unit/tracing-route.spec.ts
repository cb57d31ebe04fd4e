import { describe, expect, it } from '@jest/globals';
import { type Mark } from '../../src/domain/messages/index.js';
import { type Route, routeOf } from '../../src/domain/tracing/route.js';
import { recoveredPistol } from '../support/weapons.js';

const mark = (kind: Mark['kind'], country: string, year?: number): Mark => ({
  kind,
  country,
  condition: 'legible',
  ...(year === undefined ? {} : { year }),
});
const route = (marks: Mark[], more: Partial<Parameters<typeof routeOf>[0]> = {}): Route =>
  routeOf({
    own: 'XAA',
    weapon: recoveredPistol('A1', { marks }),
    nationalCheck: [{ holder: 'own registry', result: 'no record' }],
    trail: [],
    makeCountries: [],
    ...more,
  });
const states = (found: Route): readonly string[] => found.suggestions.map((one) => `${one.state} ${one.standing}`);

describe('whom to ask', () => {
  it('is the State of the latest mark in time, then the country of manufacture as marked', () => {
    expect(
      states(
        route([mark('country of manufacture', 'AUT'), mark('import', 'USA', 1998), mark('confiscation', 'FRA', 2005)]),
      ),
    ).toEqual(['FRA route', 'USA route', 'AUT route']);
  });

  it.each(['import', 'State stock', 'force or unit', 'confiscation', 'deactivation'] as const)(
    'counts a mark of %s as later than manufacture',
    (kind) => {
      expect(states(route([mark('country of manufacture', 'AUT'), mark(kind, 'USA')]))).toEqual([
        'USA route',
        'AUT route',
      ]);
    },
  );

  it('calls one mark the latest, not each', () => {
    const [first, second] = route([mark('import', 'USA', 1998), mark('confiscation', 'FRA', 2005)]).suggestions;
    expect([first?.reasons, second?.reasons]).toEqual([
      ['mark of confiscation of 2005: the latest in time'],
      ['mark of import of 1998: an earlier one'],
    ]);
  });

  it('goes on along the trail, the latest link first', () => {
    const trail = [
      { state: 'CHE', event: 'exported', on: '1990-01-01' },
      { state: 'BEL', event: 'imported', on: '2001-01-01' },
    ];
    expect(states(route([mark('country of manufacture', 'AUT')], { trail }))).toEqual([
      'AUT route',
      'BEL route',
      'CHE route',
    ]);
  });

  it('takes the seat of a maker for a hint, never for a route', () => {
    expect(states(route([], { makeCountries: ['AUT', 'USA'] }))).toEqual(['AUT hint', 'USA hint']);
    expect(states(route([mark('country of manufacture', 'USA')], { makeCountries: ['AUT', 'USA'] }))).toEqual([
      'USA route',
      'AUT hint',
    ]);
  });

  it('shows all marks that conflict and lets a person choose', () => {
    const found = route([mark('country of manufacture', 'AUT'), mark('country of manufacture', 'USA')]);
    expect(found.conflicts).toEqual(['marks of country of manufacture name AUT and USA']);
    expect(states(found)).toEqual(['AUT route', 'USA route']);
  });

  it('is nobody abroad before the holders at home were asked', () => {
    expect(route([], { nationalCheck: [] }).homeFirst).toBe(true);
    expect(route([]).homeFirst).toBe(false);
  });

  it('never is the own State', () => {
    expect(
      states(route([mark('import', 'XAA', 2010), mark('country of manufacture', 'AUT')], { makeCountries: ['XAA'] })),
    ).toEqual(['AUT route']);
  });

  it('gives every reason for each', () => {
    expect(
      route([mark('import', 'USA', 1998), mark('country of manufacture', 'USA')]).suggestions[0]?.reasons,
    ).toHaveLength(2);
  });
});
