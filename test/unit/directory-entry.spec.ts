import { describe, expect, it } from '@jest/globals';
import { checkEntry, type EntryRules } from '../../src/domain/directory/entry-check.js';
import { type StateEntry } from '../../src/domain/directory/entry.js';
import { entryOf, keyNamed } from './directory-builder.js';

const RULES: EntryRules = { exercise: false, plainHttp: false };
const USA = entryOf('USA');
const fields = (value: unknown, rules: EntryRules = RULES): readonly (string | undefined)[] => {
  const result = checkEntry(value, rules);
  return result.ok ? [] : (result.reasons ?? [{ field: result.field }]).map((reason) => reason.field);
};
const changed = (more: Record<string, unknown>): unknown => ({ ...USA, ...more });
const [signing, sealing, ledger] = USA.keys as [StateEntry['keys'][0], StateEntry['keys'][0], StateEntry['keys'][0]];

describe('a directory entry', () => {
  it('is taken as it is where it holds', () => {
    expect(checkEntry(USA, RULES)).toEqual({ ok: true, value: USA });
  });

  it.each<[string, Partial<StateEntry>]>([
    ['without a node, keys or contacts', { channel: { kind: 'none' }, keys: [], contacts: [] }],
    ['by mail', { channel: { kind: 'mail', address: 'trace@example.org' }, keys: [] }],
    ['by file with keys', { channel: { kind: 'file' } }],
    ['with kinds that a newer program knows', { capabilities: { versions: [1, 2], kinds: ['TELEPORT'], batchMax: 1 } }],
    [
      'with a calendar',
      { calendar: { version: 3, zone: 'America/New_York', weekend: [6, 7], holidays: ['2026-07-03', '2028-02-29'] } },
    ],
    [
      'with a clock that a newer program knows',
      {
        targets: [
          {
            urgency: 'any',
            startsAt: 'received',
            source: 'web page',
            terms: [{ clock: 'teleport', amount: 1, unit: 'hours' }],
          },
        ],
      },
    ],
  ])('is taken %s', (_, more) => {
    expect(fields(changed(more))).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, ''],
    ['a list', [USA], ''],
    ['an unknown member', changed({ colour: 'red' }), '/colour'],
    ['a version of 0', changed({ version: 0 }), '/version'],
    ['a version in words', changed({ version: '2' }), '/version'],
    ['an empty name', changed({ authority: '' }), '/authority'],
    ['an over-long name', changed({ authority: 'x'.repeat(201) }), '/authority'],
    [
      'a contact of an unknown kind',
      changed({ contacts: [{ ...USA.contacts[0], kind: 'mayor' }] }),
      '/contacts/0/kind',
    ],
    [
      'a contact in no language',
      changed({ contacts: [{ ...USA.contacts[0], languages: [] }] }),
      '/contacts/0/languages',
    ],
    ['a channel of an unknown kind', changed({ channel: { kind: 'pigeon' } }), '/channel/kind'],
    ['a batch of none', changed({ capabilities: { ...USA.capabilities, batchMax: 0 } }), '/capabilities/batchMax'],
    [
      'a private key',
      changed({ keys: [{ ...signing, jwk: { ...signing.jwk, d: signing.jwk.x } }, sealing] }),
      '/keys/0/jwk/d',
    ],
  ])('is refused by form: %s', (_, value, field) => {
    expect(fields(value)).toContain(field);
  });

  it.each<[string, unknown, string]>([
    ['a node without an address', changed({ channel: { kind: 'node' } }), '/channel/url'],
    [
      'a file channel with an address',
      changed({ channel: { kind: 'file', url: 'https://example.org' } }),
      '/channel/url',
    ],
    ['mail without an address', changed({ channel: { kind: 'mail' } }), '/channel/address'],
    ['plain HTTP', changed({ channel: { kind: 'node', url: 'http://node.example.org' } }), '/channel/url'],
    [
      'a sign-in in the address',
      changed({ channel: { kind: 'node', url: 'https://a:b@node.example.org' } }),
      '/channel/url',
    ],
    [
      'a query in the address',
      changed({ channel: { kind: 'node', url: 'https://node.example.org/?to=x' } }),
      '/channel/url',
    ],
    [
      'a fragment in the address',
      changed({ channel: { kind: 'node', url: 'https://node.example.org/#x' } }),
      '/channel/url',
    ],
    ['another scheme', changed({ channel: { kind: 'node', url: 'file:///etc/passwd' } }), '/channel/url'],
    ['a node without a signing key', changed({ keys: [sealing, ledger] }), '/keys'],
    ['a node without a sealing key', changed({ keys: [signing, ledger] }), '/keys'],
    ['a kid of another key', changed({ keys: [{ ...signing, kid: ledger.kid }, sealing] }), '/keys/0/kid'],
    ['a signing key that only seals', changed({ keys: [{ ...sealing, use: 'signing' }, sealing] }), '/keys/0/jwk/crv'],
    ['a key twice', changed({ keys: [signing, sealing, signing] }), '/keys/2'],
    [
      'a key that ends before it begins',
      changed({ keys: [{ ...signing, validTo: '2025-12-31T00:00:00.000Z' }, sealing] }),
      '/keys/0/validTo',
    ],
    [
      'a key from 31 February',
      changed({ keys: [{ ...signing, validFrom: '2026-02-31T00:00:00.000Z' }, sealing] }),
      '/keys/0/validFrom',
    ],
    [
      'a contact that nobody can reach',
      changed({ contacts: [{ kind: 'duty desk', office: 'Desk', languages: ['en'], zone: 'UTC' }] }),
      '/contacts/0',
    ],
    [
      'a contact with a broken e-mail',
      changed({ contacts: [{ ...USA.contacts[0], email: 'trace example.org' }] }),
      '/contacts/0/email',
    ],
    ['a zone by offset', changed({ contacts: [{ ...USA.contacts[0], zone: '+01:00' }] }), '/contacts/0/zone'],
    ['a zone of nowhere', changed({ contacts: [{ ...USA.contacts[0], zone: 'Mars/Olympus' }] }), '/contacts/0/zone'],
    [
      'a holiday on 31 February',
      changed({ calendar: { version: 1, zone: 'UTC', weekend: [6, 7], holidays: ['2026-02-31'] } }),
      '/calendar/holidays/0',
    ],
    [
      '29 February of a common year',
      changed({ calendar: { version: 1, zone: 'UTC', weekend: [], holidays: ['2027-02-29'] } }),
      '/calendar/holidays/0',
    ],
    [
      'a calendar that ends before it begins',
      changed({
        calendar: {
          version: 1,
          zone: 'UTC',
          weekend: [6],
          holidays: [],
          validFrom: '2027-01-01',
          validTo: '2026-01-01',
        },
      }),
      '/calendar/validTo',
    ],
    [
      'a weekend day twice',
      changed({ calendar: { version: 1, zone: 'UTC', weekend: [6, 6], holidays: [] } }),
      '/calendar/weekend',
    ],
    [
      'a practice that ends before it begins',
      changed({ markingPractices: [{ ...USA.markingPractices[0], from: '2020-01-01', to: '2019-01-01' }] }),
      '/markingPractices/0/to',
    ],
    [
      'two targets for one urgency',
      changed({
        targets: [0, 1].map(() => ({
          urgency: 'routine',
          startsAt: 'received',
          source: 'web page',
          terms: [{ clock: 'answer', amount: 9, unit: 'calendar days' }],
        })),
      }),
      '/targets/1/urgency',
    ],
  ])('is refused by rule: %s', (_, value, field) => {
    expect(fields(value)).toEqual([field]);
  });

  it('tells all that is wrong at once', () => {
    const value = changed({
      channel: { kind: 'mail' },
      keys: [{ ...signing, kid: ledger.kid }],
      contacts: [{ ...USA.contacts[0], zone: 'Nowhere/Land' }],
    });
    expect(fields(value)).toEqual(['/channel/address', '/contacts/0/zone', '/keys/0/kid']);
  });

  it('takes plain HTTP and user-assigned codes where the rules allow them', () => {
    const exercise = { ...entryOf('XAA'), channel: { kind: 'node', url: 'http://127.0.0.1:3001' } };
    expect(fields(exercise, { exercise: true, plainHttp: true })).toEqual([]);
    expect(checkEntry(exercise, { exercise: false, plainHttp: true })).toMatchObject({
      code: 'country-exercise-only',
      field: '/country',
    });
    expect(checkEntry(entryOf('SUN'), RULES)).toMatchObject({ code: 'country-withdrawn' });
  });

  it('of our own names only clocks of this house', () => {
    const value = changed({
      targets: [
        {
          urgency: 'any',
          startsAt: 'received',
          source: 'web page',
          terms: [{ clock: 'teleport', amount: 1, unit: 'hours' }],
        },
      ],
    });
    expect(fields(value, { ...RULES, clocks: ['answer'] })).toEqual(['/targets/0/terms/0/clock']);
  });

  it('names no key in a second spelling', () => {
    const last = {
      A: 'B',
      E: 'F',
      I: 'J',
      M: 'N',
      Q: 'R',
      U: 'V',
      Y: 'Z',
      c: 'd',
      g: 'h',
      k: 'l',
      o: 'p',
      s: 't',
      w: 'x',
      0: '1',
      4: '5',
      8: '9',
    } as Record<string, string>;
    const key = keyNamed('signing', 'USA signing 1');
    const x = key.jwk.x.slice(0, -1) + (last[key.jwk.x.slice(-1)] ?? '');
    expect(x).toHaveLength(43);
    expect(fields(changed({ keys: [{ ...key, jwk: { ...key.jwk, x } }, sealing] }))).toEqual([
      '/keys/0/jwk/x',
      '/keys/0/kid',
    ]);
  });
});
