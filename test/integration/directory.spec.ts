import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { NATIONAL_DEFAULT, NATIONAL_URGENT, PRESETS, whosePolicy } from '../../src/domain/deadlines/presets.js';
import { type StateEntry } from '../../src/domain/directory/entry.js';
import { fingerprintOf } from '../../src/domain/directory/fingerprint.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { type Result } from '../../src/domain/shared/refusal.js';
import { KeyStore } from '../../src/platform/key-store.js';
import { Transactions } from '../../src/platform/transaction.js';
import { CalendarService } from '../../src/registries/directory/calendar.service.js';
import { ClockPolicyService, type PolicyDraft } from '../../src/registries/directory/clock-policy.service.js';
import { DirectoryKeyService } from '../../src/registries/directory/directory-key.service.js';
import { DirectoryService, type EntryFile } from '../../src/registries/directory/directory.service.js';
import { EntryService } from '../../src/registries/directory/entry.service.js';
import { PinService } from '../../src/registries/directory/pin.service.js';
import { ProfileService } from '../../src/registries/directory/profile.service.js';
import { SeedService } from '../../src/registries/identity/seed.service.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { entryOf, keyNamed } from '../unit/directory-builder.js';

const PASSWORD = 'correct horse battery';
const AGENCY = 'National Point of Contact';
const REASON = 'The desk has one officer this week.';

let node: TestNode;
let officer: PersonActor;
let supervisor: PersonActor;
let pins: PinService;
let directory: DirectoryService;

const person = (signInName: string) => ({
  name: `Person ${signInName}`,
  signInName,
  password: PASSWORD,
  agency: AGENCY,
});

beforeAll(async () => {
  node = await startTestNode();
  const seed = node.get(SeedService);
  const administrators = await seed.found(person('ada'), person('ben'));
  const people = [
    { ...person('olga'), roles: ['officer' as const] },
    { ...person('sven'), roles: ['supervisor' as const] },
    { ...person('hana'), roles: ['head of NPC' as const] },
  ];
  [officer, supervisor] = (await seed.addPeople(administrators, people)) as [PersonActor, PersonActor];
  pins = node.get(PinService);
  directory = node.get(DirectoryService);
});
afterAll(() => node.close());

function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

async function pin(entry: StateEntry): Promise<void> {
  const proposal = done(await pins.proposePin(officer, entry));
  done(await pins.confirmPin(supervisor, proposal.id, fingerprintOf(entry)));
}

async function acts(): Promise<readonly string[]> {
  const rows = await node.get(Transactions).read<{ act: string }>('SELECT act FROM audit_entry ORDER BY id');
  return rows.map((row) => row.act);
}

const inTx = <T>(work: Parameters<Transactions['run']>[0]): Promise<T> =>
  node.get(Transactions).run(work) as Promise<T>;

describe('pinning', () => {
  it('takes two persons and the digits read out by telephone, and is in the ledger', async () => {
    const entry = entryOf('USA');
    const before = (await acts()).length;
    const proposal = done(await pins.proposePin(officer, entry));
    expect(await directory.partner(null, 'USA')).toBeUndefined();
    expect(JSON.stringify(proposal)).not.toContain(fingerprintOf(entry).slice(0, 11));

    done(await pins.confirmPin(supervisor, proposal.id, fingerprintOf(entry).replaceAll(' ', '-')));
    expect(await directory.partner(null, 'USA')).toMatchObject({
      country: 'USA',
      version: 1,
      suspended: false,
      channel: entry.channel,
      profile: { highestLevel: 1 },
    });
    expect((await directory.partner(null, 'USA'))?.keys).toHaveLength(3);
    expect((await acts()).slice(before)).toEqual(['directory.pin-proposed', 'directory.pinned']);
  });

  it('refuses the person who proposed it, also with a reason, and one without the role', async () => {
    const proposal = done(await pins.proposePin(supervisor, entryOf('AUT')));
    const spoken = fingerprintOf(entryOf('AUT'));
    expect(await pins.confirmPin(supervisor, proposal.id, spoken, REASON)).toMatchObject({
      ok: false,
      code: 'own-work',
    });
    expect(await pins.confirmPin(officer, proposal.id, spoken)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await directory.partner(null, 'AUT')).toBeUndefined();
  });

  it('refuses wrong digits and gives the proposal up after the third', async () => {
    const proposal = done(await pins.proposePin(officer, entryOf('BRA')));
    const wrong = fingerprintOf(entryOf('BRA', { keys: [] }));
    for (const left of [2, 1]) {
      expect([left, await pins.confirmPin(supervisor, proposal.id, wrong)]).toMatchObject([
        left,
        { code: 'fingerprint-differs', field: '/fingerprint' },
      ]);
    }
    expect(done(await pins.find(proposal.id)).state).toBe('open');
    await pins.confirmPin(supervisor, proposal.id, wrong);
    expect(done(await pins.find(proposal.id))).toMatchObject({ state: 'rejected', wrongReadings: 3 });
    expect(await pins.confirmPin(supervisor, proposal.id, fingerprintOf(entryOf('BRA')))).toMatchObject({
      code: 'proposal-decided',
    });
    expect(await directory.partner(null, 'BRA')).toBeUndefined();
  });

  it('puts a second file for the same State in the place of the first', async () => {
    const first = done(await pins.proposePin(officer, entryOf('ITA')));
    const second = done(await pins.proposePin(officer, entryOf('ITA', { version: 2 })));
    expect(done(await pins.find(first.id)).state).toBe('replaced');
    expect(await pins.confirmPin(supervisor, first.id, fingerprintOf(entryOf('ITA')))).toMatchObject({
      code: 'proposal-decided',
    });
    expect(done(await pins.rejectPin(officer, second.id, 'sent by mistake'))).toMatchObject({
      state: 'rejected',
      reason: 'sent by mistake',
    });
  });

  it('is carried out once when two persons confirm at the same moment', async () => {
    const proposal = done(await pins.proposePin(officer, entryOf('CZE')));
    const results = await Promise.all(
      [0, 1, 2].map(() => pins.confirmPin(supervisor, proposal.id, fingerprintOf(entryOf('CZE')))),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.flatMap((result) => (result.ok ? [] : [result.code]))).toEqual([
      'proposal-decided',
      'proposal-decided',
    ]);
  });

  it('leaves one open proposal where two come at once', async () => {
    await Promise.all([1, 2, 3].map((version) => pins.proposePin(officer, entryOf('HRV', { version }))));
    const open = await pins.list({ state: 'open', limit: 50 });
    expect(open.filter((proposal) => proposal.country === 'HRV')).toHaveLength(1);
  });

  it('refuses ourselves, an older version, a State of nowhere and a State that has ended', async () => {
    expect(await pins.proposePin(officer, entryOf('XAA'))).toMatchObject({ code: 'entry-of-ourselves' });
    expect(await pins.proposePin(officer, entryOf('USA'))).toMatchObject({
      code: 'entry-version-not-higher',
      field: '/version',
    });
    expect(await pins.proposePin(officer, entryOf('ZZB'))).toMatchObject({ ok: true });
    expect(await pins.proposePin(officer, entryOf('EUR'))).toMatchObject({ code: 'country-unknown' });
    expect(await pins.proposePin(officer, entryOf('YUG'))).toMatchObject({ code: 'country-withdrawn' });
    expect(await pins.confirmPin(supervisor, 'no id', '')).toMatchObject({ code: 'not-found' });
    expect(await pins.confirmPin(supervisor, '00000000-0000-7000-8000-000000000000', '')).toMatchObject({
      code: 'not-found',
    });
  });

  it('pins a State without keys by the two persons alone', async () => {
    const entry = entryOf('BEL', { keys: [], channel: { kind: 'mail', address: 'trace@example.org' } });
    const proposal = done(await pins.proposePin(officer, entry));
    expect(await pins.confirmPin(supervisor, proposal.id, '')).toMatchObject({ ok: true });
    expect(await directory.partner(null, 'BEL')).toMatchObject({ channel: { kind: 'mail' }, keys: [] });
  });
});

describe('an entry that is pinned', () => {
  it('rises by an edit that brings no key, and keeps every version', async () => {
    await pin(entryOf('DEU'));
    const entries = node.get(EntryService);
    const next = entryOf('DEU', { version: 4, authority: 'New office' });
    expect(await entries.updateEntry(officer, 'DEU', next, 1)).toMatchObject({
      ok: true,
      value: { version: 4, authority: 'New office' },
    });
    expect(await entries.updateEntry(officer, 'DEU', { ...next, version: 5 }, 1)).toMatchObject({
      code: 'version-stale',
    });
    expect(await entries.updateEntry(officer, 'DEU', { ...next, version: 4 }, 4)).toMatchObject({
      code: 'entry-version-not-higher',
    });
    expect(await entries.updateEntry(officer, 'DEU', { ...next, version: 3 }, 4)).toMatchObject({
      code: 'entry-version-not-higher',
    });
    expect(await entries.updateEntry(officer, 'FRA', { ...next, version: 9 }, 4)).toMatchObject({
      code: 'entry-of-another',
    });
    expect(await entries.updateEntry(officer, 'FRA', entryOf('FRA'), 1)).toMatchObject({ code: 'not-found' });
    const rows = await node
      .get(Transactions)
      .read<{ version: number }>(`SELECT version FROM directory_entry WHERE country = 'DEU' ORDER BY version`);
    expect(rows.map((row) => row.version)).toEqual([1, 4]);
  });

  it('takes a new key by a pin alone, and keeps the old one', async () => {
    await pin(entryOf('ESP'));
    const rotated = entryOf('ESP', {
      version: 2,
      keys: [
        ...entryOf('ESP').keys.map((key) => ({ ...key, validTo: '2026-09-01T00:00:00.000Z' })),
        keyNamed('signing', 'ESP signing 2'),
      ],
    });
    expect(await node.get(EntryService).updateEntry(officer, 'ESP', rotated, 1)).toMatchObject({
      code: 'entry-key-not-pinned',
      field: '/keys/3',
    });
    await pin({ ...rotated, keys: rotated.keys.slice(1) });
    const keys = (await directory.partner(null, 'ESP'))?.keys ?? [];
    expect(keys.filter((key) => key.use === 'signing')).toHaveLength(2);
  });

  it('keeps a revoked key revoked, whatever a later entry says', async () => {
    const [signing] = entryOf('CHE').keys;
    await pin(entryOf('CHE'));
    const keys = node.get(DirectoryKeyService);
    const name = { country: 'CHE', use: 'signing' as const, kid: signing?.kid ?? '' };
    const revoked = done(await keys.revokeKey(officer, name, 'the partner called: stolen'));
    expect(await keys.revokeKey(officer, name, 'again')).toMatchObject({ code: 'key-revoked-already' });
    expect(await keys.revokeKey(officer, { ...name, kid: 'x'.repeat(43) }, 'unknown key')).toMatchObject({
      code: 'not-found',
    });
    expect(await keys.revokeKey(officer, { ...name, country: 'NOR' }, 'unknown State')).toMatchObject({
      code: 'not-found',
    });
    done(await node.get(EntryService).updateEntry(officer, 'CHE', entryOf('CHE', { version: 2 }), 1));
    const after = (await directory.partner(null, 'CHE'))?.keys.find((key) => key.kid === name.kid);
    expect(after).toMatchObject({ revokedAt: revoked.revokedAt, revokedReason: 'the partner called: stolen' });
  });
});

describe('our own entry', () => {
  it('carries the keys of the key store, and its file goes to a partner without the fingerprint', async () => {
    const own = await directory.own(null);
    const kids = await Promise.all(
      (['signing', 'sealing', 'ledger'] as const).map(async (use) => (await node.get(KeyStore).current(use)).kid),
    );
    expect(own.keys.map((key) => key.kid).sort()).toEqual([...kids].sort());
    const file = await directory.exportOwnEntry();
    expect(JSON.stringify(file)).not.toContain(own.fingerprint);
    expect(fingerprintOf(file.entry)).toBe(own.fingerprint);
    expect(await directory.partner(null, 'XAA')).toBeUndefined();
  });

  it('is laid down once when many ask at the same moment', async () => {
    const other = await startTestNode();
    try {
      const owns = await Promise.all(Array.from({ length: 4 }, () => other.get(DirectoryService).own(null)));
      expect(owns.map((own) => own.version)).toEqual([1, 1, 1, 1]);
    } finally {
      await other.close();
    }
  });

  it('rises with a rotated key, whose forerunner gets an end and stays', async () => {
    const before = await directory.own(null);
    const key = done(await node.get(DirectoryKeyService).rotateKey(officer, 'signing'));
    const after = await directory.own(null);
    expect(after.version).toBe(before.version + 1);
    expect(after.keys.find((one) => one.kid === key.kid)).toMatchObject({ use: 'signing' });
    const old = before.keys.find((one) => one.use === 'signing');
    expect(after.keys.find((one) => one.kid === old?.kid)?.validTo).toBeDefined();
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });

  it('takes in a key that the store has made before a crash', async () => {
    const pair = await node.get(KeyStore).rotate('ledger', node.clock.now());
    expect((await directory.own(null)).keys.map((key) => key.kid)).toContain(pair.kid);
  });

  it('gets a successor before its current key is revoked', async () => {
    const current = await node.get(KeyStore).current('sealing');
    done(
      await node
        .get(DirectoryKeyService)
        .revokeKey(officer, { country: 'XAA', use: 'sealing', kid: current.kid }, 'laptop lost'),
    );
    const next = await node.get(KeyStore).current('sealing');
    expect(next.kid).not.toBe(current.kid);
    const own = await directory.own(null);
    expect(own.keys.find((key) => key.kid === current.kid)?.revokedAt).toBeDefined();
    expect(own.keys.find((key) => key.kid === next.kid)?.revokedAt).toBeUndefined();
  });

  it('can be told more, with a calendar whose version rises by itself', async () => {
    const entries = node.get(EntryService);
    const { version } = await directory.own(null);
    const calendar = { zone: 'Europe/Vienna', weekend: [6, 7], holidays: ['2026-12-25'] };
    const first = done(await entries.updateOwn(officer, { calendar, authority: 'Tracing office' }, version));
    expect(first).toMatchObject({ version: version + 1, authority: 'Tracing office', calendar: { version: 1 } });
    const same = done(await entries.updateOwn(officer, { calendar }, version + 1));
    expect(same.calendar?.version).toBe(1);
    const other = done(await entries.updateOwn(officer, { calendar: { ...calendar, holidays: [] } }, version + 2));
    expect(other.calendar?.version).toBe(2);
    expect(await directory.calendarOf(null, 'XAA', '2026-12-25T10:00:00.000Z')).toMatchObject({
      version: 2,
      holidays: [],
    });
    expect(await directory.getCalendarVersion(null, 'XAA', 1)).toMatchObject({ holidays: ['2026-12-25'] });
    expect(await entries.updateOwn(officer, { authority: 'Late' }, version)).toMatchObject({ code: 'version-stale' });
    expect(
      await entries.updateOwn(officer, { calendar: { ...calendar, zone: 'Nowhere/Land' } }, version + 3),
    ).toMatchObject({ code: 'entry-invalid', field: '/calendar/zone' });
  });
});

describe('a partner profile', () => {
  const change = { highestLevel: 1 as const, confidentiality: 'not assessed' as const, suspended: false, flags: [] };

  it('is versioned, and suspension is seen on the partner', async () => {
    const profiles = node.get(ProfileService);
    expect(done(await profiles.find('USA')).version).toBe(0);
    done(
      await profiles.setProfile(supervisor, 'USA', { ...change, suspended: true, suspendedReason: 'court order' }, 0),
    );
    expect(await directory.partner(null, 'USA')).toMatchObject({
      suspended: true,
      profile: { version: 1, suspendedReason: 'court order' },
    });
    expect(await profiles.setProfile(supervisor, 'USA', change, 0)).toMatchObject({ code: 'version-stale' });
    done(await profiles.setProfile(supervisor, 'USA', change, 1));
    expect(await directory.partner(null, 'USA')).toMatchObject({ suspended: false, profile: { version: 2 } });
  });

  it.each<[string, object, string, string]>([
    ['persons without an assessment', { highestLevel: 2 }, 'level-2-needs-assessment', '/highestLevel'],
    [
      'persons after an assessment in part',
      { highestLevel: 2, confidentiality: 'guaranteed in part', assessedOn: '2024-01-01' },
      'level-2-needs-assessment',
      '/highestLevel',
    ],
    ['an assessment without a date', { confidentiality: 'guaranteed' }, 'field-invalid', '/assessedOn'],
    ['a date without an assessment', { assessedOn: '2024-01-01' }, 'field-invalid', '/assessedOn'],
    [
      'an assessment of 31 February',
      { confidentiality: 'guaranteed', assessedOn: '2024-02-31' },
      'field-invalid',
      '/assessedOn',
    ],
    [
      'an assessment of the future',
      { confidentiality: 'guaranteed', assessedOn: '2999-01-01' },
      'field-invalid',
      '/assessedOn',
    ],
    ['a suspension without a reason', { suspended: true }, 'field-invalid', '/suspendedReason'],
    ['a reason without a suspension', { suspendedReason: 'because' }, 'field-invalid', '/suspendedReason'],
  ])('refuses %s', async (_, more, code, field) => {
    expect(await node.get(ProfileService).setProfile(supervisor, 'TUR', { ...change, ...more }, 0)).toMatchObject({
      ok: false,
      code,
      field,
    });
  });

  it('allows persons after an assessment as guaranteed (ITI 15)', async () => {
    const result = await node
      .get(ProfileService)
      .setProfile(
        supervisor,
        'TUR',
        { ...change, highestLevel: 2, confidentiality: 'guaranteed', assessedOn: '2024-01-01' },
        0,
      );
    expect(result).toMatchObject({ ok: true, value: { version: 1, highestLevel: 2 } });
  });
});

describe('calendars', () => {
  const list = { zone: 'America/Sao_Paulo', weekend: [6, 7], holidays: ['2026-09-07'] };

  it('of a State without a list have Saturday and Sunday free, as version 0', async () => {
    expect(await directory.calendarOf(null, 'NOR', '2026-05-17T10:00:00.000Z')).toEqual({
      country: 'NOR',
      version: 0,
      zone: 'UTC',
      weekend: [6, 7],
      holidays: [],
    });
    await expect(directory.getCalendarVersion(null, 'NOR', 5)).rejects.toThrow('no calendar NOR version 5');
  });

  it('of our own making count below 0 and give way to what the State publishes', async () => {
    const calendars = node.get(CalendarService);
    expect(done(await calendars.addList(supervisor, 'ISR', list, 'draft')).version).toBe(-1);
    expect(done(await calendars.addList(supervisor, 'ISR', { ...list, weekend: [5, 6] }, 'draft')).version).toBe(-2);
    expect(await directory.calendarOf(null, 'ISR', '2026-05-17T10:00:00.000Z')).toMatchObject({
      version: -2,
      weekend: [5, 6],
    });
    await pin(entryOf('ISR', { calendar: { version: 7, zone: 'Asia/Jerusalem', weekend: [5, 6], holidays: [] } }));
    expect(await directory.calendarOf(null, 'ISR', '2026-05-17T10:00:00.000Z')).toMatchObject({
      version: 7,
      zone: 'Asia/Jerusalem',
    });
    expect(await directory.getCalendarVersion(null, 'ISR', -1)).toMatchObject({ weekend: [6, 7] });
  });

  it('that cover the day go before newer ones that do not', async () => {
    const calendars = node.get(CalendarService);
    done(
      await calendars.addList(
        supervisor,
        'SWE',
        { ...list, validFrom: '2026-01-01', validTo: '2026-12-31' },
        'draft 2026',
      ),
    );
    done(
      await calendars.addList(
        supervisor,
        'SWE',
        { ...list, validFrom: '2027-01-01', validTo: '2027-12-31' },
        'draft 2027',
      ),
    );
    expect((await directory.calendarOf(null, 'SWE', '2026-06-06T10:00:00.000Z')).version).toBe(-1);
    expect((await directory.calendarOf(null, 'SWE', '2027-06-06T10:00:00.000Z')).version).toBe(-2);
    expect((await directory.calendarOf(null, 'SWE', '2030-06-06T10:00:00.000Z')).version).toBe(-2);
  });

  it('refuse a day that does not exist, ourselves, and another list under a version that is known', async () => {
    const calendars = node.get(CalendarService);
    expect(await calendars.addList(supervisor, 'FIN', { ...list, holidays: ['2026-02-30'] }, 'draft')).toMatchObject({
      code: 'calendar-invalid',
      field: '/holidays/0',
    });
    expect(await calendars.addList(supervisor, 'XAA', list, 'draft')).toMatchObject({ code: 'entry-of-ourselves' });
    const changed = entryOf('ISR', { version: 2, calendar: { version: 7, zone: 'UTC', weekend: [], holidays: [] } });
    expect(await node.get(EntryService).updateEntry(officer, 'ISR', changed, 1)).toMatchObject({
      code: 'calendar-invalid',
      field: '/calendar/version',
    });
  });
});

describe('whose term counts', () => {
  const facts = (
    country: string,
    urgency: 'routine' | 'urgent' = 'routine',
    responder?: string,
  ): Promise<Parameters<typeof whosePolicy>[0]> => inTx((tx) => directory.policyFacts(tx, country, urgency, responder));
  const agreement = (more: Partial<PolicyDraft> = {}): PolicyDraft => ({
    scope: 'agreement',
    states: ['XAA', 'ROU'],
    adopted: true,
    policy: {
      id: 'agreement-rou',
      title: 'With Romania',
      source: 'exchange of letters',
      verified: true,
      urgency: 'any',
      startsAt: 'received',
      terms: { answer: { amount: 14, unit: 'calendar days' } },
    },
    ...more,
  });

  it('is ours as a reminder where nothing binds, and every preset is there with its source', async () => {
    expect(whosePolicy(await facts('NOR'))).toMatchObject({ id: NATIONAL_DEFAULT.id, standing: 'our reminder' });
    expect(whosePolicy(await facts('NOR', 'urgent'))).toMatchObject({ id: NATIONAL_URGENT.id });
    const listed = await node.get(ClockPolicyService).list('', 200);
    expect(listed.map((row) => row.policy.id)).toEqual(expect.arrayContaining(PRESETS.map((preset) => preset.id)));
  });

  it('is no instrument before a person has put it in force between the two', async () => {
    const policies = node.get(ClockPolicyService);
    const { policy, scope, states } = done(await policies.find('ecowas'));
    expect((await facts('GHA')).instruments).toEqual([]);
    const { version, standing: _, ...rest } = policy;
    done(
      await policies.setPolicy(supervisor, { scope, states: [...states, 'XAA'], adopted: true, policy: rest }, version),
    );
    expect(whosePolicy(await facts('GHA'))).toMatchObject({ id: 'ecowas', version: 2, standing: 'instrument' });
    expect((await facts('NOR')).instruments).toEqual([]);
    expect(await inTx((tx) => directory.getPolicyVersion(tx, 'ecowas', 1))).toMatchObject({
      version: 1,
      terms: policy.terms,
    });
  });

  it('is the agreement between the two, else the target that the responder has published', async () => {
    done(await node.get(ClockPolicyService).setPolicy(supervisor, agreement(), 0));
    expect(whosePolicy(await facts('ROU'))).toMatchObject({ id: 'agreement-rou', standing: 'agreement' });

    const target = {
      urgency: 'any' as const,
      startsAt: 'acknowledged' as const,
      source: 'web page',
      terms: [
        { clock: 'answer', amount: 9, unit: 'calendar days' as const },
        { clock: 'teleport', amount: 1, unit: 'hours' as const },
      ],
    };
    await pin(entryOf('POL', { version: 3, targets: [target] }));
    const chosen = whosePolicy(await facts('POL'));
    expect(chosen).toMatchObject({
      id: 'target:POL:routine',
      version: 3,
      standing: 'published target',
      startsAt: 'acknowledged',
      terms: { answer: { amount: 9, unit: 'calendar days' } },
    });
    expect(await inTx((tx) => directory.getPolicyVersion(tx, chosen.id, chosen.version))).toEqual(chosen);
    expect((await facts('POL', 'routine', 'XAA')).partnerTarget).toBeUndefined();
    await expect(inTx((tx) => directory.getPolicyVersion(tx, 'target:POL:routine', 99))).rejects.toThrow(
      'no clock policy',
    );
  });

  it.each<[string, Partial<PolicyDraft>, number, string]>([
    ['an agreement of one', { states: ['XAA'] }, 0, 'policy-invalid'],
    ['a policy of no clock', { policy: { ...agreement().policy, id: 'empty', terms: {} } }, 0, 'policy-invalid'],
    [
      'our own that leaves out clocks',
      { scope: 'own', policy: { ...agreement().policy, id: 'own-x', urgency: 'routine' } },
      0,
      'policy-invalid',
    ],
    [
      'a name of published targets',
      { policy: { ...agreement().policy, id: 'target:USA:routine' } },
      0,
      'policy-invalid',
    ],
    ['an older version', {}, 0, 'version-stale'],
    ['another scope', { scope: 'instrument' }, 1, 'policy-invalid'],
    ['a change of what is not there', { policy: { ...agreement().policy, id: 'not-there' } }, 3, 'not-found'],
  ])('refuses %s', async (_, more, version, code) => {
    expect(await node.get(ClockPolicyService).setPolicy(supervisor, agreement(more), version)).toMatchObject({
      ok: false,
      code,
    });
  });
});

describe('the tables', () => {
  it('let the running role neither change an entry nor forget a key', async () => {
    const client = new Client({ connectionString: node.database.appUrl });
    await client.connect();
    try {
      for (const sql of [
        `UPDATE directory_entry SET version = 99`,
        `DELETE FROM directory_entry`,
        `DELETE FROM directory_key`,
        `UPDATE directory_key SET jwk = '{}'`,
        `UPDATE directory_key SET valid_from = valid_from`,
        `UPDATE pin_proposal SET fingerprint = '0'`,
        `UPDATE pin_proposal SET entry = '{}'`,
        `DELETE FROM partner_profile`,
        `UPDATE calendar SET calendar = '{}'`,
        `UPDATE clock_policy SET adopted = true`,
        `TRUNCATE pin_proposal`,
      ]) {
        await expect(client.query(sql)).rejects.toThrow('permission denied');
      }
    } finally {
      await client.end();
    }
  });
});

describe('over HTTP', () => {
  const cookies = new Map<string, string>();

  async function call(
    who: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; etag: string | null; json: Record<string, unknown> }> {
    const answer = await fetch(`${node.url}/api/directory${path}`, {
      method,
      headers: {
        'cookie': cookies.get(who) ?? '',
        'x-proofmark': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return {
      status: answer.status,
      etag: answer.headers.get('etag'),
      json: (await answer.json()) as Record<string, unknown>,
    };
  }
  const key = (name: string): Record<string, string> => ({ 'idempotency-key': `directory-${name}` });
  const file = (entry: unknown): EntryFile => ({ format: 'proofmark directory entry 1', entry: entry as StateEntry });

  beforeAll(async () => {
    for (const who of ['olga', 'sven', 'hana', 'ada']) {
      const answer = await fetch(`${node.url}/api/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ signInName: who, password: PASSWORD }),
      });
      cookies.set(who, answer.headers.get('set-cookie')?.split(';')[0] ?? '');
    }
  });

  it('two people pin a State', async () => {
    const entry = entryOf('TUR');
    const proposed = await call('olga', 'POST', '/proposals', file(entry), key('propose-1'));
    expect(proposed.status).toBe(201);
    const again = await call('olga', 'POST', '/proposals', file(entry), key('propose-1'));
    expect(again.json['id']).toBe(proposed.json['id']);
    const path = `/proposals/${String(proposed.json['id'])}`;
    const seen = await call('sven', 'GET', path);
    expect(seen.json).not.toHaveProperty('fingerprint');
    expect((await call('olga', 'POST', `${path}/confirmation`, { fingerprint: fingerprintOf(entry) })).status).toBe(
      403,
    );
    expect((await call('sven', 'POST', `${path}/confirmation`, { fingerprint: '1' })).json).toMatchObject({
      status: 422,
      code: 'fingerprint-differs',
      field: '/fingerprint',
    });
    expect((await call('sven', 'POST', `${path}/confirmation`, { fingerprint: fingerprintOf(entry) })).status).toBe(
      200,
    );
    expect(await call('olga', 'GET', '/entries/TUR')).toMatchObject({
      status: 200,
      etag: '"1"',
      json: { country: 'TUR' },
    });
  });

  it('a partner is edited under If-Match', async () => {
    const next = file(entryOf('TUR', { version: 2 }));
    expect((await call('olga', 'PUT', '/entries/TUR', next)).status).toBe(428);
    expect((await call('olga', 'PUT', '/entries/TUR', next, { 'if-match': '"7"' })).json).toMatchObject({
      status: 412,
      code: 'version-stale',
    });
    expect(await call('olga', 'PUT', '/entries/TUR', next, { 'if-match': '"1"' })).toMatchObject({
      status: 200,
      etag: '"2"',
    });
    expect((await call('ada', 'PUT', '/entries/TUR', next, { 'if-match': '"2"' })).status).toBe(403);
  });

  it.each<[string, string, string, unknown, number, string]>([
    ['a State of nowhere', 'GET', '/entries/EUR', undefined, 404, 'not-found'],
    ['a State that is not pinned', 'GET', '/entries/NOR', undefined, 404, 'not-found'],
    ['a zero byte for a State', 'GET', '/entries/%00', undefined, 404, 'not-found'],
    ['a proposal by no id', 'GET', '/proposals/1', undefined, 404, 'not-found'],
    ['a hand-made cursor', 'GET', '/entries?after=WyJcdTAwMDAiXQ', undefined, 400, 'field-invalid'],
    ['a page too large', 'GET', '/entries?limit=201', undefined, 400, 'field-invalid'],
    ['an unknown state of a proposal', 'GET', '/proposals?state=lost', undefined, 400, 'field-invalid'],
    ['an unknown filter', 'GET', '/proposals?colour=red', undefined, 400, 'field-unknown'],
    ['broken JSON', 'POST', '/proposals', '{"format":', 400, 'json-broken'],
    ['another format', 'POST', '/proposals', { format: 'mine', entry: {} }, 400, 'field-invalid'],
    ['an unknown field', 'POST', '/proposals', { ...file(entryOf('FIN')), colour: 'red' }, 400, 'field-unknown'],
    ['an entry as text', 'POST', '/proposals', { ...file(entryOf('FIN')), entry: 'FIN' }, 400, 'field-invalid'],
    [
      'an entry with an unknown member',
      'POST',
      '/proposals',
      file({ ...entryOf('FIN'), colour: 'red' }),
      422,
      'entry-invalid',
    ],
    ['a State that has ended', 'POST', '/proposals', file(entryOf('SUN')), 422, 'country-withdrawn'],
    ['a day that does not exist', 'GET', '/calendars/NOR?on=2026-02-31', undefined, 400, 'field-invalid'],
    ['a policy of no such name', 'GET', '/policies/not-there', undefined, 404, 'not-found'],
    ['a policy by a wrong name', 'GET', '/policies/A%00', undefined, 404, 'not-found'],
    [
      'a revocation by an officer',
      'POST',
      '/keys/USA/revocation',
      { use: 'signing', kid: 'x'.repeat(43), reason: 'lost' },
      403,
      'not-allowed',
    ],
    ['a profile by an officer', 'PUT', '/profiles/USA', {}, 403, 'not-allowed'],
  ])('refuses %s with a code and no trace of the program', async (name, method, path, body, status, code) => {
    const answer = await call(
      'olga',
      method,
      path,
      body,
      method === 'POST' ? key(`bad-${name.replaceAll(' ', '-')}`) : {},
    );
    expect(answer).toMatchObject({ status, json: { status, code } });
    expect(JSON.stringify(answer.json)).not.toMatch(/\bat \S+:\d+/);
  });

  it('names the field and the rule of every fault of an entry', async () => {
    const answer = await call(
      'olga',
      'POST',
      '/proposals',
      file({ ...entryOf('FIN'), channel: { kind: 'mail' } }),
      key('faults-1'),
    );
    expect(answer.json).toMatchObject({
      code: 'entry-invalid',
      field: '/channel/address',
      errors: [{ field: '/channel/address', rule: 'address goes with the kind mail' }],
    });
  });

  it('keeps a page in order, and the next begins where it ended', async () => {
    const first = await call('olga', 'GET', '/entries?limit=2');
    const items = (json: Record<string, unknown>): string[] =>
      (json['items'] as { country: string }[]).map((entry) => entry.country);
    const second = await call('olga', 'GET', `/entries?limit=2&after=${String(first.json['next'])}`);
    expect([...items(first.json), ...items(second.json)]).toEqual(
      [...new Set([...items(first.json), ...items(second.json)])].sort(),
    );
    expect(items(first.json)).toHaveLength(2);
    const open = await call('olga', 'GET', '/proposals?state=confirmed&limit=1');
    const next = await call('olga', 'GET', `/proposals?state=confirmed&limit=1&after=${String(open.json['next'])}`);
    expect((open.json['items'] as { id: string }[])[0]?.id).not.toBe((next.json['items'] as { id: string }[])[0]?.id);
  });

  it('the head revokes and rotates keys, a supervisor sets profiles, calendars and policies', async () => {
    const kid = entryOf('TUR').keys[0]?.kid;
    expect(
      (await call('hana', 'POST', '/keys/TUR/revocation', { use: 'signing', kid, reason: 'stolen' })).json,
    ).toMatchObject({ kid, revokedReason: 'stolen' });
    expect((await call('hana', 'POST', '/own/keys', { use: 'signing' }, key('rotate-1'))).status).toBe(201);
    const read = await call('sven', 'GET', '/profiles/FIN');
    expect(read.etag).toBe('"0"');
    const profile = {
      highestLevel: 0,
      confidentiality: 'not guaranteed',
      assessedOn: '2024-05-05',
      suspended: false,
      flags: ['unusual volume'],
    };
    expect(await call('sven', 'PUT', '/profiles/FIN', profile, { 'if-match': '"0"' })).toMatchObject({
      status: 200,
      etag: '"1"',
      json: { highestLevel: 0, flags: ['unusual volume'] },
    });
    expect(
      (await call('sven', 'PUT', '/profiles/FIN', { ...profile, flags: ['bad'] }, { 'if-match': '"1"' })).json,
    ).toMatchObject({ status: 400, field: '/flags' });
    const calendar = { zone: 'Europe/Helsinki', weekend: [6, 7], holidays: ['2026-12-06'], source: 'ministry' };
    expect((await call('sven', 'POST', '/calendars/FIN', calendar, key('calendar-1'))).json).toMatchObject({
      version: -1,
    });
    expect(
      (await call('sven', 'POST', '/calendars/FIN', { ...calendar, weekend: [8] }, key('calendar-2'))).json,
    ).toMatchObject({ status: 400, field: '/weekend' });
    const policy = {
      id: 'agreement-fin',
      scope: 'agreement',
      states: ['XAA', 'FIN'],
      adopted: true,
      title: 'With Finland',
      source: 'letters',
      verified: true,
      urgency: 'any',
      startsAt: 'received',
      terms: [{ clock: 'answer', amount: 10, unit: 'working days' }],
    };
    expect(await call('sven', 'POST', '/policies', policy, key('policy-1'))).toMatchObject({
      status: 201,
      etag: '"1"',
    });
    const { id: _, ...change } = policy;
    expect(
      await call('sven', 'PUT', '/policies/agreement-fin', { ...change, adopted: false }, { 'if-match': '"1"' }),
    ).toMatchObject({ status: 200, etag: '"2"' });
    expect((await call('sven', 'PUT', '/policies/agreement-fin', change, { 'if-match': '"0"' })).json).toMatchObject({
      status: 412,
    });
    expect(
      (
        await call(
          'sven',
          'POST',
          '/policies',
          { ...policy, id: 'agreement-x', terms: [{ clock: 'lunch', amount: 1, unit: 'hours' }] },
          key('policy-2'),
        )
      ).json,
    ).toMatchObject({ status: 400, errors: [{ field: '/terms/0/clock' }] });
    expect((await call('olga', 'POST', '/policies', policy, key('policy-3'))).status).toBe(403);
  });

  it('gives our own entry, its file, countries and hints to who is signed in, and nothing to others', async () => {
    expect((await call('olga', 'GET', '/own')).json).toHaveProperty('fingerprint');
    expect((await call('olga', 'GET', '/own/file')).json).toMatchObject({ format: 'proofmark directory entry 1' });
    expect((await call('olga', 'GET', '/countries?withdrawn=true')).json['items']).toContainEqual(
      expect.objectContaining({ code: 'SUN' }),
    );
    expect((await call('olga', 'GET', '/marking-practices/AUT')).json['items']).toContainEqual(
      expect.objectContaining({ verified: false }),
    );
    for (const path of [
      '/own',
      '/own/file',
      '/entries',
      '/proposals',
      '/policies',
      '/profiles/USA',
      '/calendars/USA',
      '/countries',
    ]) {
      expect([path, (await call('nobody', 'GET', path)).status]).toEqual([path, 401]);
    }
  });
});

describe('where one officer works alone', () => {
  it('the proposer confirms with a reason, and the ledger says that it was the same person', async () => {
    const alone = await startTestNode({ config: { 'access.singleOfficer': true } });
    try {
      const service = alone.get(PinService);
      const proposal = done(await service.proposePin(supervisor, entryOf('USA')));
      expect(await service.confirmPin(supervisor, proposal.id, fingerprintOf(entryOf('USA')))).toMatchObject({
        code: 'own-work',
      });
      expect(await service.confirmPin(supervisor, proposal.id, fingerprintOf(entryOf('USA')), 'short')).toMatchObject({
        code: 'own-work',
      });
      expect(await service.confirmPin(supervisor, proposal.id, fingerprintOf(entryOf('USA')), REASON)).toMatchObject({
        ok: true,
      });
      const rows = await alone
        .get(Transactions)
        .read<{ canonical: Buffer }>(`SELECT canonical FROM audit_entry WHERE act = 'directory.pinned'`);
      expect(JSON.parse(rows[0]?.canonical.toString('utf8') ?? '{}')).toMatchObject({
        data: { country: 'USA', ownApproval: true },
      });
    } finally {
      await alone.close();
    }
  });
});
