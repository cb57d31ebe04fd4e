import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCheckpoint } from '../../src/domain/audit/checkpoint.js';
import { RecoverService, type RecoverReport } from '../../src/exchange/recover.service.js';
import { createTestDatabase, copyTestDatabase, type TestDatabase } from '../support/test-database.js';
import { type TestNodeOptions } from '../support/test-node.js';
import { answerLost } from './test-network.js';
import {
  act,
  caseOf,
  countRows,
  entriesOf,
  ledgerFindings,
  restart,
  sendRequest,
  settle,
  startTwoStates,
  stateAt,
  sweepOnce,
  type TwoStates,
  viewOf,
  write,
} from './two-states.js';

describe('a node restored from an older copy of its database', () => {
  let pair: TwoStates;
  let report: RecoverReport;
  const dataFolder = mkdtempSync(join(tmpdir(), 'proofmark-recover-'));
  const databases: TestDatabase[] = [];
  const threads = { known: '', asked: '', answered: '', lost: '', voided: '', waiting: '' };
  const views = new Map<string, object>();

  beforeAll(async () => {
    databases.push(await createTestDatabase());
    const options: TestNodeOptions = { database: databases[0]!, dataFolder };
    pair = await startTwoStates({ a: options });
    const { a, b, network } = pair;
    threads.known = await sendRequest(a, b);
    threads.asked = await sendRequest(b, a);
    await settle(a, b);
    // In the copy it waits unsigned; the partner will hold it signed.
    threads.waiting = await sendRequest(a, b);

    await a.node.close();
    databases.push(await copyTestDatabase(databases[0]!));
    await restart(a, network, options);

    // All of this the copy has not seen.
    a.node.clock.advance(60_000);
    await write(b, threads.known, { kind: 'ACKNOWLEDGE', body: { reference: 'XAB-1' } });
    await settle(a, b);
    await write(a, threads.known, { kind: 'REMIND', body: { text: 'after the acknowledgement' } });
    await write(a, threads.asked, { kind: 'ACKNOWLEDGE', body: { reference: 'XAA-1' } });
    threads.answered = await sendRequest(a, b);
    threads.lost = await sendRequest(b, a);
    await settle(a, b);
    await write(b, threads.answered, { kind: 'ACKNOWLEDGE', body: { reference: 'XAB-2' } });
    await write(a, threads.lost, { kind: 'ASK_MORE', body: { questions: [{ text: 'Which side is marked?' }] } });
    threads.voided = await sendRequest(a, b);
    network.next(answerLost);
    await sweepOnce(a, 'exchange.outbox');
    await act(a, (await caseOf(a, threads.voided)).id, { type: 'void letter', seq: 1, reason: 'sent in error' });
    a.node.clock.advance(60_000);
    await settle(a, b);
    for (const thread of Object.values(threads)) views.set(thread, await viewOf(b, thread));

    await a.node.close();
    a.node.clock.advance(60_000);
    await restart(a, network, { ...options, database: databases[1]! });
    report = await a.node.get(RecoverService).run();
  });
  afterAll(async () => {
    await pair.close();
    for (const database of databases) await database.drop();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it('takes back its own letters and the partner’s, each once', () => {
    expect(report.partners).toEqual([{ partner: 'XAB', own: 6, theirs: 3, unplaced: [] }]);
  });

  it('raises its epoch, and its new log begins with the last checkpoint that the partner holds', async () => {
    const { a } = pair;
    expect(report.epoch).toBe(2);
    expect(report.held).toMatchObject({ holder: 'XAB', epoch: 1 });
    const first = (await entriesOf(a, 'log.opened')).at(-1);
    expect(first).toMatchObject({ epoch: 2, lastHeld: report.held?.note, holder: 'XAB' });
    expect(parseCheckpoint(String(first?.['lastHeld']))).toMatchObject({ state: 'XAA', epoch: 1 });
  });

  it('agrees with its partner again on every thread, to the moment of receipt', async () => {
    const { a, b } = pair;
    await settle(a, b);
    for (const thread of Object.values(threads)) {
      expect(await viewOf(a, thread)).toEqual(views.get(thread));
      expect(await viewOf(b, thread)).toEqual(views.get(thread));
    }
  });

  it('goes on: the next letters carry the new epoch and follow the recovered ones', async () => {
    const { a, b } = pair;
    await write(a, threads.known, { kind: 'REMIND', body: { text: 'from the restored node' } });
    await write(b, threads.asked, { kind: 'MORE', body: { answers: [] } });
    await settle(a, b);
    for (const thread of [threads.known, threads.asked])
      expect(await viewOf(a, thread)).toEqual(await viewOf(b, thread));
    expect(await stateAt(a, threads.voided)).toBe('delivered');
    expect(await countRows(b, "SELECT count(*) FROM inbox WHERE state = 'waiting'")).toBe(0);
  });

  it('shows it in both ledgers, which a stranger can verify', async () => {
    const { a, b } = pair;
    await sweepOnce(a, 'audit.sequencer');
    await sweepOnce(b, 'audit.sequencer');
    expect(await entriesOf(a, 'exchange.recovered')).toHaveLength(9);
    expect((await entriesOf(b, 'exchange.asked-to-recover'))[0]).toMatchObject({
      letters: expect.any(Number),
      first: true,
    });
    expect(await ledgerFindings(a)).toEqual([]);
    expect(await ledgerFindings(b)).toEqual([]);
  });

  it('recovers nothing twice', async () => {
    const again = await pair.a.node.get(RecoverService).run();
    expect(again).toMatchObject({ epoch: 3, partners: [{ partner: 'XAB', own: 0, theirs: 0, unplaced: [] }] });
  });

  it('says which partner gave nothing back', async () => {
    pair.network.disconnect(pair.b.host);
    expect((await pair.a.node.get(RecoverService).run()).partners).toEqual([
      { partner: 'XAB', own: 0, theirs: 0, unplaced: [], error: 'ECONNREFUSED' },
    ]);
  });
});
