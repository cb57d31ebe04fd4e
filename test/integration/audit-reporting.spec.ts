import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCheckpoint } from '../../src/domain/audit/checkpoint.js';
import { consistencyHolds, inclusionHolds } from '../../src/domain/audit/proof.js';
import { AuditRepository } from '../../src/ledgers/audit/audit.repository.js';
import { type LedgerEntryDto } from '../../src/reporting/ledger/dto/ledger-answers.dto.js';
import { Transactions } from '../../src/platform/transaction.js';
import { addPeople, call, foundNode, signIn, somebody, type Answer, type Caller } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { judgeLines } from '../unit/audit-ledger-builder.js';

const CASE = '0190a7c2-6f2a-7aaa-8aaa-0123456789ab';
let node: TestNode;
let auditor: Caller;
let protector: Caller;
let officer: Caller;

beforeAll(async () => {
  node = await startTestNode({ config: { 'audit.ownApprovalsMax': 1 } });
  const founders = await foundNode(node);
  await addPeople(node, founders, [
    somebody('auditor', ['auditor']),
    somebody('protector', ['data protection officer']),
    somebody('officer', ['officer']),
  ]);
  await append('case.event', { number: 1 }, { serial: 'AB-123' });
  await append('case.approve', { number: 2, ownApproval: true });
  [auditor, protector, officer] = await Promise.all([
    signIn(node, 'auditor'),
    signIn(node, 'protector'),
    signIn(node, 'officer'),
  ]);
});
afterAll(() => node.close());

async function append(
  act: string,
  data: Record<string, string | number | boolean>,
  personal?: Record<string, string>,
): Promise<void> {
  await node.get(Transactions).run((tx) =>
    node.get(AuditRepository).append(tx, {
      at: node.clock.now(),
      act,
      actor: { kind: 'person', id: 'p-1' },
      caseId: CASE,
      data,
      ...(personal && { personal }),
    }),
  );
}
const get = (as: Caller, path: string): Promise<Answer> => call(node, as, 'GET', `/api/ledger/${path}`);
const lines = async (as: Caller, path: string): Promise<readonly string[]> =>
  (await (await fetch(`${node.url}/api/ledger/${path}`, { headers: { cookie: as.cookie ?? '' } })).text())
    .trimEnd()
    .split('\n');
const entriesOf = (answer: Answer, member: string): LedgerEntryDto[] => answer.body[member] as LedgerEntryDto[];
const items = (answer: Answer): LedgerEntryDto[] => entriesOf(answer, 'items');

describe('before the first checkpoint', () => {
  it('says that nothing is signed yet, and shows entries without a place', async () => {
    for (const path of ['checkpoints/latest', 'bundle'])
      expect(await get(auditor, path)).toMatchObject({ status: 503, body: { code: 'ledger-not-signed-yet' } });
    const [entry] = items(await get(auditor, `entries?case=${CASE}`));
    expect(entry).toMatchObject({ act: 'case.event', epoch: null, index: null });
    expect(await get(auditor, `proof?entry=${entry!.id}`)).toMatchObject({ status: 503 });
    await node.processAll();
  });
});

describe('the entries of the ledger', () => {
  it('mask personal values, and the reading is an entry', async () => {
    const [entry] = items(await get(auditor, `entries?case=${CASE}&act=case.event`));
    expect(Object.keys(entry!.personal['serial']!)).toEqual(['hash']);
    const told = items(await get(auditor, 'entries?act=ledger.read&limit=200')).at(-1);
    expect(told).toMatchObject({
      actor: { kind: 'person' },
      data: { filter: { caseId: CASE, act: 'case.event' }, count: 1 },
    });
  });

  it('show personal values for a reason, and the reason is an entry', async () => {
    const [entry] = items(
      await get(protector, `entries?case=${CASE}&reason=${encodeURIComponent('a request for access by the person')}`),
    );
    expect(entry!.personal['serial']!).toMatchObject({ value: 'AB-123' });
    const told = items(
      await get(protector, `entries?act=ledger.unmasked&reason=${encodeURIComponent('who asked, and why')}`),
    );
    expect(told[0]!.personal['reason']!.value).toBe('a request for access by the person');
  });

  it('are paged without loss and filtered by actor and time', async () => {
    const all: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: Answer = await get(
        auditor,
        `entries?limit=3${next === '' ? '' : `&after=${next}`}&until=2027-01-01T00:00:00.000Z`,
      );
      all.push(...items(page).map((entry) => entry.id));
      // Each reading adds an entry: stop at what was there.
      next = all.length > 60 ? null : (page.body['next'] as string | null);
    }
    expect(all.map(Number)).toEqual(Array.from(all, (_, i) => i + 1));
    expect(items(await get(auditor, 'entries?actorKind=person&actor=p-1'))).toHaveLength(2);
    expect(items(await get(auditor, 'entries?until=2001-01-01T00:00:00.000Z'))).toEqual([]);
  });

  it.each([
    ['another role', 'officer', 'entries', 403],
    ['nobody', 'nobody', 'entries', 401],
    ['a case that is no name', 'auditor', 'entries?case=%00', 400],
    ['a date without an hour', 'auditor', 'entries?from=2026-11-24', 400],
    ['31 February', 'auditor', 'entries?from=2026-02-31T00:00:00.000Z', 400],
    ['too short a reason', 'auditor', 'entries?reason=because', 400],
    ['too many at once', 'auditor', 'entries?limit=201', 400],
    ["a cursor of somebody's own", 'auditor', 'entries?after=WyInOyJd', 400],
    ['a cursor of another list', 'auditor', 'entries?after=WzEsMl0', 400],
    ['an unknown filter', 'auditor', 'entries?name=x', 400],
    ['an unknown actor', 'auditor', 'entries?actorKind=robot', 400],
    ['a proof of nothing', 'auditor', 'proof', 400],
    ['a proof of an entry that is not there', 'auditor', 'proof?entry=99999999', 404],
    ['a proof of a name', 'auditor', 'proof?entry=x', 400],
    ['growth from the future', 'auditor', 'consistency?epoch=1&from=999999', 400],
    ['growth of a log that is not there', 'auditor', 'consistency?epoch=9&from=1', 404],
    ['a bundle for the data protection officer', 'protector', 'bundle', 403],
    ['a sample for the data protection officer', 'protector', 'sample?seed=x&size=1', 403],
    ['a sample of nothing', 'auditor', 'sample?seed=x&size=0', 400],
    ['a sample without a seed', 'auditor', 'sample?size=3', 400],
    ['the bundle of a case that is not there', 'auditor', 'cases/0190a7c2-6f2a-7aaa-8aaa-0123456789ff/bundle', 404],
    ['the bundle of a name', 'auditor', 'cases/x/bundle', 404],
  ])('are refused: %s', async (_name, who, path, status) => {
    const answer = await get({ auditor, protector, officer, nobody: {} }[who] ?? {}, path);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toMatch(/\bat .+:\d+|SELECT/);
  });
});

describe('what an outsider checks the ledger with', () => {
  it('is a checkpoint to keep, and the proof that the log grew out of it', async () => {
    const older = parseCheckpoint((await get(auditor, 'checkpoints/latest')).body['note'] as string);
    await append('case.event', { number: 3 });
    await node.processAll();
    const grown = (await get(auditor, `consistency?epoch=1&from=${String(older?.size)}`)).body;
    const newer = parseCheckpoint(grown['checkpoint'] as string);
    if (older === undefined || newer === undefined) throw new Error('there are two checkpoints');
    expect(newer.size).toBeGreaterThan(older.size);
    expect(
      consistencyHolds(
        older,
        newer,
        (grown['proof'] as string[]).map((hash) => Buffer.from(hash, 'base64url')),
      ),
    ).toBe(true);
  });

  it('is one entry with its proof', async () => {
    const [entry] = items(await get(auditor, `entries?case=${CASE}`));
    const { body } = await get(auditor, `proof?entry=${entry!.id}`);
    const checkpoint = parseCheckpoint(body['checkpoint'] as string);
    const proof = (body['proof'] as string[]).map((hash) => Buffer.from(hash, 'base64url'));
    expect(
      inclusionHolds(
        Buffer.from(body['leaf'] as string, 'base64url'),
        body['index'] as number,
        checkpoint?.size ?? 0,
        proof,
        checkpoint?.root ?? Buffer.alloc(0),
      ),
    ).toBe(true);
  });

  it('is the whole ledger, and the export is an entry', async () => {
    const kept = parseCheckpoint((await get(auditor, 'checkpoints/latest')).body['note'] as string);
    const report = judgeLines(await lines(auditor, 'bundle'), { kept: kept === undefined ? [] : [kept] });
    expect(report).toMatchObject({ findings: [], state: 'XAA' });
    expect(report.logs[0]?.witnessedSize).toBe(kept?.size);
    expect(items(await get(auditor, 'entries?act=ledger.exported'))).toHaveLength(1);
  });

  it('is one case for a court, without any other case and without personal values', async () => {
    const bundle = await lines(auditor, `cases/${CASE}/bundle`);
    expect(judgeLines(bundle)).toMatchObject({ findings: [], subject: 'case', caseId: CASE });
    expect(bundle.filter((line) => line.includes('"type":"entry"'))).toHaveLength(3);
    expect(bundle.join('')).not.toContain('AB-123');
  });
});

describe("the auditor's sample", () => {
  it('is the same for the same seed, another for another, and holds each entry once', async () => {
    const places = async (seed: string): Promise<unknown[]> =>
      entriesOf(await get(auditor, `sample?seed=${seed}&size=8`), 'drawn').map((entry) => entry.index);
    const first = await places('2026-Q4');
    expect(new Set(first).size).toBe(8);
    expect(await places('2026-Q4')).toEqual(first);
    expect(await places('2027-Q1')).not.toEqual(first);
  });

  it('always holds approvals of own work, and its seed stands in the ledger', async () => {
    const { body } = await get(auditor, 'sample?seed=any&size=1');
    expect(body['ownApprovals']).toMatchObject([{ act: 'case.approve', caseId: CASE }]);
    expect(body['ownApprovalCount']).toBeGreaterThanOrEqual(1);
    expect(items(await get(auditor, 'entries?act=ledger.sampled')).at(-1)).toMatchObject({
      data: { seed: 'any', size: 1 },
    });
  });
});
