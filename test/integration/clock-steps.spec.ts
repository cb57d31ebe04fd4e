import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { type Case } from '../../src/domain/tracing/case.js';
import { Sweeps } from '../../src/platform/jobs.js';
import { Transactions } from '../../src/platform/transaction.js';
import { CaseRepository } from '../../src/tracing/cases/case.repository.js';
import { CaseSealsService } from '../../src/tracing/cases/case-seals.service.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { addPeople, call, foundNode, signIn, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

const DAY_MS = 86_400_000;

describe('the steps of a clock', () => {
  let node: TestNode;
  let officer: PersonActor;
  let supervisor: PersonActor;

  /** A case whose weapon came into custody now: 3 working days to confirm storage. */
  const openCase = async (sealedFor: readonly string[] = []): Promise<string> => {
    const opened = await node.get(IncidentsService).handIn(
      officer,
      {
        exercise: true,
        common: completeParts('XAA'),
        weapons: [{ weapon: recoveredPistol(), inCustodySince: node.clock.now() }],
      },
      sealedFor,
    );
    if (!opened.ok) throw new Error(opened.code);
    return opened.value.opened[0]?.id ?? '';
  };
  const stored = async (id: string): Promise<Case> => {
    const found = await node.get(Transactions).run((tx) => node.get(CaseRepository).find(tx, id));
    if (found?.kase === undefined) throw new Error('no case');
    return found.kase;
  };
  const noticesOf = async (signInName: string): Promise<readonly { code: string; caseId?: string }[]> => {
    const answer = await call(node, await signIn(node, signInName), 'GET', '/api/notices?limit=200');
    return answer.body['items'] as readonly { code: string; caseId?: string }[];
  };

  beforeAll(async () => {
    node = await startTestNode();
    node.clock.set('2026-03-02T08:00:00.000Z'); // a Monday
    const people = await addPeople(node, await foundNode(node), [
      somebody('officer.one', ['officer']),
      somebody('supervisor.one', ['supervisor']),
      somebody('auditor.one', ['auditor']),
      somebody('investigator.one', ['investigator']),
    ]);
    [officer, supervisor] = people as [PersonActor, PersonActor];
  });
  afterAll(() => node.close());

  it('are reached once each, however often and however many sweeps look', async () => {
    const id = await openCase();
    node.clock.advance(DAY_MS * 2);
    const due = node
      .get(Sweeps)
      .all()
      .filter((sweep) => sweep.name === 'deadlines.due');
    await Promise.all([...due, ...due, ...due].map((sweep) => sweep.run()));
    await node.processAll();
    expect((await stored(id)).steps.map(({ clock, percent }) => ({ clock, percent }))).toEqual([
      { clock: 'custody', percent: 50 },
    ]);
    node.clock.advance(DAY_MS * 8);
    await node.processAll();
    await node.processAll();
    expect((await stored(id)).steps.map((step) => step.percent)).toEqual([50, 80, 100, 150]);
  });

  it('are recorded at their due time, with the time of detection beside it', async () => {
    const id = await openCase();
    node.clock.advance(DAY_MS * 30);
    await node.processAll();
    for (const step of (await stored(id)).steps) {
      expect(step.at < step.detectedAt).toBe(true);
      expect(step.detectedAt).toBe(node.clock.now());
    }
  });

  it('ring no more once the act is done', async () => {
    const id = await openCase();
    const { version } = await stored(id);
    const keeper = await signIn(node, 'officer.one');
    const answer = await call(node, keeper, 'POST', `/api/cases/${id}/custody/storage`, undefined, {
      'if-match': `"${String(version)}"`,
    });
    expect(answer.status).toBe(200);
    node.clock.advance(DAY_MS * 30);
    await node.processAll();
    expect((await stored(id)).steps).toEqual([]);
  });

  it('are told to the roles of the ladder, and of a sealed case to its named persons alone', async () => {
    const open = await openCase();
    const sealed = await openCase([officer.id]);
    node.clock.advance(DAY_MS * 30);
    await node.processAll();
    const supervisorsCases = (await noticesOf('supervisor.one')).map((notice) => notice.caseId);
    expect(supervisorsCases).toContain(open);
    expect(supervisorsCases).not.toContain(sealed);
    expect((await noticesOf('officer.one')).map((notice) => notice.caseId)).toContain(sealed);
  });

  it('do not tell of a seal that was broken to anybody but supervisors and auditors', async () => {
    const sealed = await openCase([officer.id]);
    const refused = await node.get(CaseSealsService).break(supervisor, sealed, 'short');
    expect(refused).toMatchObject({ ok: false, code: 'field-invalid' });
    const broken = await node.get(CaseSealsService).break(supervisor, sealed, 'A life is in danger.');
    expect(broken.ok).toBe(true);
    const told = async (name: string): Promise<number> =>
      (await noticesOf(name)).filter((notice) => notice.code === 'seal broken').length;
    expect([await told('auditor.one'), await told('supervisor.one'), await told('investigator.one')]).toEqual([
      1, 1, 0,
    ]);
  });
});
