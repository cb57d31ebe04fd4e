import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { ImportsService, type ImportError, type ImportReport } from '../../src/registries/markings/imports.service.js';
import { LoadingService } from '../../src/registries/markings/loading/loading.service.js';
import { MarkingsService } from '../../src/registries/markings/markings.service.js';
import { SeedService } from '../../src/registries/identity/seed.service.js';
import { asBytes, BAD_ROWS, inventedFile, type InventedFile } from '../support/registry-files.js';
import { entriesOf } from '../support/registry-node.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

/** A hundred thousand in every run; more by this setting. */
const ROWS = Number(process.env['PROOFMARK_TEST_LOAD_ROWS'] ?? 100_000);
const PART = Math.ceil(ROWS * 0.4);
const READ_EVERY_MS = 25;
const PASSWORD = 'correct horse battery';
const AGENCY = 'National Point of Contact';

let node: TestNode;
let database: Client;
let registrar: PersonActor;

const person = (signInName: string) => ({
  name: `Person ${signInName}`,
  signInName,
  password: PASSWORD,
  agency: AGENCY,
});

beforeAll(async () => {
  node = await startTestNode({ config: { 'import.maxAtomicRows': PART } });
  const seed = node.get(SeedService);
  const administrators = await seed.found(person('ada'), person('ben'));
  [registrar] = (await seed.addPeople(administrators, [
    { ...person('registrar'), roles: ['registrar', 'officer'] },
  ])) as [PersonActor];
  database = new Client({ connectionString: node.database.ownerUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await node.close();
});

async function load(file: Pick<InventedFile, 'lines'>, source: string, more: object = {}): Promise<ImportReport> {
  const report = await node.get(ImportsService).importCsv(registrar, asBytes(file.lines()), { source, ...more });
  if (!report.ok) throw new Error(`${report.code} ${report.rule ?? ''}`);
  return report.value;
}

/** What the registry holds of a source, without the ids and times that each load makes anew. */
async function stateOf(source: string): Promise<unknown> {
  const { rows } = await database.query<{ state: string }>(
    `SELECT count(*)::int AS firearms, count(DISTINCT f.row_identity)::int AS identities, sum(hashtextextended(concat_ws('|', f.row_identity, f.row_digest, f.make, f.calibre), 0))::text AS firearm,
       (SELECT sum(hashtextextended(concat_ws('|', o.row_identity, m.kind, m.text_as_read, k.norm, k.skeleton, k.make, k.calibre, k.component_rank), 0))::text
        FROM firearm o JOIN mark m ON m.firearm_id = o.id JOIN mark_key k ON k.mark_id = m.id WHERE o.source = $1) AS marks,
       (SELECT sum(hashtextextended(concat_ws('|', o.row_identity, h.kind, h.role, p.name, h.held_from), 0))::text
        FROM firearm o JOIN holder h ON h.firearm_id = o.id LEFT JOIN holder_person p ON p.holder_id = h.id WHERE o.source = $1) AS holders,
       (SELECT sum(hashtextextended(concat_ws('|', o.row_identity, e.kind, e.happened_on, e.country, e.other_country, (e.holder_id IS NULL)::text), 0))::text
        FROM firearm o JOIN lifecycle_event e ON e.firearm_id = o.id WHERE o.source = $1) AS events
     FROM firearm f WHERE f.source = $1`,
    [source],
  );
  return rows[0];
}

async function errorsOf(id: string): Promise<readonly ImportError[]> {
  const { rows } = await database.query<ImportError>(
    'SELECT line, field, rule FROM import_row_error WHERE batch_id = $1 ORDER BY line, field',
    [id],
  );
  return rows;
}

async function staged(): Promise<number> {
  const { rows } = await database.query<{ n: number }>(
    'SELECT ((SELECT count(*) FROM stage_row) + (SELECT count(*) FROM stage_error) + (SELECT count(*) FROM stage_holder_person))::int AS n',
  );
  return rows[0]?.n ?? -1;
}

describe(`a file of ${String(ROWS)} rows, three in a hundred bad`, () => {
  const file = inventedFile(ROWS, 33, 7);
  let first: ImportReport;
  let state: unknown;
  const looks: number[] = [];

  it('names every bad row, takes the good ones in numbered parts, and is read from meanwhile', async () => {
    const over = new AbortController();
    const reader = (async () => {
      const markings = node.get(MarkingsService);
      while (!over.signal.aborted) {
        const started = performance.now();
        const found = await markings.lookUp(registrar, {
          serial: 'A1234567',
          purpose: 'criminal investigation',
          caseNumber: 'C-1',
        });
        if (!found.ok) throw new Error(found.code);
        looks.push(performance.now() - started);
        await setTimeout(READ_EVERY_MS);
      }
    })();
    first = await load(file, 'big').finally(() => {
      over.abort();
    });
    await reader;
    expect(first).toMatchObject({
      read: ROWS,
      loaded: file.good,
      known: 0,
      refused: file.bad.length,
      parts: Math.ceil(file.good / PART),
    });
    const errors = await errorsOf(first.id);
    expect(errors.map(({ line, field }) => [line, field])).toEqual(file.bad);
    expect(new Set(errors.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(BAD_ROWS.length - 2);
    expect(looks.length).toBeGreaterThan(5);
    expect(await staged()).toBe(0);
  }, 900_000);

  it('writes one entry into the ledger, with the parts and without a number or a name', async () => {
    const entries = (await entriesOf(node, 'markings.imported')).filter((entry) => entry['batchId'] === first.id);
    expect(entries).toEqual([
      {
        batchId: first.id,
        source: 'big',
        fileDigest: first.fileDigest,
        acceptedDigest: first.acceptedDigest,
        read: ROWS,
        loaded: file.good,
        known: 0,
        refused: file.bad.length,
        parts: first.parts,
      },
    ]);
  });

  it('changes nothing the second time', async () => {
    state = await stateOf('big');
    const again = await load(file, 'big');
    expect(again).toMatchObject({ loaded: 0, known: file.good, refused: file.bad.length, parts: first.parts });
    expect(again.acceptedDigest).toBe(first.acceptedDigest);
    expect(await stateOf('big')).toEqual(state);
  }, 900_000);

  it('holds every character of its numbers for the search', async () => {
    const { rows } = await database.query(
      `SELECT DISTINCT c FROM mark_key, regexp_split_to_table(norm, '') AS c WHERE c NOT IN (SELECT character FROM mark_character)`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a load', () => {
  it('takes nothing of a file with one bad row where the whole file was asked for', async () => {
    const file = inventedFile(40, 33, 3, 'W');
    const report = await load(file, 'whole', { whole: true });
    expect(report).toMatchObject({ mode: 'check', read: 40, loaded: 39, refused: 1 });
    expect(await stateOf('whole')).toMatchObject({ firearms: 0 });
    expect(await load(inventedFile(20, 33, 3, 'W'), 'whole', { whole: true })).toMatchObject({
      mode: 'load',
      loaded: 20,
      refused: 0,
    });
  });

  it('knows a row twice in one file once, and names the later row that says something else', async () => {
    const report = await load(
      { lines: () => lines('record_id,serial', 'a,TWICE1', 'b,TWICE2', 'a,TWICE1', 'a,TWICE1X') },
      'twice',
    );
    expect(report).toMatchObject({ loaded: 2, known: 1, refused: 1 });
    expect(report.errors).toEqual([{ line: 5, field: 'record_id', rule: expect.stringContaining('correction') }]);
  });

  it('is stopped, and keeps no row waiting, where its sender goes away', async () => {
    async function* cut(): AsyncGenerator<Buffer> {
      yield* asBytes(inventedFile(9000, 33, 5, 'C').lines());
      throw new Error('the line went dead');
    }
    const imports = node.get(ImportsService);
    await expect(imports.importCsv(registrar, cut(), { source: 'cut' })).rejects.toThrow('the line went dead');
    expect(await staged()).toBe(0);
    expect(await stateOf('cut')).toMatchObject({ firearms: 0 });
    const { rows } = await database.query("SELECT state FROM import_load WHERE source = 'cut'");
    expect(rows).toEqual([{ state: 'stopped' }]);
  });

  it.each([
    ['windows-1251', 'windows-1251', [0xd2, 0xd2, 0x31, 0x31]],
    ['utf-16le', 'utf-16le', [...Buffer.from('ТТ11', 'utf16le')]],
  ] as const)('reads %s where that was said', async (_, encoding, serial) => {
    const text = (ascii: string): Buffer => Buffer.from(ascii, encoding === 'utf-16le' ? 'utf16le' : 'latin1');
    const bytes = Buffer.concat([text('make;serial\nTula;'), Buffer.from(serial), text('\n')]);
    const report = await node.get(ImportsService).importCsv(
      registrar,
      (async function* () {
        // A character may be cut in two on the way.
        for (const byte of bytes) yield await Promise.resolve(Buffer.from([byte]));
      })(),
      { source: encoding, form: { encoding, delimiter: ';' } },
    );
    expect(report).toMatchObject({ ok: true, value: { loaded: 1, refused: 0 } });
    const { rows } = await database.query(
      'SELECT text_as_read FROM mark m JOIN firearm f ON f.id = m.firearm_id WHERE f.source = $1',
      [encoding],
    );
    expect(rows).toEqual([{ text_as_read: 'ТТ11' }]);
  });

  it.each([
    ['UTF-16 that was said to be UTF-8', 'utf-8', Buffer.from('\uFEFFserial\nA1\n', 'utf16le')],
    ['UTF-16 without its mark', 'utf-8', Buffer.from('serial\nA1\n', 'utf16le')],
    ['UTF-8 that was said to be windows-1251', 'windows-1251', Buffer.from('serial,make\nA1,Тула\n')],
    ['UTF-8 that was said to be UTF-16', 'utf-16le', Buffer.from('serial,make\nA1,Tula\n')],
    ['a heading of windows-1251 that was said to be UTF-8', 'utf-8', Buffer.from([0xd2, 0xf3, 0xeb, 0xe0, 0x0a])],
  ] as const)('is refused for %s', async (_, encoding, bytes) => {
    const once = (async function* () {
      yield await Promise.resolve(bytes);
    })();
    const report = await node.get(ImportsService).importCsv(registrar, once, { source: 'wrong', form: { encoding } });
    expect(report).toMatchObject({ ok: false, code: 'import-wrong-encoding' });
  });
});

function* lines(...rows: string[]): Generator<string> {
  for (const row of rows) yield `${row}\n`;
}

describe('a load that is taken back', () => {
  const undo = (id: string) => node.get(ImportsService).undo(registrar, id);

  it('leaves the registry as it was, writes one entry, and can be loaded again', async () => {
    const file = inventedFile(300, 33, 11, 'U');
    const before = await database.query('SELECT count(*)::int AS n FROM mark_character');
    const report = await load(file, 'undone');
    expect(await undo(report.id)).toMatchObject({
      ok: true,
      value: { id: report.id, loaded: file.good, undone: { by: registrar.id, records: file.good } },
    });
    expect(await stateOf('undone')).toMatchObject({ firearms: 0, marks: null, holders: null, events: null });
    const after = await database.query('SELECT count(*)::int AS n FROM mark_character');
    expect(after.rows[0].n).toBeGreaterThanOrEqual(before.rows[0].n);
    expect((await entriesOf(node, 'markings.import-undone')).at(-1)).toEqual({
      batchId: report.id,
      source: 'undone',
      records: file.good,
    });
    expect(await undo(report.id)).toMatchObject({ ok: false, code: 'import-not-undoable' });
    expect(await load(file, 'undone')).toMatchObject({ loaded: file.good, known: 0 });
  });

  it.each([
    [
      'stands in a case',
      (id: string) =>
        database.query('INSERT INTO firearm_in_case SELECT id FROM firearm WHERE batch_id = $1 LIMIT 1', [id]),
      '1 records stand in a case',
    ],
    [
      'was corrected',
      (id: string) =>
        database.query(
          'UPDATE firearm SET version = 2 WHERE id = (SELECT id FROM firearm WHERE batch_id = $1 LIMIT 1)',
          [id],
        ),
      '1 have changed since',
    ],
  ])('stays whole where a record of it %s', async (_, act, rule) => {
    const report = await load(inventedFile(30, 40, 13, `K${rule.slice(2, 7)}`), `kept ${rule.slice(2, 7)}`);
    await act(report.id);
    const refused = await undo(report.id);
    expect(refused).toMatchObject({ ok: false, code: 'import-not-undoable', rule: expect.stringContaining(rule) });
    expect(await stateOf(report.source)).toMatchObject({ firearms: 30 });
  });

  it('is not for a check, nor for a load that is not there', async () => {
    const report = await load(inventedFile(3, 40, 13, 'Q'), 'checked', { mode: 'check' });
    expect(await undo(report.id)).toMatchObject({ ok: false, code: 'import-not-undoable' });
    expect(await undo('00000000-0000-7000-8000-000000000000')).toMatchObject({ ok: false, code: 'not-found' });
  });

  it('cannot be taken back by the role that runs, but by the function of the owner', async () => {
    const app = new Client({ connectionString: node.database.appUrl });
    await app.connect();
    await expect(app.query('DELETE FROM firearm')).rejects.toThrow('permission denied');
    await expect(
      app.query('INSERT INTO import_undone SELECT id, now(), $1, 0 FROM import_load', ['x']),
    ).rejects.toThrow('permission denied');
    await app.end();
  });
});

describe('a load whose process died', () => {
  it('goes on in the sweep once its lease is over, and one whose file was being read is stopped', async () => {
    const file = inventedFile(PART, 1_000_000, 17, 'S');
    const staging = node.get(LoadingService);
    const staged = await staging.stage(registrar, asBytes(file.lines()), { source: 'swept' });
    if (!staged.ok) throw new Error(staged.code);
    await database.query(
      `INSERT INTO import_load (id, source, mode, whole, state, started_at, actor_kind, actor_id, lease_until)
       VALUES (gen_random_uuid(), 'half read', 'load', false, 'reading', now(), 'person', $1, '2000-01-01')`,
      [registrar.id],
    );
    await database.query("UPDATE import_load SET lease_until = '2000-01-01' WHERE id = $1", [staged.value]);
    await node.processAll();
    expect(await stateOf('swept')).toMatchObject({ firearms: file.good });
    expect(await node.get(ImportsService).get(registrar, staged.value)).toMatchObject({
      ok: true,
      value: { by: registrar.id, loaded: file.good },
    });
    const { rows } = await database.query("SELECT state FROM import_load WHERE source = 'half read'");
    expect(rows).toEqual([{ state: 'stopped' }]);
  });

  it('must be sent again where the database lost what waited', async () => {
    const staged = await node
      .get(LoadingService)
      .stage(registrar, asBytes(inventedFile(50, 40, 19, 'L').lines()), { source: 'lost' });
    if (!staged.ok) throw new Error(staged.code);
    await database.query('DELETE FROM stage_row WHERE load_id = $1 AND line > 20', [staged.value]);
    expect(await node.get(ImportsService).resume(registrar, staged.value)).toMatchObject({
      ok: false,
      code: 'import-stopped',
    });
    expect(await stateOf('lost')).toMatchObject({ firearms: 0 });
    expect(await staging(staged.value)).toBe('stopped');
  });
});

async function staging(id: string): Promise<string | undefined> {
  const { rows } = await database.query<{ state: string }>('SELECT state FROM import_load WHERE id = $1', [id]);
  return rows[0]?.state;
}
