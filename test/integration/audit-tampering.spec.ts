import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { entryText } from '../unit/audit-ledger-builder.js';
import { AuditNode } from './audit-node.js';

const TABLES = ['audit_entry', 'audit_leaf', 'audit_checkpoint', 'audit_log', 'audit_tile'] as const;
const root = join(__dirname, '..', '..');
let folder: string;
let node: AuditNode;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proofmark-verify-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function startWithEntries(): Promise<void> {
  node = await AuditNode.start();
  for (let group = 0; group < 4; group++) {
    for (let i = 0; i < 5; i++) await node.append(group * 5 + i);
    await node.settle();
  }
}
const stop = (): Promise<void> => node.stop();

async function as(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const expectRefused = (client: Client, sql: string) =>
  expect(client.query(sql)).rejects.toThrow(
    /permission denied|append-only|row-level security|stays pending|must be owner|cannot insert/,
  );

/** The owner of the database who first takes the guards away. */
const tamper = (...statements: readonly string[]) =>
  as(node.database.adminUrl, async (client) => {
    for (const table of [...TABLES, 'audit_pending']) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    await client.query(
      'ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_leaf_hash, DROP CONSTRAINT audit_entry_columns_say_what_the_entry_says',
    );
    for (const statement of statements) await client.query(statement);
  });
const entryOf = (index: number): string => `(SELECT entry_id FROM audit_leaf WHERE leaf_index = ${String(index)})`;
const otherText = (): string => `convert_to('${entryText(99)}', 'UTF8')`;
const REHASH = String.raw`UPDATE audit_entry SET leaf_hash = sha256('\x00'::bytea || canonical)`;

describe('the tables of the ledger', () => {
  beforeAll(startWithEntries);
  afterAll(stop);

  it.each(TABLES)('let the app role insert into %s and do nothing else', async (table) => {
    await as(node.database.appUrl, async (client) => {
      await expectRefused(client, `UPDATE ${table} SET ${table === 'audit_entry' ? 'at = at' : 'epoch = epoch'}`);
      await expectRefused(client, `DELETE FROM ${table}`);
      await expectRefused(client, `TRUNCATE ${table} CASCADE`);
      await expectRefused(client, `COPY ${table} FROM PROGRAM 'echo'`);
      await expectRefused(client, `ALTER TABLE ${table} DISABLE TRIGGER ALL`);
      await expectRefused(client, `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
      await expectRefused(client, "SET session_replication_role = 'replica'");
      await expectRefused(client, `DROP TABLE ${table}`);
      await expectRefused(client, `SELECT * FROM ${table} FOR UPDATE`);
    });
  });

  it('let nobody COPY rows past the insert, not even where the app role streams them', async () => {
    await as(node.database.appUrl, async (client) => {
      await expect(
        client.query('COPY audit_entry (canonical, leaf_hash, at, act, actor_kind, actor_id, own_approval) FROM STDIN'),
      ).rejects.toThrow(/row-level security/);
    });
  });

  it.each(TABLES)('refuse a change of %s to the owner and to a superuser in replica mode', async (table) => {
    for (const [url, mode] of [
      [node.database.ownerUrl, ''],
      [node.database.adminUrl, "SET session_replication_role = 'replica'"],
    ] as const) {
      await as(url, async (client) => {
        if (mode !== '') await client.query(mode);
        await expectRefused(client, `DELETE FROM ${table}`);
        await expectRefused(client, `TRUNCATE ${table} CASCADE`);
        await expectRefused(client, `UPDATE ${table} SET ${table === 'audit_entry' ? 'at = at' : 'epoch = epoch'}`);
      });
    }
  });

  it('let no entry leave the waiting row before it has its place, nor any other row of it change', async () => {
    await node.append(30);
    await as(node.database.appUrl, async (client) => {
      await expectRefused(client, 'DELETE FROM audit_pending');
      await expectRefused(client, 'INSERT INTO audit_pending (entry_id) VALUES (1)');
      await expectRefused(client, 'UPDATE audit_pending SET entry_id = 1');
      await expectRefused(client, 'TRUNCATE audit_pending');
    });
    await as(node.database.ownerUrl, (client) => expectRefused(client, 'DELETE FROM audit_pending'));
  });

  it("refuse an entry whose leaf hash or columns are not those of its bytes, and an id of one's own", async () => {
    const insert = (
      leaf: string,
      act = 'case.event',
      more = ['', ''],
    ) => `INSERT INTO audit_entry (canonical, leaf_hash, at, act, actor_kind, actor_id, case_id, own_approval${more[0] ?? ''})
      VALUES (${otherText()}, ${leaf}, '2026-03-01T08:00:00.000Z', '${act}', 'person', 'p1', 'case-0', false${more[1] ?? ''})`;
    const right = String.raw`sha256('\x00'::bytea || ${otherText()})`;
    await as(node.database.appUrl, async (client) => {
      await expect(client.query(insert(`sha256(${otherText()})`))).rejects.toThrow('audit_entry_leaf_hash');
      await expect(client.query(insert(right, 'case.other'))).rejects.toThrow(
        'audit_entry_columns_say_what_the_entry_says',
      );
      await expectRefused(client, insert(right, 'case.event', [', id', ', 7']));
      await expect(client.query(insert(right))).resolves.toMatchObject({ rowCount: 1 });
      await expect(
        client.query(`INSERT INTO audit_leaf (epoch, leaf_index, entry_id) VALUES (1, 900, 2)`),
      ).rejects.toThrow('audit_leaf_entry_once');
    });
  });
});

describe('an owner who took the guards away', () => {
  beforeEach(startWithEntries);
  afterEach(stop);

  const verified = async () => (await node.judge()).findings;

  it('changed an entry: it is named', async () => {
    await tamper(`UPDATE audit_entry SET canonical = ${otherText()} WHERE id = ${entryOf(8)}`);
    expect(await verified()).toMatchObject([{ kind: 'entry-changed', epoch: 1, index: 8 }]);
  });

  it('changed an entry with its leaf hash: the range between two checkpoints is named', async () => {
    await tamper(`UPDATE audit_entry SET canonical = ${otherText()} WHERE id = ${entryOf(8)}`, REHASH);
    expect(await verified()).toMatchObject([{ kind: 'range-differs', range: [6, 10] }]);
  });

  it('deleted an entry: its place is named', async () => {
    await tamper(
      `CREATE TABLE gone AS SELECT entry_id FROM audit_leaf WHERE leaf_index = 8`,
      `DELETE FROM audit_leaf WHERE leaf_index = 8`,
      `DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)`,
    );
    expect(await verified()).toMatchObject([{ kind: 'entries-missing', index: 8 }, { kind: 'end-differs' }]);
  });

  it('deleted an entry and closed the gap: the range is named', async () => {
    await tamper(
      'DELETE FROM audit_leaf WHERE leaf_index = 8',
      'UPDATE audit_leaf SET leaf_index = leaf_index + 100 WHERE leaf_index > 8',
      'UPDATE audit_leaf SET leaf_index = leaf_index - 101 WHERE leaf_index > 8',
    );
    expect((await verified())[0]).toMatchObject({ kind: 'range-differs', range: [6, 10] });
  });

  it('swapped two entries: the range is named', async () => {
    await tamper(
      'ALTER TABLE audit_leaf DROP CONSTRAINT audit_leaf_entry_once',
      `UPDATE audit_leaf SET entry_id = CASE leaf_index WHEN 7 THEN ${entryOf(9)} ELSE ${entryOf(7)} END WHERE leaf_index IN (7, 9)`,
    );
    expect(await verified()).toMatchObject([{ kind: 'range-differs', range: [6, 10] }]);
  });

  it('cut the tail at a checkpoint: a kept checkpoint alone finds it', async () => {
    const kept = await node.checkpoints();
    await tamper('DELETE FROM audit_checkpoint WHERE size > 11', 'DELETE FROM audit_leaf WHERE leaf_index >= 11');
    expect(await verified()).toEqual([]);
    expect((await node.judge(kept.slice(-1))).findings).toMatchObject([{ kind: 'tail-cut', range: [11, 20] }]);
  });

  it('rewrote history and let the node sign it: a kept checkpoint alone finds it', async () => {
    const kept = await node.checkpoints();
    await tamper(
      `UPDATE audit_entry SET canonical = ${otherText()} WHERE id = ${entryOf(8)}`,
      REHASH,
      'DELETE FROM audit_checkpoint',
      'DELETE FROM audit_tile',
    );
    await node.settle();
    expect(await verified()).toEqual([]);
    expect((await node.judge(kept)).findings[0]).toMatchObject({ kind: 'history-rewritten', range: [6, 10] });
  });
});

describe('npm run verify-audit', () => {
  let script: string;
  beforeAll(startWithEntries);
  afterAll(stop);
  beforeAll(() => {
    script = join(root, 'node_modules', '.cache', `verify-audit-${String(process.pid)}`);
    const compile = `import { compile } from ${JSON.stringify(join(root, 'scripts', 'compile.mjs'))}; compile(${JSON.stringify(root)}, ['src/domain', 'src/cli'], ${JSON.stringify(script)});`;
    execFileSync(process.execPath, ['--input-type=module', '-e', compile]);
  });
  afterAll(() => rmSync(script, { recursive: true, force: true }));

  function verify(
    lines: readonly string[],
    ...args: readonly string[]
  ): { readonly code: number; readonly text: string } {
    const file = join(folder, `${createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12)}.jsonl`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    try {
      return {
        code: 0,
        text: execFileSync(process.execPath, [join(script, 'src', 'cli', 'verify-audit.js'), file, ...args], {
          encoding: 'utf8',
          stdio: 'pipe',
          env: {},
        }),
      };
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      return { code: status, text: stdout + stderr };
    }
  }
  const keep = async (size: number): Promise<string> => {
    const file = join(folder, `kept-${String(size)}-${node.database.name}`);
    writeFileSync(
      file,
      (await node.checkpoints())
        .filter((one) => one.size === size)
        .map((one) => one.note)
        .join(''),
    );
    return file;
  };

  it('ends 0 for an untouched ledger, without any setting or database', async () => {
    const lines = await node.bundle();
    expect(verify(lines)).toMatchObject({ code: 0, text: expect.stringContaining('completeness not judged') });
    const judged = verify(lines, '--kept', await keep(11));
    expect(judged).toMatchObject({
      code: 0,
      text: expect.stringContaining(
        'complete and unchanged up to entry 10; completeness of the 10 after it not judged',
      ),
    });
    expect(verify(await node.caseBundle('case-1')).code).toBe(0);
  });

  it('ends 1 and names the first bad entry or the range', async () => {
    const lines = await node.bundle();
    const at = lines.findIndex((line) => line.includes('"index":8,'));
    const changed = { ...(JSON.parse(lines[at] ?? '') as object), entry: entryText(99) };
    expect(verify(lines.with(at, JSON.stringify(changed)))).toMatchObject({
      code: 1,
      text: expect.stringContaining('entry 8 of log 1 was changed'),
    });
    const hashed = {
      ...changed,
      leaf: createHash('sha256').update(Buffer.of(0)).update(entryText(99)).digest('base64url'),
    };
    expect(verify(lines.with(at, JSON.stringify(hashed)))).toMatchObject({
      code: 1,
      text: expect.stringContaining('the entries 6 to 10 of log 1'),
    });
    expect(verify(lines.toSpliced(at, 1))).toMatchObject({
      code: 1,
      text: expect.stringContaining('entry 8 of log 1 is not where it belongs'),
    });
    expect(verify(lines, '--key', 'another-thumbprint')).toMatchObject({
      code: 1,
      text: expect.stringContaining('key-not-pinned'),
    });
  });

  it('ends 2 for what it can not read, with the line', async () => {
    const lines = await node.bundle();
    expect(verify(lines.with(3, 'rubbish'))).toMatchObject({
      code: 2,
      text: expect.stringContaining('line 4: is not JSON'),
    });
    expect(verify(['{}'])).toMatchObject({ code: 2, text: expect.stringContaining('line 1') });
    expect(verify(lines.with(2, 'x'.repeat(5_000_000)))).toMatchObject({
      code: 2,
      text: expect.stringContaining('line 3'),
    });
    writeFileSync(join(folder, 'rubbish'), 'one\ntwo\n');
    expect(verify(lines, '--kept', join(folder, 'rubbish'))).toMatchObject({
      code: 2,
      text: expect.stringContaining('line 1: is not a checkpoint'),
    });
    expect(verify(lines, '--kept', join(folder, 'nowhere')).code).toBe(2);
    expect(verify(lines, '--unknown').code).toBe(2);
    expect(verify(lines, 'two files').code).toBe(2);
  });

  // The last one: it cuts the ledger that the others read.
  it('ends 1 with --kept for a cut tail', async () => {
    const kept = await keep(21);
    await tamper('DELETE FROM audit_checkpoint WHERE size > 11', 'DELETE FROM audit_leaf WHERE leaf_index >= 11');
    expect(verify(await node.bundle(), '--kept', kept)).toMatchObject({
      code: 1,
      text: expect.stringContaining('tail-cut'),
    });
  });
});
