import { describe, expect, it } from '@jest/globals';
import { BODIES } from '../../src/domain/messages/bodies.js';
import { type Firearm, type Holder, type LifecycleEvent } from '../../src/domain/firearm/marking.js';
import { recordedChain } from '../../src/domain/firearm/record.js';
import { Check } from 'typebox/value';

const maker: Holder = { id: 'h1', kind: 'company', role: 'maker', name: 'Maker Works', country: 'AUT' };
const dealer: Holder = { id: 'h2', kind: 'company', role: 'dealer', name: 'Dealer Ltd', country: 'USA' };
const person: Holder = { id: 'h3', kind: 'natural person', role: 'private holder', name: 'Jo Example', country: 'USA' };
const army: Holder = { id: 'h4', kind: 'State body', role: 'State body', name: 'Ministry of Defence', country: 'AUT' };

const made: LifecycleEvent = { id: 'e1', kind: 'manufactured', on: '2011-02-03', country: 'AUT', holderId: 'h1' };
const exported: LifecycleEvent = { id: 'e2', kind: 'exported', on: '2011-03-04', country: 'AUT', otherCountry: 'USA' };
const imported: LifecycleEvent = { id: 'e3', kind: 'imported', on: '2011-03-20', country: 'USA', otherCountry: 'AUT' };
const sold: LifecycleEvent = { id: 'e4', kind: 'sold', on: '2011-05-06', country: 'USA', holderId: 'h2' };
const bought: LifecycleEvent = { id: 'e5', kind: 'transferred', on: '2011-05-06', country: 'USA', holderId: 'h3' };

const firearm = (more: Partial<Firearm> = {}): Firearm => ({
  id: 'f1',
  type: 'self-loading pistol',
  manufacture: 'industrial',
  make: 'Glock',
  calibre: '9x19',
  countryOfManufacture: 'AUT',
  components: [
    {
      id: 'c1',
      kind: 'slide',
      reference: false,
      replaced: false,
      marks: [{ id: 'm1', kind: 'serial', text: 'SLIDE1', condition: 'legible', superseded: false }],
    },
    {
      id: 'c2',
      kind: 'frame',
      reference: true,
      replaced: false,
      marks: [
        { id: 'm2', kind: 'serial', text: 'ABC123', condition: 'legible', superseded: true },
        { id: 'm3', kind: 'serial', text: 'ABC128', condition: 'legible', superseded: false },
      ],
    },
  ],
  holders: [maker],
  events: [made],
  ...more,
});

describe('what a record tells', () => {
  it('names the serial number of the reference component, as last read', () => {
    expect(recordedChain(firearm()).serial).toBe('ABC128');
  });

  it('tells States at level 0, companies and dates at level 1, natural persons at level 2', () => {
    const { facts } = recordedChain(
      firearm({ holders: [maker, dealer, person], events: [made, imported, sold, bought] }),
    );
    expect(facts.find((fact) => fact.field === 'company')).toMatchObject({ level: 1, value: 'Maker Works' });
    expect(facts.filter((fact) => fact.field === 'person')).toEqual([
      expect.objectContaining({ level: 2, value: 'Jo Example' }),
    ]);
    expect(facts.filter((fact) => fact.on !== undefined).every((fact) => fact.level > 0)).toBe(true);
    expect(
      facts.filter((fact) => fact.level === 0 && ['company', 'State body', 'person', 'document'].includes(fact.field)),
    ).toEqual([]);
  });

  it('tells the date of a transfer to a natural person at level 2 only', () => {
    const { facts } = recordedChain(firearm({ holders: [person], events: [{ ...bought, on: '2015-01-01' }] }));
    expect(facts.filter((fact) => fact.on === '2015-01-01').map((fact) => fact.level)).toEqual([2, 2]);
  });

  it('has nothing of level 2 where the person may not be read', () => {
    const { name: _name, ...unnamed } = person;
    const { facts } = recordedChain(firearm({ holders: [unnamed], events: [bought] }));
    expect(facts.some((fact) => fact.field === 'person')).toBe(false);
  });

  it('writes each fact in the shape of the wire', () => {
    const { facts } = recordedChain(
      firearm({ holders: [maker, dealer, person], events: [made, exported, imported, sold, bought] }),
    );
    const answer = {
      part: 'final',
      reference: 'r',
      outcome: 'not in records',
      match: { basis: 'exact' },
      level: 2,
      facts,
      withheld: [],
      handling: { recipients: [], purposes: [], onwardRelease: 'no', evidenceUse: 'no' },
    };
    expect(Check(BODIES.ANSWER, answer)).toBe(true);
  });
});

describe('the State to ask next', () => {
  it('is the destination of the export', () => {
    expect(recordedChain(firearm({ events: [made, exported] }))).toMatchObject({
      nextState: 'USA',
      outcome: 'traced to export',
    });
  });

  it('is none where the firearm came back after the export', () => {
    const back: LifecycleEvent = { id: 'e9', kind: 'imported', on: '2012-01-01', country: 'AUT', otherCountry: 'USA' };
    const chain = recordedChain(firearm({ events: [back, made, exported] }));
    expect(chain.nextState).toBeUndefined();
    expect(chain.originState).toBe('USA');
  });

  it('keeps an undated event behind the one before it', () => {
    const { on: _on, ...undated } = exported;
    expect(recordedChain(firearm({ events: [made, imported, undated] })).nextState).toBe('USA');
  });
});

describe('what a record amounts to', () => {
  it.each([
    ['a natural person', [person], [bought], 'traced to last lawful holder'],
    ['a dealer', [dealer], [sold], 'traced to dealer only'],
    ['the maker', [maker], [made], 'traced to dealer only'],
    ['a sale that names nobody', [], [{ id: 'e', kind: 'sold', on: '2020-01-01' }], 'traced to dealer only'],
    ['a State body', [army], [{ id: 'e', kind: 'transferred', holderId: 'h4' }], 'traced to State stock'],
    ['a loss', [person], [bought, { id: 'e', kind: 'reported stolen' }], 'reported lost or stolen'],
    ['nothing', [], [], 'not in records'],
  ] as const)('with %s', (_, holders, events, outcome) => {
    expect(recordedChain(firearm({ holders, events })).outcome).toBe(outcome);
  });
});
