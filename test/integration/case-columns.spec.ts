import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Result } from '../../src/domain/shared/refusal.js';
import { Sweeps } from '../../src/platform/jobs.js';
import { Transactions } from '../../src/platform/transaction.js';
import { ApprovalsService } from '../../src/tracing/cases/approvals.service.js';
import { CaseSearchService } from '../../src/tracing/cases/case-search.service.js';
import { WorkListService } from '../../src/tracing/cases/work-list.service.js';
import { WorkedNode } from '../support/work.js';

type Row = Readonly<Record<string, unknown>>;

const EMPTIED = `UPDATE trace_case SET urgency = NULL, waits = '{}', due_at = NULL, due_clock = NULL, due_standing = NULL, mark_keys = '{}',
  proposal_kind = NULL, proposal_needs = NULL, proposal_level = NULL, proposed_by = NULL, proposed_at = NULL, approved_by = NULL, columns_rule = 0`;

let work: WorkedNode;
const sql = async (text: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
  work.node.get(Transactions).read(text, values);
const rows = (): Promise<readonly Row[]> => sql('SELECT * FROM trace_case ORDER BY id');
const stale = async (): Promise<readonly unknown[]> =>
  (await sql('SELECT id FROM trace_case WHERE columns_rule = 0 ORDER BY id')).map(({ id }) => id);
const sweep = async (): Promise<number> => {
  const found = work.node
    .get(Sweeps)
    .all()
    .find(({ name }) => name === 'cases.columns');
  if (found === undefined) throw new Error('no such sweep');
  return found.run();
};

describe('cases that an earlier version wrote', () => {
  let asked: string;
  let proposed: string;

  beforeAll(async () => {
    work = await WorkedNode.start({ config: { 'tracing.columnsBatch': 2 } });
    const { officer, colleague } = work.staff;
    asked = await work.asked('OLDASK1', { urgency: 'urgent' });
    proposed = await work.proposed(officer, 'OLDSIGN1');
    await work.drafted(officer, ['OLD1', 'OLD2']);
    await work.drafted(colleague, ['OLDCOVERT1'], [colleague.id]);
    await work.node.processAll();
  });
  beforeEach(() => sweep());
  afterAll(() => work.node.close());

  it('are in the work list, to be signed and found by a mark, as before', async () => {
    const { officer, colleague } = work.staff;
    const value = <T>(result: Result<T>): T => {
      if (!result.ok) throw new Error(result.code);
      return result.value;
    };
    const seen = async (): Promise<readonly boolean[]> => {
      const list = value(await work.node.get(WorkListService).read(officer, {}));
      const { mine } = await work.node.get(ApprovalsService).waiting(colleague);
      const marked = value(await work.node.get(CaseSearchService).search(officer, { mark: 'OLDASK1' }));
      return [
        list.items.some(({ id }) => id === asked),
        mine.some(({ caseId }) => caseId === proposed),
        marked.items.some(({ id }) => id === asked),
      ];
    };
    await sql(EMPTIED);
    expect(await seen()).toEqual([false, false, false]);
    await sweep();
    expect(await seen()).toEqual([true, true, true]);
  });

  it('get exactly the columns that their change would have written, and stay unchanged', async () => {
    const before = await rows();
    await sql(EMPTIED);
    expect(await rows()).not.toEqual(before);
    expect(await sweep()).toBe(before.length);
    expect(await rows()).toEqual(before);
    expect(await sweep()).toBe(0);
  });

  it('wait where somebody works on one of them, and hold up no other', async () => {
    await sql(EMPTIED);
    await work.node.get(Transactions).run(async (tx) => {
      await tx.query('SELECT 1 FROM trace_case WHERE id = $1 FOR UPDATE', [asked]);
      await sweep();
    });
    expect(await stale()).toEqual([asked]);
    expect(await sweep()).toBe(1);
    expect(await stale()).toEqual([]);
  });

  it('hold up no other where their content cannot be read', async () => {
    const [{ content } = {}] = await sql('SELECT content FROM trace_case WHERE id = $1', [asked]);
    await sql(EMPTIED);
    await sql("UPDATE trace_case SET content = 'damaged' WHERE id = $1", [asked]);
    await sweep();
    expect(await stale()).toEqual([asked]);
    await sql('UPDATE trace_case SET content = $2 WHERE id = $1', [asked, content]);
    expect(await sweep()).toBe(1);
  });

  it('whose key was destroyed are left as they are, and not looked at again', async () => {
    await sql(EMPTIED);
    await sql('DELETE FROM case_key WHERE case_id = $1', [asked]);
    await sweep();
    expect(await stale()).toEqual([]);
    expect(await sql('SELECT waits, mark_keys FROM trace_case WHERE id = $1', [asked])).toEqual([
      { waits: [], mark_keys: [] },
    ]);
  });

  it('are found by the planner without reading every case', async () => {
    const plan = await work.node.get(Transactions).run(async (tx) => {
      await tx.execute('SET LOCAL enable_seqscan = off');
      return tx.query<Row>('EXPLAIN SELECT id FROM trace_case WHERE columns_rule < 1 AND id > $1 ORDER BY id LIMIT 2', [
        asked,
      ]);
    });
    expect(JSON.stringify(plan)).toContain('trace_case_stale');
  });
});
