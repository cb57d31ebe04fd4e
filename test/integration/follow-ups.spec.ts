import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { type Json } from '../../src/domain/shared/canonical.js';
import { type FollowUp } from '../../src/domain/tracing/plan.js';
import { FollowUpRepository } from '../../src/ledgers/outbox/follow-up.repository.js';
import { Sweeps } from '../../src/platform/jobs.js';
import { Transactions } from '../../src/platform/transaction.js';
import { CaseRepository } from '../../src/tracing/cases/case.repository.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

describe('what a plan leaves for another case', () => {
  let node: TestNode;
  let officer: PersonActor;

  const add = async (caseId: string): Promise<string> => {
    const id = randomUUID();
    const command = { type: 'note next case', caseId: randomUUID(), state: 'AUT' } as const;
    const followUp: FollowUp = { id, kind: 'command', caseId, command };
    const at = node.clock.now();
    await node
      .get(Transactions)
      .run((tx) => node.get(FollowUpRepository).add(tx, { id, caseId, command: followUp as unknown as Json, at }));
    return id;
  };
  const rowOf = async (id: string): Promise<unknown> => {
    const rows = await node.get(Transactions).read('SELECT state, attempts FROM follow_up WHERE id = $1', [id]);
    return rows[0];
  };
  const sweep = async (): Promise<number> => {
    const found = node.get(Sweeps).all();
    return (await found.find((one) => one.name === 'tracing.follow-ups')?.run()) ?? -1;
  };
  const openCase = async (): Promise<string> => {
    const weapons = [{ weapon: recoveredPistol() }];
    const opened = await node
      .get(IncidentsService)
      .handIn(officer, { exercise: true, common: completeParts('XAA'), weapons });
    if (!opened.ok) throw new Error(opened.code);
    return opened.value.opened[0]?.id ?? '';
  };

  beforeAll(async () => {
    node = await startTestNode();
    [officer] = (await addPeople(node, await foundNode(node), [somebody('officer.one', ['officer'])])) as [PersonActor];
  });
  afterAll(() => node.close());

  it('waits for a case that is not here yet, and is not lost', async () => {
    const id = await add(randomUUID());
    expect(await sweep()).toBe(0);
    expect(await rowOf(id)).toEqual({ state: 'waiting', attempts: 1 });
  });

  it('is carried out once, though another of its batch cannot be', async () => {
    const stuck = await add(randomUUID());
    const caseId = await openCase();
    const good = await add(caseId);
    expect(await sweep()).toBe(1);
    expect(await rowOf(stuck)).toMatchObject({ state: 'waiting' });
    expect(await rowOf(good)).toMatchObject({ state: 'done' });
    expect(await sweep()).toBe(0);
    const found = await node.get(Transactions).run((tx) => node.get(CaseRepository).find(tx, caseId));
    expect(found?.kase?.next).toHaveLength(1);
  });

  it('is over where its case was purged meanwhile', async () => {
    const caseId = await openCase();
    const id = await add(caseId);
    await node.get(Transactions).run((tx) => tx.execute('DELETE FROM case_key WHERE case_id = $1', [caseId]));
    await sweep();
    expect(await rowOf(id)).toMatchObject({ state: expect.stringMatching(/done|erased/) });
  });
});
