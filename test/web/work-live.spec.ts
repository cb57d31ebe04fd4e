import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionsService } from '../../src/registries/identity/sessions.service.js';
import { call, signIn } from '../support/people.js';
import { WorkedNode } from '../support/work.js';

let work: WorkedNode;
const open: AbortController[] = [];

beforeAll(async () => {
  work = await WorkedNode.start({ config: { 'web.liveStreamsMax': 2, 'web.liveGatherMs': 20, 'web.liveBeatMs': 50 } });
});
afterEach(() => {
  for (const one of open.splice(0)) one.abort();
});
afterAll(() => work.node.close());

/** A stream as a browser has it open; `next` answers its next event, whatever else comes between. */
class Listener {
  private text = '';

  private constructor(
    readonly response: Response,
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
  ) {}

  static async open(name: string, locale = 'en'): Promise<Listener> {
    const controller = new AbortController();
    open.push(controller);
    const { cookie = '' } = await signIn(work.node, name);
    const response = await fetch(`${work.node.url}/live/work`, {
      headers: { cookie, 'accept': 'text/event-stream', 'accept-language': locale },
      signal: controller.signal,
    });
    if (response.body === null) throw new Error('no stream');
    return new Listener(response, response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>);
  }

  async next(): Promise<{ event: string; data: Record<string, unknown> }> {
    for (;;) {
      const found = /event: (\w+)\ndata: (.*)\n\n/.exec(this.text);
      if (found !== null) {
        this.text = this.text.slice(found.index + found[0].length);
        return { event: found[1] ?? '', data: JSON.parse(found[2] ?? '{}') as Record<string, unknown> };
      }
      const { done, value } = await this.reader.read();
      if (done) return { event: 'closed', data: {} };
      this.text += new TextDecoder().decode(value);
    }
  }

  /** Everything that came until the `count`th beat. */
  async beats(count: number): Promise<string> {
    while ((this.text.match(/: beat/g) ?? []).length < count) {
      const { value } = await this.reader.read();
      this.text += new TextDecoder().decode(value);
    }
    return this.text;
  }
}

describe('the live work list', () => {
  it('tells how many cases have changed, in the language of the page, and nothing of what they are', async () => {
    const listener = await Listener.open('officer.one');
    expect(listener.response.status).toBe(200);
    expect(listener.response.headers.get('content-type')).toContain('text/event-stream');
    const id = await work.asked('LIVE1');
    expect(await listener.next()).toEqual({ event: 'changed', data: { count: 1, text: '1 change – show' } });
    await work.act(work.staff.officer, id, { type: 'assign', personId: work.staff.officer.id });
    await work.asked('LIVE2');
    expect(await listener.next()).toEqual({ event: 'changed', data: { count: 2, text: '2 changes – show' } });
    const french = await Listener.open('officer.two', 'fr');
    await work.asked('LIVE3');
    expect((await french.next()).data['text']).toBe('1 changement – afficher');
  });

  it('tells nobody of a sealed case but its named persons, and no other agency', async () => {
    const [named, other, head, far] = await Promise.all(
      ['officer.two', 'officer.one', 'head.one', 'officer.far'].map((name) => Listener.open(name)),
    );
    await work.drafted(work.staff.colleague, ['LIVESEALED'], [work.staff.colleague.id]);
    expect(await named?.next()).toMatchObject({ event: 'changed', data: { count: 1 } });
    for (const listener of [other, head, far]) expect(await listener?.beats(3)).not.toContain('changed');
  });

  it('takes as many streams of one person as the setting says, and gives a place back', async () => {
    await Listener.open('supervisor.one');
    const second = await Listener.open('supervisor.one');
    expect(second.response.status).toBe(200);
    expect((await Listener.open('supervisor.one')).response.status).toBe(429);
    expect((await Listener.open('officer.one')).response.status).toBe(200);
    for (const one of open.splice(0)) one.abort();
    const again = async (): Promise<number> => (await Listener.open('supervisor.one')).response.status;
    let status = await again();
    for (let tries = 0; status === 429 && tries < 20; tries += 1) status = await again();
    expect(status).toBe(200);
  });

  it('ends with its session, and keeps none from ending', async () => {
    const signedOut = await Listener.open('officer.one');
    await work.node.get(SessionsService).endAll(work.staff.officer);
    expect(await signedOut.next()).toMatchObject({ event: 'ended' });
    expect(await signedOut.next()).toMatchObject({ event: 'closed' });
    const idle = await Listener.open('officer.two');
    for (let minute = 0; minute < 3; minute += 1) {
      work.node.clock.advance(60_000);
      await idle.beats((minute + 1) * 2);
    }
    work.node.clock.advance(work.node.config['access.sessionIdleMinutes'] * 60_000);
    expect(await idle.next()).toMatchObject({ event: 'ended' });
  });

  it('is opened by a page alone, by whoever works on cases', async () => {
    const officer = await signIn(work.node, 'officer.one');
    expect((await call(work.node, officer, 'GET', '/live/work')).status).toBe(400);
    const auditor = await signIn(work.node, 'auditor.one');
    const headers = { accept: 'text/event-stream' };
    expect((await call(work.node, auditor, 'GET', '/live/work', undefined, headers)).status).toBe(403);
    expect((await call(work.node, {}, 'GET', '/live/work', undefined, headers)).status).toBe(401);
  });

  it('closes its streams when the node stops', async () => {
    const other = await WorkedNode.start();
    const { cookie = '' } = await signIn(other.node, 'officer.one');
    const response = await fetch(`${other.node.url}/live/work`, { headers: { cookie, accept: 'text/event-stream' } });
    const text = response.text();
    await other.node.close();
    expect(await text).toContain('event: ended');
  });
});
