import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readLetter } from '../../src/domain/envelope/read-letter.js';
import { midOf } from '../../src/domain/envelope/sign.js';
import { PageClient } from '../support/page-client.js';
import { addPeople, somebody } from '../support/people.js';
import { caseOf, entriesOf, sendRequest, settle, startTwoStates, type State, type TwoStates } from './two-states.js';

let states: TwoStates;
let thread: string;

beforeAll(async () => {
  states = await startTwoStates();
  for (const { node, administrators } of [states.a, states.b])
    await addPeople(node, administrators, [
      somebody('auditor.one', ['auditor']),
      somebody('investigator.one', ['investigator']),
      somebody('officer.far', ['officer'], 'Border Guard'),
    ]);
  thread = await sendRequest(states.a, states.b);
  await settle(states.a, states.b);
}, 60_000);
afterAll(() => states.close());

const at = ({ node }: State, name: string): Promise<PageClient> => new PageClient(node.url).signIn(name);
const fileOf = async (state: State, part: string, seq = 1): Promise<string> =>
  `/cases/${(await caseOf(state, thread)).id}/messages/requester/${String(seq)}/${part}`;
/** What the second part of a compact JWS says. */
const saidIn = (jws: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;

describe('the signed files of a letter', () => {
  it('are the very letter and its receipt, named by the hash that both nodes know, with an entry each', async () => {
    const officer = await at(states.a, 'officer.one');
    const kase = await caseOf(states.a, thread);
    const message = await officer.get(`/cases/${kase.id}/messages/requester/1`);
    for (const part of ['letter', 'receipt']) expect(message.html).toContain(`href="${await fileOf(states.a, part)}"`);
    const letter = await officer.get(await fileOf(states.a, 'letter'));
    expect(letter.headers.get('content-type')).toContain('application/jose');
    expect(letter.headers.get('content-disposition')).toMatch(
      /^attachment; filename="XAA-\d{4}-\d{6}-requester-1-letter\.jws"$/,
    );
    expect(letter.headers.get('cache-control')).toBe('no-store');
    expect(midOf(letter.html)).toBe(kase.streams.requester[0]?.mid);
    expect(readLetter(letter.html).letter.kind).toBe('REQUEST');
    const receipt = await officer.get(await fileOf(states.a, 'receipt'));
    expect(saidIn(receipt.html)).toMatchObject({ type: 'received', mid: midOf(letter.html) });
    expect(await entriesOf(states.a, 'case.letter-taken')).toEqual([
      expect.objectContaining({ role: 'requester', seq: '1', part: 'letter' }),
      expect.objectContaining({ role: 'requester', seq: '1', part: 'receipt' }),
    ]);
  });

  it('of the other State leave only for a use that its limits cover', async () => {
    const officer = await at(states.b, 'officer.one');
    const { id } = await caseOf(states.b, thread);
    const path = await fileOf(states.b, 'letter');
    expect((await officer.get(path)).location).toBe(`/cases/${id}/use`);
    expect(await entriesOf(states.b, 'case.letter-taken')).toEqual([]);
    const use = { purpose: 'criminal investigation', recipient: '', court: '' };
    expect((await officer.post(`/cases/${id}/use`, use)).location).toBe(`/cases/${id}/use/sheet`);
    const letter = await officer.get(path);
    expect(letter.status).toBe(200);
    const [own] = (await caseOf(states.a, thread)).streams.requester;
    expect(midOf(letter.html)).toBe(own?.mid);
    expect((await entriesOf(states.b, 'case.exported')).length).toBeGreaterThan(0);
    const receipt = await officer.get(await fileOf(states.b, 'receipt'));
    expect(saidIn(receipt.html)).toMatchObject({ mid: own?.mid });
  });

  it('are for nobody who may not: an auditor takes the receipt alone, the police and other agencies nothing', async () => {
    const auditor = await at(states.a, 'auditor.one');
    expect((await auditor.get(await fileOf(states.a, 'receipt'))).status).toBe(200);
    expect([403, 404]).toContain((await auditor.get(await fileOf(states.a, 'letter'))).status);
    const { id } = await caseOf(states.a, thread);
    expect((await auditor.get(`/cases/${id}/messages/requester/1`)).html).not.toContain('/letter"');
    for (const name of ['investigator.one', 'officer.far'])
      for (const part of ['letter', 'receipt'])
        expect((await (await at(states.a, name)).get(await fileOf(states.a, part))).status).toBe(404);
  });

  it('are not there for what was never written, nor for a part that there is not', async () => {
    const officer = await at(states.a, 'officer.one');
    for (const path of [
      await fileOf(states.a, 'letter', 9),
      await fileOf(states.a, 'body'),
      await fileOf(states.a, 'letter', 0),
    ])
      expect((await officer.get(path)).status).toBe(404);
  });
});
