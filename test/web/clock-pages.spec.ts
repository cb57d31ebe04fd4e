import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTwoStates, type TwoStates } from '../network/two-states.js';
import { PageClient, textOf } from '../support/page-client.js';

describe('the pages of clocks', () => {
  let pair: TwoStates;
  const at = (name: string): Promise<PageClient> => new PageClient(pair.a.node.url).signIn(name);

  beforeAll(async () => {
    pair = await startTwoStates();
  });
  afterAll(() => pair.close());

  it('list the policies with what is not in force and what nobody has checked, and let the officer only read', async () => {
    const officer = await at('officer.one');
    const page = textOf((await officer.get('/clocks')).html);
    expect(page).toMatch(/National default .*Our own .*28 calendar days .*In force/);
    expect(page).toMatch(/ECOWAS.* Not checked against a published text .*1 month .*Not in force/);
    const policy = await officer.get('/clocks/policies/national-default');
    expect(textOf(policy.html)).toContain('5 working days');
    expect(policy.html).not.toContain('name="terms-0-amount"');
    expect((await officer.get('/clocks/policies/new')).status).toBe(404);
    expect((await officer.get('/clocks/policies/none-such')).status).toBe(404);
  });

  it('tell when a clock would be due, by which policy and calendar, with the days that count', async () => {
    const officer = await at('officer.one');
    const question = 'country=XAB&urgency=routine&who=they&clock=acknowledge&day=2026-03-05&time=09:00';
    const { html } = await officer.get(`/clocks/preview?${question}`);
    const page = textOf(html);
    expect(page).toContain('5 working days');
    expect(page).toContain('Our own reminder: it binds nobody');
    expect(page).toContain('Mar 12, 2026, 09:00 UTC');
    expect(page).toContain('March 5, 2026, start');
    expect(page).toContain('March 7, 2026, does not count');
    expect(page).toContain('March 12, 2026, due');
    const odd = await officer.get('/clocks/preview?country=ZZZ&clock=none&day=2026-02-31&time=99:99');
    expect(odd.status).toBe(200);
  });

  it('let an agreement that a supervisor entered prevail over our reminder', async () => {
    const supervisor = await at('supervisor.one');
    const form = {
      'id': 'treaty-north',
      'scope': 'agreement',
      'title': 'Treaty of the North',
      'source': 'Gazette 12',
      'states': 'xaa, XAB',
      'urgency': 'any',
      'startsAt': 'received',
      'adopted': 'yes',
      'terms-2-clock': 'answer',
      'terms-2-amount': '3',
      'terms-2-unit': 'hours',
      'terms-3-clock': 'supply more',
      'terms-3-amount': '',
      'terms-3-unit': 'hours',
    };
    const alone = await supervisor.submit('/clocks', { ...form, states: 'XAA' }, '/clocks/policies/new');
    expect(alone.html).toContain('states-error');
    expect(alone.html).toContain('value="Treaty of the North"');
    const wrong = await supervisor.submit('/clocks', { ...form, 'terms-2-amount': 'three' }, '/clocks/policies/new');
    expect(wrong.html).toContain('terms-2-amount-error');
    const saved = await supervisor.submit('/clocks', form, '/clocks/policies/new');
    expect(textOf(saved.html)).toContain('The policy has been saved');
    const preview = await supervisor.get('/clocks/preview?country=XAB&clock=answer&day=2026-03-05&time=09:00');
    expect(textOf(preview.html)).toContain('An agreement between the two');
    expect(textOf(preview.html)).toContain('Mar 5, 2026, 12:00 UTC');
    const { id: _, ...change } = form;
    const stale = await supervisor.submit('/clocks/policies/treaty-north', { ...change, _version: '7' });
    expect(textOf(stale.html)).toContain('Somebody has changed this since');
    const changed = await supervisor.submit('/clocks/policies/treaty-north', {
      ...change,
      '_version': '1',
      'terms-2-amount': '4',
    });
    expect(textOf(changed.html)).toContain('4 hours');
  });

  it('take a calendar for a State that published none, and our own into our entry', async () => {
    const supervisor = await at('supervisor.one');
    expect(textOf((await supervisor.get('/clocks/calendars/XAB')).html)).toContain('Nobody has entered a list');
    const form = {
      zone: 'Africa/Accra',
      weekend: ['5', '6'],
      holidays: '2026-03-09\n2026-02-31',
      source: 'Gazette 14',
    };
    const wrong = await supervisor.submit('/clocks/calendars/XAB', form);
    expect(wrong.html).toContain('holidays-error');
    expect(wrong.html).toContain('2026-02-31');
    const saved = await supervisor.submit('/clocks/calendars/XAB', { ...form, holidays: '2026-03-09' });
    expect(textOf(saved.html)).toContain('Friday and Saturday');
    const preview = await supervisor.get('/clocks/preview?country=XAB&clock=acknowledge&day=2026-03-05&time=09:00');
    expect(textOf(preview.html)).toContain('March 9, 2026, does not count');
    const own = await supervisor.submit('/clocks/calendars/XAA', {
      zone: 'UTC',
      weekend: ['6', '7'],
      holidays: '2026-12-25',
    });
    expect(textOf(own.html)).toContain('The State published this list itself');
    expect((await supervisor.get('/clocks/calendars/ABC')).status).toBe(404);
  });
});
