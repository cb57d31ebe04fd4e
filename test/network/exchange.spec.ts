import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerLost, requestLost, twice } from './test-network.js';
import { countRows, ledgerFindings, sendRequest, settle, startTwoStates, stateAt, type TwoStates, viewOf, write } from './two-states.js';

describe('two nodes over HTTP', () => {
  let pair: TwoStates;

  beforeAll(async () => {
    pair = await startTwoStates();
  });
  afterAll(() => pair.close());

  const agree = async (thread: string): Promise<void> => {
    const { a, b } = pair;
    await settle(a, b);
    expect(await viewOf(b, thread)).toEqual(await viewOf(a, thread));
  };
  const applied = (thread: string): Promise<number> => countRows(pair.b, "SELECT count(*) FROM inbox WHERE thread = $1 AND state = 'applied'", [thread]);

  it('carry a request and its acknowledgement, and agree', async () => {
    const { a, b } = pair;
    const thread = await sendRequest(a, b);
    expect(await stateAt(a, thread)).toBe('sent');
    await settle(a, b);
    expect(await stateAt(a, thread)).toBe('delivered');
    expect(await stateAt(b, thread)).toBe('received');
    await write(b, thread, { kind: 'ACKNOWLEDGE', body: { reference: 'XAB-1' } });
    await agree(thread);
    expect(await stateAt(a, thread)).toBe('acknowledged');
  });

  it('act once on a letter whose receipt was lost', async () => {
    const { a, b, network } = pair;
    const thread = await sendRequest(a, b);
    network.next(answerLost);
    await settle(a, b);
    expect(await stateAt(a, thread)).toBe('sent');
    a.node.clock.advance(10_000);
    await agree(thread);
    expect(await stateAt(a, thread)).toBe('delivered');
    expect(await applied(thread)).toBe(1);
  });

  it('act once on an envelope that came twice, and answer it with the same bytes', async () => {
    const { a, b, network } = pair;
    const thread = await sendRequest(a, b);
    network.next(twice);
    await agree(thread);
    expect(await applied(thread)).toBe(1);
  });

  it('say "not delivered" while the way is cut, and nothing is lost', async () => {
    const { a, b, network } = pair;
    const thread = await sendRequest(a, b);
    network.next(requestLost);
    await settle(a, b);
    expect(await stateAt(a, thread)).toBe('sent');
    a.node.clock.advance(10_000);
    await agree(thread);
  });

  it('keep ledgers that a stranger can verify', async () => {
    await settle(pair.a, pair.b);
    expect(await ledgerFindings(pair.a)).toEqual([]);
    expect(await ledgerFindings(pair.b)).toEqual([]);
  });
});
