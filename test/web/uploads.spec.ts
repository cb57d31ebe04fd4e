import multipart from '@fastify/multipart';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { RefusalError } from '../../src/platform/problem.js';
import { readUpload } from '../../src/web/page/upload.js';
import { addPeople, foundNode, signIn, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

describe('a file that a form brings', () => {
  let server: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    server = fastify();
    await server.register(multipart);
    server.post('/', async (request, reply) => {
      const upload = await readUpload(request, reply, 2_000_000);
      let bytes = 0;
      try {
        for await (const piece of upload.stream) bytes += piece.length;
      } catch (error) {
        return { refused: error instanceof RefusalError ? error.refusal : String(error) };
      }
      return { name: upload.name, bytes, fields: upload.fields };
    });
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());

  const send = async (form: FormData): Promise<unknown> => (await fetch(url, { method: 'POST', body: form })).json();

  it('comes with the fields that stand before it', async () => {
    const form = new FormData();
    form.append('_token', 't');
    form.append('ticked', 'a');
    form.append('ticked', 'b');
    form.append('file', new Blob(['x'.repeat(1000)]), 'list.csv');
    expect(await send(form)).toEqual({ name: 'list.csv', bytes: 1000, fields: { _token: ['t'], ticked: ['a', 'b'] } });
  });

  it('is refused at its field, with the limit, where it is larger than is taken: never cut and taken for whole', async () => {
    const form = new FormData();
    form.append('list', new Blob(['x'.repeat(2_000_001)]), 'list.csv');
    expect(await send(form)).toMatchObject({
      refused: {
        code: 'body-too-large',
        field: '/list',
        reasons: [{ field: '/list', says: { code: 'file-too-large', values: { number: 2 } } }],
      },
    });
  });

  it('may be left out', async () => {
    const form = new FormData();
    form.append('note', 'nothing to hand in');
    expect(await send(form)).toEqual({ name: '', bytes: 0, fields: { note: ['nothing to hand in'] } });
  });
});

describe('a form with a file', () => {
  let node: TestNode;
  let cookie: string;
  let token: string;

  beforeAll(async () => {
    node = await startTestNode();
    await addPeople(node, await foundNode(node), [somebody('officer.one', ['officer'])]);
    cookie = (await signIn(node, 'officer.one')).cookie ?? '';
    const page = await (await fetch(`${node.url}/`, { headers: { cookie } })).text();
    token = /name="_token" value="([^"]+)"/.exec(page)?.[1] ?? '';
  });
  afterAll(() => node.close());

  const post = (form: FormData): Promise<Response> =>
    fetch(`${node.url}/sign-out`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
  const file = new Blob(['x'.repeat(3_000_000)]);

  it('is refused where its token stands behind the file: a file is read only once the form is known for ours', async () => {
    const form = new FormData();
    form.append('file', file, 'list.csv');
    form.append('_token', token);
    expect((await post(form)).status).toBe(403);
  });

  it('is refused without a token', async () => {
    const form = new FormData();
    form.append('file', file, 'list.csv');
    expect((await post(form)).status).toBe(403);
  });

  it('is taken where its token stands before the file', async () => {
    const form = new FormData();
    form.append('_token', token);
    form.append('file', new Blob(['x']), 'list.csv');
    expect((await post(form)).status).toBe(303);
  });
});
