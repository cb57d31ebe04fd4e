import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactions } from '../../src/platform/transaction.js';
import { LOCALES } from '../../src/web/i18n/locales.js';
import { CaseStage } from '../support/case-stage.js';
import { PageClient, textOf } from '../support/page-client.js';

let stage: CaseStage;
/** A letter that fails, one of a sealed case that fails, one refused for good. */
let failing: string;
let covert: string;
let refused: string;

const as = (name: string, locale = 'en'): Promise<PageClient> => new PageClient(stage.node.url, locale).signIn(name);
const sql = async (text: string, values: readonly unknown[] = []) => stage.node.get(Transactions).read(text, values);
const queues = async (name: string, locale = 'en'): Promise<string> =>
  (await (await as(name, locale)).get('/queues')).html;
const referenceOf = async (id: string): Promise<string> =>
  String((await sql('SELECT reference FROM trace_case WHERE id = $1', [id]))[0]?.['reference']);
const retryOf = (html: string, kind: string): string =>
  new RegExp(`action="(/queues/failed/${kind}/[0-9a-f-]{36})"`).exec(html)?.[1] ?? '';
const failedEntries = async (): Promise<readonly string[]> =>
  (
    await sql(
      "SELECT convert_from(canonical, 'UTF8') AS text FROM audit_entry WHERE act = 'exchange.retried-one' ORDER BY id",
    )
  ).map(({ text }) => String(text));

async function sent(serial: string): Promise<string> {
  const id = await stage.approved(serial);
  await stage.act('officer.one', id, { type: 'send' });
  return id;
}

async function seal(id: string): Promise<void> {
  const compartment = {
    owningAgencyId: stage.person('officer.one').agencyId,
    sealed: true,
    namedPersonIds: [stage.person('head.one').id],
    conflictPersonIds: [],
  };
  await stage.act('supervisor.one', id, { type: 'change compartment', compartment, reason: 'Under cover.' });
}

beforeAll(async () => {
  stage = await CaseStage.start();
  failing = await sent('FAILING1');
  covert = await sent('COVERT1');
  refused = await sent('REFUSED1');
  await seal(covert);
  const later = stage.node.clock.now().replace(/^\d{4}/, '2030');
  await sql(
    "UPDATE outbox SET attempts = 7, last_error = 'ECONNREFUSED', next_at = $2 WHERE case_id = ANY ($1::uuid[]) AND kind = 'message'",
    [[failing, covert], later],
  );
  await sql("UPDATE outbox SET state = 'rejected', last_error = 'schema-invalid', ended_at = $2 WHERE case_id = $1", [
    refused,
    stage.node.clock.now(),
  ]);
});
afterAll(() => stage.node.close());

describe('what stands still', () => {
  it('is listed one by one, with its case, why, and what can be done; nothing of its content', async () => {
    const html = await queues('head.one');
    const text = textOf(html);
    expect(text).toMatch(/To be delivered: Request, letter 1 .*Austria.*refuses the connection.*7 tries/);
    expect(html).toContain(`href="/cases/${failing}"`);
    expect(text).toMatch(/Refused for good: Request, letter 1/);
    expect(html).toContain(`/cases/${failing}/acts/giving-up?item=1`);
    expect(html).not.toContain('FAILING1');
  });

  it('is told of a sealed case to who is named to it, and to nobody else', async () => {
    const reference = await referenceOf(covert);
    expect(await queues('head.one')).toContain(reference);
    for (const name of ['officer.one', 'auditor.one']) {
      const html = await queues(name);
      expect(html).not.toContain(reference);
      expect(html).not.toContain(covert);
      expect(html).toContain(await referenceOf(failing));
    }
  });

  it('names the case to who operates the node, and opens none; hides that of another agency', async () => {
    const html = await queues('first');
    expect(html).toContain(await referenceOf(failing));
    expect(html).not.toContain(`/cases/${failing}`);
    expect(html).not.toContain(await referenceOf(covert));
    expect(retryOf(html, 'letter')).not.toBe('');
    expect(await queues('stranger.one')).not.toContain(await referenceOf(failing));
  });

  it('is tried at once by who may, with an entry of its own', async () => {
    const client = await as('officer.one');
    const before = (await failedEntries()).length;
    const place = retryOf((await client.get('/queues')).html, 'letter');
    const done = await client.submit(place, {}, '/queues');
    expect(textOf(done.html)).toContain('It is tried now.');
    const [row] = await sql('SELECT next_at, attempts FROM outbox WHERE case_id = $1', [failing]);
    expect(new Date(String(row?.['next_at'])).toISOString()).toBe(stage.node.clock.now());
    expect(row?.['attempts']).toBe(7);
    const entries = await failedEntries();
    expect(entries).toHaveLength(before + 1);
    expect(entries.at(-1)).toContain(failing);
    expect(entries.at(-1)).not.toContain('FAILING1');
  });

  it('cannot be tried by an auditor, nor what is over or no such thing', async () => {
    const html = await queues('auditor.one');
    expect(retryOf(html, 'letter')).toBe('');
    const [row] = await sql('SELECT id FROM outbox WHERE case_id = $1', [failing]);
    const place = `/queues/failed/letter/${String(row?.['id'])}`;
    expect((await (await as('auditor.one')).post(place, {}, '/queues')).status).toBe(404);
    const [over] = await sql('SELECT id FROM outbox WHERE case_id = $1', [refused]);
    const officer = await as('officer.one');
    const gone = await officer.submit(`/queues/failed/letter/${String(over?.['id'])}`, {}, '/queues');
    expect(textOf(gone.html)).toContain('It is done meanwhile');
    for (const path of ['/queues/failed/letter/nothing', `/queues/failed/incoming/${String(row?.['id'])}`])
      expect((await officer.post(path, {}, '/queues')).status).toBe(404);
  });

  it('is given up on the page of the case, with a reason', async () => {
    const client = await as('officer.one');
    const path = `/cases/${failing}/acts/giving-up?item=1`;
    expect((await client.get(path)).status).toBe(200);
  });

  it('may be work from one case to another', async () => {
    await sql(
      `INSERT INTO follow_up (id, case_id, command, state, attempts, next_at, last_error, created_at)
       VALUES ('019ad000-0000-7000-8000-00000000f00d', $1, 'x', 'waiting', 3, $2, 'TypeError', $2)`,
      [failing, stage.node.clock.now()],
    );
    const html = await queues('officer.one');
    expect(textOf(html)).toMatch(/Work from one case to another.*This node.*log of the worker/);
    expect(retryOf(html, 'follow-up')).toContain('f00d');
  });

  it.each(LOCALES)('is told in %s', async (locale) => {
    const html = await queues('head.one', locale);
    expect(html).toContain(`lang="${locale}"`);
    expect(html).toContain(await referenceOf(failing));
  });
});
