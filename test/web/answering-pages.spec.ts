import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { derivedId } from '../../src/domain/shared/ids.js';
import { Transactions } from '../../src/platform/transaction.js';
import { AnsweringNode, type Name } from '../support/answering-node.js';
import { PageClient, textOf, type PageAnswer } from '../support/page-client.js';

let home: AnsweringNode;
const as = (name: Name, locale = 'en'): Promise<PageClient> => new PageClient(home.node.url, locale).signIn(name);
const versionOf = ({ html }: PageAnswer): string => /name="_version" value="(\d+)"/.exec(html)?.[1] ?? '';
const entries = async (act: string): Promise<readonly Record<string, unknown>[]> => {
  const rows = await home.node
    .get(Transactions)
    .read<{ entry: string }>(
      "SELECT convert_from(canonical, 'UTF8') AS entry FROM audit_entry WHERE act = $1 ORDER BY id",
      [act],
    );
  return rows.map((row) => JSON.parse(row.entry) as Record<string, unknown>);
};
/** Opens a page, and sends its form under the version that it shows. */
async function send(
  client: PageClient,
  path: string,
  fields: Record<string, string | readonly string[]>,
  from = path,
): Promise<PageAnswer> {
  return client.post(path, { _version: versionOf(await client.get(from)), ...fields }, from);
}

beforeAll(async () => {
  home = await AnsweringNode.start();
});
afterAll(() => home.close());

describe('the page of an incoming request', () => {
  let id: string;
  beforeAll(async () => {
    await home.register('ABC0123');
    id = await home.asked('ABCO123', { urgency: 'urgent', urgencyReason: 'a trial', doNotContactHolders: true });
  });

  it('shows what was asked beside the records, every differing character named', async () => {
    const page = await (await as('olga')).get(`/cases/${id}/answer`);
    expect(page.status).toBe(200);
    const text = textOf(page.html);
    expect(text).toContain('1 record may be this weapon');
    expect(text).toContain('Character 4: O was read and 0 is recorded; the two look alike.');
    expect(page.html).toContain('<mark class="pm-numbers__differs">0</mark>');
    expect(text).toContain('This request is urgent.');
    expect(text).toContain('asks that no recorded holder be contacted');
    expect(text).toContain('Found in a car at a road check.');
    expect(text).not.toContain('Joan Invented');
  });

  it('leaves its entries: the request was read, and the registry for it', async () => {
    const before = (await entries('markings.matched')).length;
    await (await as('olga')).get(`/cases/${id}/answer`);
    const found = (await entries('markings.matched')).slice(before);
    expect(found).toMatchObject([
      { caseId: id, actor: { kind: 'person' }, data: { purpose: 'answer to a partner State', count: 1 } },
    ]);
    expect(await entries('case.answering-read')).not.toEqual([]);
  });

  it('is not there for who does not work on cases, nor for a case that we asked about', async () => {
    expect((await (await as('abel')).get(`/cases/${id}/answer`)).status).toBe(404);
    expect((await (await as('rosa')).get(`/cases/${id}/answer`)).status).toBe(404);
    expect((await (await as('olga')).get(`/cases/${derivedId('nobody')}/answer`)).status).toBe(404);
  });

  it('offers to take it up, and nothing to confirm before that', async () => {
    const olga = await as('olga');
    const before = await olga.get(`/cases/${id}/answer`);
    expect(textOf(before.html)).toContain('Take it up');
    expect(before.html).not.toContain('/answer/record');
    const answer = await send(olga, `/cases/${id}/answer/acceptance`, {}, `/cases/${id}/answer`);
    expect(answer).toMatchObject({ status: 303, location: `/cases/${id}/answer` });
    const after = textOf((await olga.get(`/cases/${id}/answer`)).html);
    expect(after).toContain('You have taken the request up.');
    expect(after).toContain('Compare and confirm');
  });

  it('refuses an act on a version that is no longer the present one, and says so', async () => {
    const olga = await as('olga');
    const { location } = await olga.post(`/cases/${id}/answer/matching`, { _version: '1' }, `/cases/${id}/answer`);
    expect(textOf((await olga.get(location)).html)).toContain('Somebody has changed this since you read it.');
  });

  it('says that the registry has changed, and looks again', async () => {
    const olga = await as('olga');
    await home.register('ABC0I23');
    const id2 = await home.asked('ABC0L23');
    await home.act('olga', id2, { type: 'accept request' });
    await home.register('ABC0123', { make: 'Colt' });
    await home.register('ABC0L23');
    const page = await olga.get(`/cases/${id2}/answer`);
    expect(textOf(page.html)).toContain('The registry has changed since');
    await send(olga, `/cases/${id2}/answer/matching`, {}, `/cases/${id2}/answer`);
    const after = textOf((await olga.get(`/cases/${id2}/answer`)).html);
    expect(after).toContain('records were found.');
    expect(after).not.toContain('The registry has changed since');
  });
});

describe('confirming a record', () => {
  it('shows the whole record beside the request and confirms only what a person chose', async () => {
    const firearm = await home.register('CONF1234');
    const id = await home.asked('CONF1234');
    await home.act('olga', id, { type: 'accept request' });
    const olga = await as('olga');
    const path = `/cases/${id}/answer/record`;
    const page = await olga.get(`${path}?record=${firearm}`);
    expect(textOf(page.html)).toContain('Is this the weapon?');
    expect(textOf(page.html)).toContain('Invented Arms Ltd');
    expect(page.html).toMatch(/value="traced to last lawful holder" checked/);
    const none = await send(olga, path, { firearmId: firearm }, `${path}?record=${firearm}`);
    expect(textOf((await olga.get(none.location)).html)).toContain('Choose one.');
    const done = await send(
      olga,
      path,
      { firearmId: firearm, outcome: 'traced to last lawful holder' },
      `${path}?record=${firearm}`,
    );
    expect(done).toMatchObject({ status: 303, location: `/cases/${id}/answer/composition` });
    expect(textOf((await olga.get(`/cases/${id}/answer`)).html)).toContain('What was confirmed');
    expect(await entries('case.record-read')).toContainEqual(
      expect.objectContaining({ caseId: id, data: expect.objectContaining({ firearm }) as unknown }),
    );
  });

  it('warns of a look-alike', async () => {
    const firearm = await home.register('LOOK0001');
    const id = await home.asked('LOOKO001');
    await home.act('olga', id, { type: 'accept request' });
    const page = await (await as('olga')).get(`/cases/${id}/answer/record?record=${firearm}`);
    expect(textOf(page.html)).toContain('This is a look-alike: characters differ.');
  });

  it('asks why where none fits, and for the State where the outcome names one', async () => {
    const id = await home.asked('NONE1234');
    await home.act('olga', id, { type: 'accept request' });
    const olga = await as('olga');
    const path = `/cases/${id}/answer/record`;
    const page = await olga.get(path);
    expect(textOf(page.html)).toContain('Why is there no record?');
    expect(page.html).not.toContain('value="traced to export"');
    const missing = await send(olga, path, { outcome: 'wrong State' });
    const back = await olga.get(missing.location);
    expect(textOf(back.html)).toContain('This outcome names a further State; say which.');
    expect(back.html).toMatch(/value="wrong State" checked/);
    expect((await send(olga, path, { outcome: 'wrong State', nextState: 'DEU' })).location).toContain('/composition');
  });
});

describe('searching with other terms', () => {
  it('lets purpose and case number ride along, keeps the number out of the address, and leads to the confirmation', async () => {
    const firearm = await home.register('OTHER999');
    const id = await home.asked('OTHER11');
    await home.act('olga', id, { type: 'accept request' });
    const olga = await as('olga');
    const path = `/cases/${id}/answer/search`;
    expect((await olga.get(path)).html).toContain('value="OTHER11"');
    const { location } = await olga.post(path, { serial: 'OTHER999', lookAlikes: 'yes' });
    expect(location).not.toContain('OTHER999');
    const page = await olga.get(location);
    expect(page.html).toContain(`/answer/record?record=${firearm}`);
    const last = (await entries('markings.looked-up')).at(-1);
    expect(last).toMatchObject({ data: { purpose: 'answer to a partner State', count: 1 } });
  });

  it('says what is wrong with the terms and keeps them', async () => {
    const id = await home.asked('TERMS1');
    await home.act('olga', id, { type: 'accept request' });
    const olga = await as('olga');
    const page = await olga.submit(`/cases/${id}/answer/search`, { serial: '---', make: '<i>Colt</i>' });
    expect(textOf(page.html)).toContain('A serial number needs a letter or a digit.');
    expect(page.html).toContain('value="&lt;i&gt;Colt&lt;/i&gt;"');
    const empty = await olga.submit(`/cases/${id}/answer/search`, { serial: '' });
    expect(textOf(empty.html)).toContain('Fill this in.');
  });
});

describe('a wide search for a case', () => {
  it('is begun from a search, followed and read by who works on the case, and kept for it', async () => {
    const firearm = await home.register('CASEWIDE77');
    const id = await home.asked('CASEWIDE11');
    await home.act('olga', id, { type: 'accept request' });
    const olga = await as('olga');
    const search = `/cases/${id}/answer/search`;
    const { location } = await olga.post(search, { serial: 'CASEWIDE11', lookAlikes: 'yes' });
    const begun = await olga.post(`${search}/wide`, { query: location.split('query=')[1] ?? '' }, location);
    expect(begun.location).toMatch(new RegExp(`^${search}/wide/[0-9a-f-]{36}$`));
    expect(textOf((await olga.get(begun.location)).html)).toContain('Under way');
    await home.node.processAll();
    expect((await olga.get(begun.location)).html).toContain(`/answer/record?record=${firearm}`);
    expect((await olga.get(search)).html).toContain(`href="${begun.location}"`);
    const other = await home.asked('CASEWIDE22');
    await home.act('olga', other, { type: 'accept request' });
    const elsewhere = begun.location.replace(id, other);
    expect((await olga.get(elsewhere)).status).toBe(404);
    const last = (await entries('markings.looked-up')).at(-1);
    expect(last).toMatchObject({ data: { purpose: 'answer to a partner State' } });
  });
});

describe('a page of fifty records', () => {
  it('weighs less than 100 kB', async () => {
    const letters = ['O', '0', 'Q', 'D'];
    for (let i = 0; i < 50; i += 1) {
      const serial = `WEIGHT${letters[i % 4] ?? ''}${letters[Math.floor(i / 4) % 4] ?? ''}${letters[Math.floor(i / 16) % 4] ?? ''}S5S5`;
      await home.register(serial, { model: `Model of a long name ${String(i)}` });
    }
    const id = await home.asked('WEIGHT000SSSS');
    await home.act('olga', id, { type: 'accept request' });
    const page = await (await as('olga')).get(`/cases/${id}/answer`);
    expect(textOf(page.html)).toContain('50 records may be this weapon');
    expect(Buffer.byteLength(page.html)).toBeLessThan(100_000);
    expect(page.html).toContain('?page=3#records');
    const last = textOf((await (await as('olga')).get(`/cases/${id}/answer?page=3`)).html);
    expect(last).toContain('50. Self-loading pistol');
    expect(last).not.toContain('40. Self-loading pistol');
    const arabic = await (await as('olga', 'ar')).get(`/cases/${id}/answer`);
    expect(Buffer.byteLength(arabic.html)).toBeLessThan(100_000);
  });
});
