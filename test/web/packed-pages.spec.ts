import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addPeople, foundNode, signIn, somebody, type Caller } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

let node: TestNode;
let officer: Caller;

beforeAll(async () => {
  node = await startTestNode();
  await addPeople(node, await foundNode(node), [somebody('officer.one', ['officer'])]);
  officer = await signIn(node, 'officer.one');
});
afterAll(() => node.close());

const ask = (path: string, accepted: string): Promise<Response> =>
  fetch(`${node.url}${path}`, {
    headers: { 'cookie': officer.cookie ?? '', 'accept': 'text/html', 'accept-encoding': accepted },
  });

describe('a page', () => {
  it('comes packed to a browser that unpacks, and is the same page', async () => {
    const [packed, plain] = await Promise.all([ask('/glossary', 'br, gzip'), ask('/glossary', 'identity')]);
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(plain.headers.get('content-encoding')).toBeNull();
    const texts = [await packed.text(), await plain.text()].map((text) =>
      text.replaceAll(/"_token" value="[^"]+"/g, ''),
    );
    expect(texts[0]).toBe(texts[1]);
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(Buffer.byteLength(texts[1] ?? '') / 2);
    for (const { headers } of [packed, plain]) expect(headers.get('vary')).toContain('accept-encoding');
  });

  it.each(['identity', 'gzip;q=0', 'br, gzip; q=0.0', 'x-gzip-not'])(
    'comes as it is to a browser that takes no gzip: %s',
    async (accepted) => {
      const { headers } = await ask('/glossary', accepted);
      expect(headers.get('content-encoding')).toBeNull();
    },
  );

  it('alone is packed: no answer of the API, and no redirect', async () => {
    expect((await ask('/api/cases', 'gzip')).headers.get('content-encoding')).toBeNull();
    const led = await fetch(`${node.url}/glossary`, { redirect: 'manual', headers: { 'accept-encoding': 'gzip' } });
    expect([led.status, led.headers.get('content-encoding')]).toEqual([303, null]);
  });
});
