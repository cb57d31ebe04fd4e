import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { type Case } from '../../src/domain/tracing/case.js';
import { fold } from '../../src/domain/tracing/evolve.js';
import { Transactions } from '../../src/platform/transaction.js';
import { CaseRepository } from '../../src/tracing/cases/case.repository.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { TracingService } from '../../src/tracing/tracing.service.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

describe('a case on one node', () => {
  let node: TestNode;
  let officer: PersonActor;
  let tracing: TracingService;
  let caseId: string;

  const stored = async (): Promise<Case> => {
    const found = await node.get(Transactions).run((tx) => node.get(CaseRepository).find(tx, caseId));
    if (found?.kase === undefined) throw new Error('no case');
    return found.kase;
  };

  beforeAll(async () => {
    node = await startTestNode();
    [officer] = (await addPeople(node, await foundNode(node), [somebody('officer.one', ['officer'])])) as [PersonActor];
    tracing = node.get(TracingService);
    const incident = await node
      .get(IncidentsService)
      .handIn(officer, { exercise: true, common: completeParts('XAA'), weapons: [{ weapon: recoveredPistol() }] });
    if (!incident.ok) throw new Error(incident.code);
    caseId = incident.value.opened[0]?.id ?? '';
  });
  afterAll(() => node.close());

  it('names everything that keeps a draft from being sent, at once', async () => {
    const result = await tracing.execute(officer, caseId, { type: 'propose request' });
    expect(result).toMatchObject({ ok: false, code: 'draft-blocked' });
    expect(result.ok ? [] : result.reasons?.map((reason) => reason.code)).toEqual([
      'national-check-missing',
      'addressee-missing',
    ]);
  });

  it('keeps the row equal to the fold of its events', async () => {
    await tracing.execute(officer, caseId, {
      type: 'record national check',
      check: { holder: 'own registry', result: 'no record', on: '2026-01-11' },
    });
    await tracing.execute(officer, caseId, { type: 'choose addressee', partner: 'AUT' });
    const events = await node.get(Transactions).run((tx) => node.get(CaseRepository).events(tx, caseId));
    expect(fold(events)).toEqual(await stored());
  });

  it('refuses a change of a version that somebody else has changed', async () => {
    const { version } = await stored();
    expect(
      await tracing.execute(officer, caseId, { type: 'choose addressee', partner: 'USA' }, version - 1),
    ).toMatchObject({ ok: false, code: 'version-stale' });
  });

  it('refuses what the state forbids', async () => {
    expect(await tracing.execute(officer, caseId, { type: 'send' })).toMatchObject({
      ok: false,
      code: 'state-forbids',
    });
  });
});
