import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { foldLookAlike } from '../../src/domain/firearm/look-alikes.js';
import { characters } from '../../src/domain/firearm/serial-number.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { SystemClock, TestClock } from '../../src/platform/clock.js';
import { CaseCipher } from '../../src/platform/case-cipher.js';
import { WIDE_SEARCH_POINT } from '../../src/platform/fault-point.js';
import { Sweeps } from '../../src/platform/jobs.js';
import { Transactions } from '../../src/platform/transaction.js';
import { WideSearchService } from '../../src/registries/markings/search/wide-search.service.js';
import { Build } from '../network/killed-process.js';
import { DIGITS, fillRegistry, LATIN, manyNumbers, placeOf, seeded } from '../support/many-numbers.js';
import { addPeople, call, foundNode, signIn, somebody, type Answer, type Caller } from '../support/people.js';
import { entriesOf } from '../support/registry-node.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const RECORDS = 100_000;
const SEED = 20_261_125;
const LIMIT_MS = 60_000;
const REASON = { purpose: 'criminal investigation', caseNumber: 'C-17/2026' } as const;

const next = seeded(SEED);
const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;

/** Levenshtein, as in the books: knows nothing of patterns or bounds. */
function distance(a: readonly string[], b: readonly string[]): number {
  // No edit changes the length by more than one character.
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = b.map((_, at) => at + 1);
  a.forEach((one, i) => {
    let [corner, left] = [i, i + 1];
    row = row.map((above, j) => {
      const here = Math.min(corner + (one === b[j] ? 0 : 1), above + 1, left + 1);
      [corner, left] = [above, here];
      return here;
    });
  });
  return row.at(-1) ?? a.length;
}

function damaged(number: string, edits: number): string {
  const from = [...characters(number)];
  for (let edit = 0; edit < edits; edit += 1) {
    const at = next(from.length);
    const kind = pick(['replaced', 'lost', 'put in'] as const);
    if (kind === 'replaced') from[at] = pick([...LATIN, ...DIGITS]);
    else if (kind === 'lost') from.splice(at, 1);
    else from.splice(at, 0, pick([...LATIN, ...DIGITS]));
  }
  return from.join('');
}

describe('a wide search', () => {
  let node: TestNode;
  let one: PersonActor;
  let caller: Caller;
  let numbers: readonly string[];
  const clock = new TestClock(new SystemClock().now());

  beforeAll(async () => {
    node = await startTestNode({
      clock,
      config: { 'markings.wideHitsMax': 2000, 'markings.wideLeaseMs': 5000, 'markings.wideKeepDays': 30 },
    });
    [one] = (await addPeople(node, await foundNode(node), [
      somebody('investigator.one', ['investigator']),
      somebody('investigator.two', ['investigator']),
    ])) as [PersonActor];
    caller = await signIn(node, 'investigator.one');
    numbers = manyNumbers(RECORDS, next);
    await fillRegistry(node.database.ownerUrl, numbers);
  }, 120_000);
  afterAll(() => node.close());
  afterEach(() => node.processAll());

  const ask = (body: object, as = caller): Promise<Answer> =>
    call(node, as, 'POST', '/api/marking-queries/wide', { ...REASON, ...body });
  const read = (id: unknown, as = caller): Promise<Answer> =>
    call(node, as, 'GET', `/api/marking-queries/wide/${String(id)}`);
  const found = ({ body }: Answer): readonly number[] =>
    (body['candidates'] as readonly { markId: string }[]).map(({ markId }) => placeOf(markId)).sort((a, b) => a - b);
  const sweep = async (name: string): Promise<number> => {
    const one = node
      .get(Sweeps)
      .all()
      .find((each) => each.name === name);
    if (one === undefined) throw new Error(name);
    return one.run();
  };

  it('misses none within two edits, by the characters as they are and by what they are read for', async () => {
    const views = { false: numbers.map(characters), true: numbers.map((n) => characters(n).map(foldLookAlike)) };
    for (let query = 0; query < 10; query += 1) {
      const serial = damaged(pick(numbers), pick([1, 2]));
      const lookAlikes = query % 2 === 1;
      const asked = characters(serial).map((character) => (lookAlikes ? foldLookAlike(character) : character));
      const expected = views[`${lookAlikes}`].flatMap((recorded, at) => (distance(asked, recorded) <= 2 ? [at] : []));
      const { body } = await ask({ serial, lookAlikes });
      await node.processAll();
      const answer = await read(body['id']);
      expect([serial, answer.body['counted'], found(answer)]).toEqual([serial, expected.length, expected]);
    }
  }, 300_000);

  it('takes a reading with doubt: what was not read costs no edit', async () => {
    const number = numbers[0] ?? '';
    const [first = '', ...rest] = characters(number);
    const { body } = await ask({ serial: `?*${rest.slice(-5).join('')}`, edits: 0, lookAlikes: false });
    await node.processAll();
    const expected = numbers.flatMap((n, at) =>
      n.endsWith(rest.slice(-5).join('')) && characters(n).length >= 6 ? [at] : [],
    );
    expect(first).not.toBe('');
    expect(found(await read(body['id']))).toEqual(expected);
  });

  it('tells how far it is, and shows no candidate before its end', async () => {
    const { status, body } = await ask({ serial: 'ABC1234' });
    expect([status, body]).toMatchObject([202, { state: 'under way', lookedAt: 0, ofAbout: RECORDS, ...REASON }]);
    const before = (await entriesOf(node, 'markings.looked-up')).length;
    expect((await read(body['id'])).body).toMatchObject({ state: 'under way', candidates: [] });
    await node.processAll();
    expect((await read(body['id'])).body).toMatchObject({ state: 'done', lookedAt: RECORDS });
    expect((await entriesOf(node, 'markings.looked-up')).length).toBe(before + 1);
  });

  it('is in the ledger when asked, when it ends and whenever it is read, with its counts and without the number', async () => {
    const number = numbers[7] ?? '';
    const { body } = await ask({ serial: number });
    await node.processAll();
    const answer = await read(body['id']);
    const [asked] = (await entriesOf(node, 'markings.wide-asked')).slice(-1);
    const [ended] = (await entriesOf(node, 'markings.wide-ended')).slice(-1);
    const [looked] = (await entriesOf(node, 'markings.looked-up')).slice(-1);
    expect(asked).toMatchObject({ search: body['id'], ...REASON });
    expect(ended).toMatchObject({ search: body['id'], lookedAt: RECORDS, count: answer.body['counted'] });
    expect(looked).toMatchObject({ wideSearch: body['id'], ...REASON, count: found(answer).length });
    expect(JSON.stringify([asked, ended, looked])).not.toContain(number);
  });

  it.each([
    ['a purpose', { purpose: undefined }],
    ['a case number', { caseNumber: undefined }],
  ])('is not begun without %s', async (_, lack) => {
    const before = (await entriesOf(node, 'markings.wide-asked')).length;
    expect((await ask({ serial: 'A1234', ...lack })).status).toBe(400);
    expect((await entriesOf(node, 'markings.wide-asked')).length).toBe(before);
  });

  it('is refused at the character where the notation is wrong', async () => {
    const { status, body } = await ask({ serial: 'AB[1' });
    expect([status, body]).toMatchObject([422, { code: 'mark-notation' }]);
  });

  it('is one at a time for each person, and no other person waits for it', async () => {
    const answers = await Promise.all([ask({ serial: 'A1111' }), ask({ serial: 'A2222' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'wide-search-under-way' });
    const other = await signIn(node, 'investigator.two');
    expect((await ask({ serial: 'A3333' }, other)).status).toBe(202);
  });

  it('is there for nobody else, neither to read nor to cancel', async () => {
    const { body } = await ask({ serial: 'A1234' });
    const other = await signIn(node, 'investigator.two');
    expect((await read(body['id'], other)).status).toBe(404);
    const path = `/api/marking-queries/wide/${String(body['id'])}/cancellation`;
    expect((await call(node, other, 'POST', path, {})).status).toBe(404);
  });

  it('ends where its person cancels it, keeps what it found so far, and cannot be cancelled twice', async () => {
    const { body } = await ask({ serial: numbers[0] ?? '' });
    const path = `/api/marking-queries/wide/${String(body['id'])}/cancellation`;
    expect((await call(node, caller, 'POST', path, {})).body).toMatchObject({ state: 'cancelled', lookedAt: 0 });
    await node.processAll();
    expect((await read(body['id'])).body).toMatchObject({ state: 'cancelled', lookedAt: 0, candidates: [] });
    expect((await call(node, caller, 'POST', path, {})).body).toMatchObject({ code: 'wide-search-ended' });
    expect((await entriesOf(node, 'markings.wide-cancelled')).slice(-1)).toMatchObject([{ search: body['id'] }]);
  });

  it('keeps the best where too many fit, counts all, and says so', async () => {
    const narrow = await startTestNode({
      clock,
      database: node.database,
      dataFolder: node.config['node.dataFolder'],
      config: { 'markings.wideHitsMax': 5, 'markings.wideChunk': 30_000 },
    });
    // Many numbers of six digits lie within two edits of each.
    const number = numbers.find((one) => /^\d{6}$/.test(one)) ?? '';
    const { body } = await ask({ serial: number });
    await narrow.processAll();
    const { body: shown } = await call(narrow, caller, 'GET', `/api/marking-queries/wide/${String(body['id'])}`);
    await narrow.close();
    const candidates = shown['candidates'] as readonly { score: number; recorded: { text: string } }[];
    expect(shown).toMatchObject({ truncated: true });
    expect(shown['counted']).toBeGreaterThan(5);
    expect(candidates).toHaveLength(5);
    expect(candidates[0]?.recorded.text).toBe(number);
  });

  it('goes on after its process was killed, where the last part that was committed ended', async () => {
    const build = new Build();
    await build.make();
    const serial = damaged(numbers[11] ?? '', 1);
    const { body } = await ask({ serial, lookAlikes: false });
    const more = { 'markings.wideChunk': 10_000, 'markings.wideSweepMs': 100, 'http.port': 0 };
    await build
      .start(node.config, WIDE_SEARCH_POINT, { ...more, 'faultPoint.kill': `${WIDE_SEARCH_POINT}#4` })
      .died(LIMIT_MS);
    build.remove();
    expect((await read(body['id'])).body).toMatchObject({ state: 'under way', lookedAt: 30_000 });
    // The dead process holds it until its lease ends.
    expect(await sweep('markings.wide-search')).toBe(0);
    clock.advance(120_000);
    await node.processAll();
    const asked = characters(serial);
    const expected = numbers.flatMap((n, at) => (distance(asked, characters(n)) <= 2 ? [at] : []));
    const answer = await read(body['id']);
    expect([answer.body['lookedAt'], found(answer)]).toEqual([RECORDS, expected]);
  }, 120_000);

  it('holds one part in memory, however many numbers there are', async () => {
    const parts: number[] = [];
    const small = await startTestNode({
      clock,
      database: node.database,
      dataFolder: node.config['node.dataFolder'],
      config: { 'markings.wideChunk': 1000 },
    });
    await ask({ serial: 'ZZZ9999' });
    const sweeper = small
      .get(Sweeps)
      .all()
      .find(({ name }) => name === 'markings.wide-search');
    for (let turn = await sweeper?.run(); (turn ?? 0) > 0; turn = await sweeper?.run()) parts.push(turn ?? 0);
    await small.close();
    expect(Math.max(...parts)).toBeLessThanOrEqual(25);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(RECORDS / 1000 + 1);
  });

  it('is removed when its days are over, and the ledger says how many went', async () => {
    const { body } = await ask({ serial: 'A9999' });
    await node.processAll();
    expect((await read(body['id'])).status).toBe(200);
    clock.advance(31 * 86_400_000);
    await node.processAll();
    caller = await signIn(node, 'investigator.one');
    expect((await read(body['id'])).status).toBe(404);
    expect((await entriesOf(node, 'markings.wide-removed')).length).toBeGreaterThan(0);
  });

  it('asked for a case of this node stays as long as the case, and goes with its key', async () => {
    const caseId = '019ad111-0000-7000-8000-000000000001';
    const wide = node.get(WideSearchService);
    const asked = await wide.ask(one, { ...REASON, serial: numbers[5] ?? '' }, { caseId });
    if (!asked.ok) throw new Error(asked.code);
    const { id } = asked.value;
    clock.advance(40 * 86_400_000);
    await node.processAll();
    expect(await wide.get(one, id, { caseId })).toMatchObject({ ok: true, value: { state: 'done' } });
    expect(await wide.get(one, id, { caseId: '019ad111-0000-7000-8000-000000000002' })).toMatchObject({
      code: 'not-found',
    });
    await node.get(Transactions).run((tx) => node.get(CaseCipher).erase(tx, caseId));
    expect(await wide.get(one, id, { caseId })).toMatchObject({ code: 'not-found' });
    await node.processAll();
    const left = await node.get(Transactions).read('SELECT 1 FROM wide_search WHERE id = $1', [id]);
    expect(left).toEqual([]);
  });
});
