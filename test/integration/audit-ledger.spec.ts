import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { parseEntry, personalHash } from '../../src/domain/audit/entry.js';
import { FAULT_POINTS, FaultPoints, StrikingFaultPoints } from '../../src/platform/fault-point.js';
import { consistencyHolds, inclusionHolds } from '../../src/domain/audit/proof.js';
import { judgeLines } from '../unit/audit-ledger-builder.js';
import { AuditNode } from './audit-node.js';

let node: AuditNode;
beforeAll(async () => {
  node = await AuditNode.start();
});
afterAll(() => node.stop());

const count = async (table: string): Promise<number> =>
  Number((await node.transactions.read<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n);

describe('an entry', () => {
  it('is there with the change that it tells, or not at all', async () => {
    await expect(
      node.transactions.run(async (tx) => {
        await node.audit.append(tx, node.input(1));
        throw new Error('the change fails');
      }),
    ).rejects.toThrow('the change fails');
    expect(await count('audit_entry')).toBe(0);
    expect(await count('audit_pending')).toBe(0);
  });

  it('waits for its place from the moment it is committed', async () => {
    await node.append(1);
    expect(await count('audit_pending')).toBe(1);
    expect(
      (await node.queries.listEntries({ query: (sql, values) => node.transactions.read(sql, values) }, {}, '0', 10))[0]
        ?.place,
    ).toBeNull();
    expect(await node.audit.latestCheckpoint(null)).toBeUndefined();
  });

  it('keeps personal values beside it, which can be erased without harm to a proof', async () => {
    const id = await node.append(2, { caseId: 'case-erased', personal: { serial: 'AB-123', holder: 'A Person' } });
    await node.settle();
    const reader = {
      query: <Row>(sql: string, values?: readonly unknown[]) => node.transactions.read<Row>(sql, values),
    };
    expect(Object.fromEntries((await node.queries.listPersonal(reader, [id])).get(id) ?? [])).toEqual({
      serial: 'AB-123',
      holder: 'A Person',
    });
    const [{ salt }] = (await node.transactions.read<{ salt: Buffer }>(
      "SELECT salt FROM audit_personal WHERE entry_id = $1 AND name = 'serial'",
      [id],
    )) as [{ salt: Buffer }];
    const entry = await node.queries.findEntry(reader, id);
    expect(parseEntry(entry?.canonical ?? '')?.personal?.['serial']).toBe(personalHash(salt, 'AB-123'));

    expect(await node.transactions.run((tx) => node.audit.erasePersonal(tx, 'case-erased'))).toBe(2);
    expect((await node.queries.listPersonal(reader, [id])).size).toBe(0);
    expect((await node.judge()).findings).toEqual([]);
  });

  it('is kept where a stranger typed what the database can not hold', async () => {
    await node.append(3, { data: { filter: 'a\u0000b\ud800' }, personal: { name: 'x\u0000' } });
    expect(
      (
        await node.queries.listEntries({ query: (sql, values) => node.transactions.read(sql, values) }, {}, '0', 100)
      ).at(-1)?.canonical,
    ).toContain('a\uFFFDb\uFFFD');
  });
});

describe('the columns beside an entry', () => {
  it.each([
    ['without a case', { caseId: undefined }],
    [
      'with names that JSON escapes',
      { caseId: 'a "b" \\ \n\u0001é', actor: { kind: 'system' as const, id: 'x"\\/y' } },
    ],
    ['with an approval of own work inside its data', { data: { list: [{ ownApproval: true }] } }],
    ['with those words in a text', { data: { text: '"ownApproval":true' } }],
    ['with a thread and personal values', { thread: 't-1', personal: { name: 'A' } }],
  ])('say what the entry says: %s', async (_name, more) => {
    const { caseId, ...input } = { ...node.input(5), ...more };
    const id = await node.transactions.run((tx) =>
      node.audit.append(tx, { ...input, ...(caseId === undefined ? {} : { caseId }) }),
    );
    const [row] = await node.transactions.read<{ case_id: string | null; own_approval: boolean }>(
      'SELECT case_id, own_approval FROM audit_entry WHERE id = $1',
      [id],
    );
    expect(row).toEqual({ case_id: caseId ?? null, own_approval: 'data' in more && 'list' in more.data });
  });
});

describe('the sequencer', () => {
  it('opens the first log with an entry of its own, and signs what it placed', async () => {
    await node.settle();
    const [first] = (await node.bundle())
      .filter((line) => line.includes('"entry"'))
      .map((line) => parseEntry((JSON.parse(line) as { entry: string }).entry));
    expect(first).toMatchObject({ act: 'log.opened', data: { epoch: 1, lastHeld: null } });
    expect(await count('audit_pending')).toBe(0);
    expect(await node.audit.latestCheckpoint(null)).toMatchObject({
      origin: 'proofmark/XAA/1',
      size: await count('audit_leaf'),
    });
  });

  it('has nothing to sign where nothing happened', async () => {
    const before = await count('audit_checkpoint');
    expect(await node.sequencer.run()).toBe(0);
    expect(await count('audit_checkpoint')).toBe(before);
  });

  it('loses no entry whose earlier id commits later', async () => {
    const slow = new Client({ connectionString: node.database.appUrl });
    const quick = new Client({ connectionString: node.database.appUrl });
    await Promise.all([slow.connect(), quick.connect()]);
    try {
      const insertWith = async (client: Client, number: number): Promise<string> => {
        const query = async <Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
          (await client.query(sql, [...values])).rows as Row[];
        return node.audit.append({ query } as never, node.input(number));
      };
      await slow.query('BEGIN');
      const early = await insertWith(slow, 10);
      await quick.query('BEGIN');
      const late = await insertWith(quick, 11);
      await quick.query('COMMIT');
      expect(Number(late)).toBeGreaterThan(Number(early));
      await node.settle();
      await node.append(12);
      await slow.query('COMMIT');
      await node.settle();
      const places = await node.transactions.read<{ entry_id: string; leaf_index: string }>(
        'SELECT entry_id, leaf_index FROM audit_leaf WHERE entry_id = ANY ($1::bigint[]) ORDER BY leaf_index',
        [[early, late]],
      );
      expect(places.map((place) => place.entry_id)).toEqual([late, early]);
      expect(await count('audit_leaf')).toBe(await count('audit_entry'));
      expect((await node.judge()).findings).toEqual([]);
    } finally {
      await Promise.all([slow.end(), quick.end()]);
    }
  });

  it('works alone: a second one goes away empty-handed', async () => {
    await node.append(13);
    let second: number | undefined;
    class Meanwhile extends FaultPoints {
      override async pass(point: (typeof FAULT_POINTS)[number]): Promise<void> {
        if (point === 'sequencer 2 taken') second = await node.sequencer.run();
      }
    }
    expect(await node.sequencerWith(new Meanwhile()).run()).toBe(1);
    expect(second).toBe(0);
  });

  it.each(FAULT_POINTS.filter((point) => point.startsWith('sequencer')))(
    'loses and doubles nothing when it dies at "%s"',
    async (point) => {
      const kept = await node.checkpoints();
      for (let i = 0; i < 5; i++) await node.append(20 + i);
      const dying = node.sequencerWith(
        new StrikingFaultPoints({ point, passing: 1 }, () => {
          throw new Error('dies');
        }),
      );
      await expect(dying.run()).rejects.toThrow('dies');
      await node.settle();
      expect(await count('audit_leaf')).toBe(await count('audit_entry'));
      expect((await node.judge(kept)).findings).toEqual([]);
    },
  );

  it('signs with the new key after a rotation, and the bundle names both', async () => {
    await node.keyStore.rotate('ledger', node.clock.now());
    await node.append(30);
    await node.settle();
    const report = await node.judge(await node.checkpoints());
    expect(report.findings).toEqual([]);
    expect(report.keys).toHaveLength(2);
  });

  it('takes no more at once than its setting says', async () => {
    const small = await AuditNode.start({ 'audit.sequenceBatch': 10 });
    try {
      await small.transactions.run(async (tx) => {
        for (let i = 0; i < 25; i++) await small.audit.append(tx, small.input(i));
      });
      expect([
        await small.sequencer.run(),
        await small.sequencer.run(),
        await small.sequencer.run(),
        await small.sequencer.run(),
      ]).toEqual([11, 10, 5, 0]);
    } finally {
      await small.stop();
    }
  });
});

describe('proofs out of the stored tree', () => {
  it('hold for every entry and every older checkpoint, across stored subtrees', async () => {
    await node.transactions.run(async (tx) => {
      for (let i = 0; i < 600; i++) await node.audit.append(tx, node.input(i));
    });
    await node.settle();
    const reader = {
      query: <Row>(sql: string, values?: readonly unknown[]) => node.transactions.read<Row>(sql, values),
    };
    const checkpoints = await node.checkpoints();
    const head = checkpoints.at(-1);
    if (head === undefined) throw new Error('there is a checkpoint');
    expect(await count('audit_tile')).toBe(Math.floor(head.size / 256));
    for (const index of [0, 1, 255, 256, 300, 511, 512, head.size - 1]) {
      const [row] = await node.queries.listPlaces(reader, 1, index, index);
      const proof = await node.tree.proveInclusion(reader, { epoch: 1, index }, head.size);
      expect(inclusionHolds(row?.leaf ?? Buffer.alloc(0), index, head.size, proof, head.root)).toBe(true);
      expect(inclusionHolds(row?.leaf ?? Buffer.alloc(0), index + 1, head.size, proof, head.root)).toBe(false);
    }
    for (const older of checkpoints) {
      expect(consistencyHolds(older, head, await node.tree.proveConsistency(reader, 1, older.size, head.size))).toBe(
        true,
      );
    }
  });

  it('make the bundle of one case verify without the rest of the ledger', async () => {
    const lines = await node.caseBundle('case-1');
    const report = judgeLines(lines, { kept: (await node.checkpoints()).slice(-1) });
    expect(report.findings).toEqual([]);
    expect(report.logs[0]?.entries).toBeGreaterThan(200);
    expect(lines.join('')).not.toContain('case-2');
    const changed = lines.with(
      5,
      (lines[5] ?? '').replace(String.raw`\"kind\":\"person\"`, String.raw`\"kind\":\"system\"`),
    );
    expect(judgeLines(changed).findings).toMatchObject([{ kind: 'entry-changed' }]);
  });
});

describe('a new log', () => {
  it('begins with what a partner held, and takes what was waiting', async () => {
    const held = (await node.checkpoints()).at(-1);
    await node.append(40);
    await node.transactions.run((tx) =>
      node.audit.openLog(tx, {
        epoch: 2,
        first: {
          at: node.clock.now(),
          actor: { kind: 'system', id: 'recover' },
          lastHeld: { holder: 'USA', note: held?.note ?? '' },
        },
      }),
    );
    await node.settle();
    expect(await node.audit.latestCheckpoint(null)).toMatchObject({ origin: 'proofmark/XAA/2', size: 2 });
    const report = await node.judge(held === undefined ? [] : [held]);
    expect(report.findings).toEqual([]);
    expect(report.logs.map((log) => log.epoch)).toEqual([1, 2]);
    expect(judgeLines(await node.caseBundle('case-1')).findings).toEqual([]);
  });

  it('is refused where it is not a later one, or names a checkpoint of nobody or of itself', async () => {
    const own = await node.audit.latestCheckpoint(null);
    const open = (epoch: number, note?: string): Promise<unknown> =>
      node.transactions.run((tx) =>
        node.audit.openLog(tx, {
          epoch,
          first: {
            at: node.clock.now(),
            actor: { kind: 'system', id: 'recover' },
            ...(note === undefined ? {} : { lastHeld: { holder: 'USA', note } }),
          },
        }),
      );
    await expect(open(2)).rejects.toThrow('not a later one');
    await expect(open(3, 'nothing')).rejects.toThrow('not of an earlier one');
    await expect(open(2, own?.note)).rejects.toThrow('not of an earlier one');
  });
});
