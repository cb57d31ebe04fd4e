import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { addPeople, foundNode, signIn, somebody, type Caller } from '../support/people.js';
import { entriesOf, recordedPistol, register } from '../support/registry-node.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const REASON = { purpose: 'criminal investigation', caseNumber: 'C-17/2026' };
type Line = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, string>>;

let node: TestNode;
let investigator: Caller;

beforeAll(async () => {
  node = await startTestNode({
    config: { 'markings.batchMaxRows': 400, 'markings.batchMaxBytes': 20_000, 'markings.batchCandidatesMax': 2 },
  });
  const [registrar] = (await addPeople(node, await foundNode(node), [
    somebody('registrar.one', ['registrar']),
    somebody('investigator.one', ['investigator']),
    somebody('investigator.two', ['investigator']),
    somebody('auditor.one', ['auditor']),
  ])) as [PersonActor];
  investigator = await signIn(node, 'investigator.one');
  await register(node, registrar, recordedPistol('ABC0123'));
  await register(
    node,
    registrar,
    recordedPistol('XYZ9876', { make: 'Beretta', model: '92', countryOfManufacture: 'ITA' }),
  );
  for (let copy = 0; copy < 3; copy += 1) await register(node, registrar, recordedPistol('77777'));
});
afterAll(() => node.close());

async function ask(csv: string, more: { accept?: string; query?: object; as?: Caller } = {}): Promise<Response> {
  const { accept = 'application/x-ndjson', query = REASON, as = investigator } = more;
  const search = new URLSearchParams(query as Record<string, string>).toString();
  return fetch(`${node.url}/api/marking-queries/batch?${search}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', accept, 'cookie': as.cookie ?? '', 'x-proofmark': '1' },
    body: csv,
  });
}
async function lines(answer: Response): Promise<readonly Line[]> {
  const text = await answer.text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

describe('a file of marks', () => {
  it('is answered row by row, with score, reasons and differences, and ends with its counts', async () => {
    const answer = await ask('mark,make,reference\nABCO123,Glock,exhibit 4\nNOTHING1,,\n');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
    const [first, second, end] = await lines(answer);
    expect(first).toMatchObject({
      line: 2,
      mark: 'ABCO123',
      reference: 'exhibit 4',
      counted: 1,
      truncated: false,
      candidates: [
        {
          basis: 'look-alike',
          recorded: { text: 'ABC0123', make: 'GLOCK' },
          differences: [{ position: 3, asked: 'O', recorded: '0' }],
        },
      ],
    });
    expect(JSON.stringify(first)).toContain('The make agrees');
    expect(second).toMatchObject({ line: 3, candidates: [], counted: 0 });
    expect(end).toEqual({ end: true, marks: 2, answered: 2, refused: 0, found: 1, count: 1 });
  });

  it('comes as CSV too, where a row says whether it is a candidate, nothing, too many, or the end', async () => {
    const answer = await ask('mark\nABC0123\nNOTHING1\n77777\n', { accept: 'text/csv' });
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const rows = parse(await answer.text(), { columns: true, bom: true }) as readonly Row[];
    expect(rows.map(({ line, result, recorded }) => [line, result, recorded])).toEqual([
      ['2', 'candidate', 'ABC0123'],
      ['3', 'none', ''],
      ['4', 'candidate', '77777'],
      ['4', 'candidate', '77777'],
      ['4', 'more', ''],
      ['', 'end', ''],
    ]);
    expect(rows[0]).toMatchObject({ score: '0.7200', make: 'GLOCK', component: 'frame' });
  });

  it('writes no cell that an office program would run', async () => {
    const answer = await ask('mark,reference\nABC0123,"=HYPERLINK(""http://x"")"\n', { accept: 'text/csv' });
    expect(await answer.text()).toContain(`'=HYPERLINK`);
  });

  it('names each bad row by line, field and rule, and answers the good ones', async () => {
    const csv = [
      'mark,make,type,country,year_from',
      'AB[1,,,,',
      ',Glock,,,',
      'ABC0123,,musket,Narnia,12',
      'ABC0123,Glock,self-loading pistol,AUT,1990',
      'too,many,cells,in,this,row',
    ].join('\n');
    const found = await lines(await ask(csv));
    expect(found).toMatchObject([
      { line: 2, faults: [{ field: 'mark', rule: 'choice-open at character 3' }] },
      { line: 3, faults: [{ field: 'mark', rule: 'the mark as read' }] },
      {
        line: 4,
        faults: [{ field: 'type' }, { field: 'country' }, { field: 'year_from', rule: 'a year from 1500 to 2200' }],
      },
      { line: 5, candidates: [{ recorded: { text: 'ABC0123' } }] },
      { line: 6, faults: [{ field: '', rule: 'as many cells as the heading has: 5' }] },
      { end: true, marks: 5, answered: 1, refused: 4 },
    ]);
  });

  it.each([
    ['make', 'ABC0123,Colt,,,'],
    ['model', 'XYZ9876,,M9A3,,'],
    ['country', 'XYZ9876,,,USA,'],
    ['calibre', 'XYZ9876,,,,.45 ACP'],
  ])('leaves out what is known to be of another %s', async (_, row) => {
    const [answer] = await lines(await ask(`mark,make,model,country,calibre\n${row}\n`));
    expect(answer).toMatchObject({ candidates: [] });
  });

  it('finds by one edit only where that is asked for', async () => {
    const [without] = await lines(await ask('mark\nABC0124\n'));
    const [having] = await lines(await ask('mark\nABC0124\n', { query: { ...REASON, oneEdit: 'true' } }));
    expect(without).toMatchObject({ candidates: [] });
    expect(having).toMatchObject({ candidates: [{ recorded: { text: 'ABC0123' } }] });
  });

  it('is in the ledger before its first answer, and with its counts at the end; no number stands in either', async () => {
    await lines(await ask('mark\nABC0123\nXYZ9876\n', { query: { ...REASON, caseNumber: 'L-9' } }));
    const [asked] = (await entriesOf(node, 'markings.batch-asked')).slice(-1);
    const [ended] = (await entriesOf(node, 'markings.looked-up')).slice(-1);
    expect(asked).toMatchObject({ purpose: REASON.purpose, caseNumber: 'L-9', marks: 2 });
    expect(ended).toMatchObject({ batch: asked?.['batch'], caseNumber: 'L-9', answered: 2, count: 2, whole: true });
    expect(JSON.stringify([asked, ended])).not.toContain('ABC0123');
  });

  it.each([
    ['a purpose', { caseNumber: 'C-1' }],
    ['a case number', { purpose: REASON.purpose }],
    ['a purpose of the list', { ...REASON, purpose: 'curiosity' }],
  ])('is not looked up without %s', async (_, query) => {
    const before = (await entriesOf(node, 'markings.batch-asked')).length;
    const answer = await ask('mark\nABC0123\n', { query });
    expect(answer.status).toBe(400);
    expect((await entriesOf(node, 'markings.batch-asked')).length).toBe(before);
  });

  it.each([
    ['without a column of marks', 'serial\nABC0123\n', 'import-columns-missing'],
    ['with more rows than are taken', `mark\n${'A1234\n'.repeat(401)}`, 'import-too-large'],
    ['with more bytes than are taken', `mark\n${`${'A'.repeat(150)}\n`.repeat(200)}`, 'import-too-large'],
    ['that is empty', '', 'import-not-csv'],
  ])('%s is refused as a whole', async (_, csv, code) => {
    const answer = await ask(csv);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.json()).toMatchObject({ code });
    // The refusal has let go of the person's one place.
    expect((await lines(await ask('mark\nABC0123\n'))).at(-1)).toMatchObject({ end: true, found: 1 });
  });

  it('is not there for an auditor, nor for a stranger', async () => {
    expect((await ask('mark\nA1\n', { as: await signIn(node, 'auditor.one') })).status).toBe(403);
    expect((await ask('mark\nA1\n', { as: {} })).status).toBe(401);
  });

  it('stops where its reader goes away, says in the ledger how far it came, and lets the person ask again', async () => {
    const abort = new AbortController();
    const search = new URLSearchParams({ ...REASON, caseNumber: 'GONE-1' }).toString();
    const csv = `mark\n${'77777\n'.repeat(399)}`;
    const answer = await fetch(`${node.url}/api/marking-queries/batch?${search}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', 'cookie': investigator.cookie ?? '', 'x-proofmark': '1' },
      body: csv,
      signal: abort.signal,
    });
    const reader = answer.body?.getReader();
    await reader?.read();
    expect((await ask('mark\nABC0123\n')).status).toBe(409);
    expect(await lines(await ask('mark\nABC0123\n', { as: await signIn(node, 'investigator.two') }))).toHaveLength(2);
    abort.abort();
    const closing = async (): Promise<Line | undefined> =>
      (await entriesOf(node, 'markings.looked-up')).find(({ caseNumber }) => caseNumber === 'GONE-1');
    for (let tries = 0; tries < 100 && (await closing()) === undefined; tries += 1)
      await new Promise((resolve) => setImmediate(resolve));
    const ended = await closing();
    expect(ended).toMatchObject({ whole: false, marks: 399 });
    expect(Number(ended?.['answered'])).toBeLessThan(399);
    expect((await lines(await ask('mark\nABC0123\n'))).at(-1)).toMatchObject({ end: true, found: 1 });
  });
});
