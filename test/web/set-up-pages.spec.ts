import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactions } from '../../src/platform/transaction.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const ROOT = join(__dirname, '..', '..');

describe('the set-up journey', () => {
  let node: TestNode;
  let texts: readonly string[] = [];
  const as = (name: string): Promise<PageClient> => new PageClient(node.url).signIn(name);

  beforeAll(async () => {
    node = await startTestNode();
    await addPeople(node, await foundNode(node), [
      somebody('head.one', ['head of NPC']),
      somebody('officer.one', ['officer']),
    ]);
  });
  afterAll(() => node.close());

  it('tells what is done and what is open from the node itself', async () => {
    const page = textOf((await (await as('first')).get('/set-up')).html);
    expect(page).toMatch(/A second administrator There are 2\. Done/);
    expect(page).toMatch(
      /The first people and their roles Still missing: Supervisor, Auditor, and Data protection officer Open/,
    );
    expect(page).toMatch(/Recovery shares If the machine is lost.* Open/);
    expect(page).toMatch(/The worker No worker has run yet.* Look here/);
    expect(page).toMatch(/Exercise mode On: every page carries the mark/);
    expect((await (await as('officer.one')).get('/set-up')).status).toBe(404);
  });

  it('refuses a threshold that lets one person alone, or nobody, open the file', async () => {
    const first = await as('first');
    const alone = await first.submit('/set-up/recovery', { shares: '5', threshold: '1' });
    expect(alone.html).toContain('threshold-error');
    const nobody = await first.submit('/set-up/recovery', { shares: '3', threshold: '4' });
    expect(nobody.html).toContain('threshold-error');
    expect(nobody.html).toContain('value="4"');
    const words = await first.submit('/set-up/recovery', { shares: 'many', threshold: '3' });
    expect(words.html).toContain('shares-error');
  });

  it('shows the shares once and keeps them nowhere', async () => {
    const first = await as('first');
    const made = await first.post('/set-up/recovery', { shares: '5', threshold: '3' });
    expect(made.status).toBe(200);
    texts = sharesOn(made.html);
    expect(texts).toHaveLength(5);
    expect(new Set(texts).size).toBe(5);
    for (const text of texts) expect(text).toMatch(/^[0-9A-Z]{5}(?:-[0-9A-Z]{5}){11}$/);
    expect(sharesOn((await first.get('/set-up/recovery')).html)).toEqual([]);
    expect(await everything()).not.toMatch(new RegExp(texts.map((text) => text.slice(0, 23)).join('|')));
  });

  it('proves any three of the shares, and tells a misread one, one too few, one twice and one of another set', async () => {
    const first = await as('first');
    const prove = (shares: readonly string[]): Promise<{ html: string }> =>
      first.submit(
        '/set-up/recovery/check',
        Object.fromEntries(shares.map((text, i) => [`secret-${String(i)}`, text])),
        '/set-up/recovery',
      );
    const [one = '', two = '', three = '', , five = ''] = texts;
    const misread = await prove([one, `${two.slice(0, -2)}${two.endsWith('00') ? '11' : '00'}`, three]);
    expect(misread.html).toContain('secret-1-error');
    expect(misread.html).not.toContain(one);
    for (const wrong of [
      [one, two],
      [one, two, two],
    ])
      expect(textOf((await prove(wrong)).html)).toContain('These shares do not rebuild the key');
    const proved = await prove([
      five.toLowerCase().replaceAll('-', ' '),
      one.replaceAll('0', 'O').replaceAll('1', 'l'),
      three,
    ]);
    expect(textOf(proved.html)).toContain('The shares rebuild the key');
    node.clock.advance(1000);
    const others = sharesOn((await first.post('/set-up/recovery', { shares: '2', threshold: '2' })).html);
    expect(textOf((await prove([one, others[1] ?? ''])).html)).toContain('belongs to an earlier set');
  });

  it('makes a file that the shares open at the command line, with every key and the master key in it', async () => {
    const first = await as('first');
    node.clock.advance(1000);
    const shares = sharesOn((await first.post('/set-up/recovery', { shares: '3', threshold: '2' })).html);
    const file = await first.post('/set-up/recovery/file', {}, '/set-up/recovery');
    expect(file.headers.get('content-disposition')).toContain('proofmark-XAA-recovery-');
    const keys = join(node.config['node.dataFolder'], 'keys');
    const master = readFileSync(join(keys, 'master.key'), 'utf8');
    expect(file.html).not.toContain(master);
    const folder = mkdtempSync(join(tmpdir(), 'proofmark-restored-'));
    writeFileSync(join(folder, 'file.json'), file.html);
    const run = (input: string, into: string): ReturnType<typeof spawnSync> =>
      spawnSync(
        process.execPath,
        [
          join(ROOT, 'dist', 'src', 'cli', 'node.js'),
          'restore-keys',
          '--file',
          join(folder, 'file.json'),
          '--into',
          join(folder, into),
        ],
        { input, encoding: 'utf8' },
      );
    const few = run(`${shares[0] ?? ''}\n`, 'few');
    expect(few.status).toBe(1);
    expect(String(few.stderr)).toContain('do not rebuild the key');
    const whole = run(`${shares[2] ?? ''}\nnot a share\n${shares[0] ?? ''}\n`, 'whole');
    expect(whole.status).toBe(0);
    expect(String(whole.stderr)).toContain('misread');
    expect(readFileSync(join(folder, 'whole', 'keys', 'master.key'), 'utf8')).toBe(master);
    for (const use of ['signing', 'sealing', 'ledger'])
      for (const name of readdirSync(join(keys, use)))
        expect(readFileSync(join(folder, 'whole', 'keys', use, name), 'utf8')).toBe(
          readFileSync(join(keys, use, name), 'utf8'),
        );
    expect(String(run(`${shares[1] ?? ''}\n${shares[0] ?? ''}\n`, 'whole').stdout)).toContain('0 of 4 files');
    rmSync(folder, { recursive: true, force: true });
  });

  it('notices that a newer key is missing in the file', async () => {
    const first = await as('first');
    expect(textOf((await first.get('/set-up')).html)).toContain('with the keys of today');
    await first.submit('/own-entry/keys/sealing', {});
    expect(textOf((await first.get('/set-up')).html)).toContain('a newer key is not in it');
  });

  it('records a drill by one person and confirms it by another, who is not the same', async () => {
    const first = await as('first');
    const today = node.clock.now().slice(0, 10);
    const form = { restoredOn: today, backupOn: today, result: 'whole', note: 'Two hours; the clock was late.' };
    const later = await first.submit('/set-up/drills', { ...form, restoredOn: '2999-01-01' });
    expect(later.html).toContain('restoredOn-error');
    expect(later.html).toContain('Two hours; the clock was late.');
    expect((await first.submit('/set-up/drills', { ...form, result: '' })).html).toContain('result-error');
    const recorded = await first.submit('/set-up/drills', form);
    expect(textOf(recorded.html)).toContain('has not confirmed it yet');
    expect(recorded.html).not.toMatch(/drills\/[0-9a-f-]+\/confirmation/);
    const head = await as('head.one');
    const at =
      /action="(\/set-up\/drills\/[0-9a-f-]{36}\/confirmation)"/.exec((await head.get('/set-up/drills')).html)?.[1] ??
      '';
    expect(textOf((await first.submit(at, {}, '/set-up/drills')).html)).toContain('A second person must approve this');
    expect(textOf((await head.submit(at, {}, '/set-up/drills')).html)).toContain('Confirmed by Name of head.one');
    expect(textOf((await head.submit(at, {}, '/set-up/drills')).html)).toContain('confirmed already');
    expect(textOf((await first.get('/set-up')).html)).toContain('Last practised on');
    node.clock.advance(200 * 86_400_000);
    expect(textOf((await (await as('first')).get('/set-up')).html)).toContain('it is time again');
  });

  it('holds the clock against the database, and shows settings without a secret', async () => {
    const first = await as('first');
    const time = textOf((await first.get('/set-up/time')).html);
    expect(time).toContain('Against the database Good');
    expect(time).toContain('No partner has answered');
    const settings = await first.get('/settings');
    expect(settings.html).toContain('PROOFMARK_MASTER_KEY');
    expect(settings.html).not.toContain(node.config['database.url']);
    expect(textOf(settings.html)).toContain('DATABASE_URL set, and not shown');
  });

  /** All that the node wrote down, in one text. */
  async function everything(): Promise<string> {
    const transactions = node.get(Transactions);
    const tables = await transactions.read<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    const rows: string[] = [];
    for (const { name } of tables) {
      const found = await transactions
        .read<{ row: string }>(`SELECT t::text AS row FROM "${name}" AS t`)
        .catch(() => []);
      rows.push(...found.map(({ row }) => row));
    }
    return rows.join('\n');
  }
});

function sharesOn(html: string): readonly string[] {
  return [...html.matchAll(/<ol class="pm-groups"[^>]*>(.*?)<\/ol>/gs)].map(([, list = '']) =>
    [...list.matchAll(/<li>([^<]+)<\/li>/g)].map(([, group]) => group).join('-'),
  );
}
