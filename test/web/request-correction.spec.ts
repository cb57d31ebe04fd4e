import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Case, sharedOf } from '../../src/domain/tracing/case.js';
import { Transactions } from '../../src/platform/transaction.js';
import { CaseRepository } from '../../src/tracing/cases/case.repository.js';
import { LOCALES } from '../../src/web/i18n/locales.js';
import { CaseStage } from '../support/case-stage.js';
import { hiddenIn, PageClient, textOf, type Fields, type PageAnswer } from '../support/page-client.js';

let stage: CaseStage;
beforeAll(async () => {
  stage = await CaseStage.start();
});
afterAll(() => stage.node.close());

const as = (name: string, locale = 'en'): Promise<PageClient> => new PageClient(stage.node.url, locale).signIn(name);
const formOf = (id: string): string => `/cases/${id}/answer/letters/correction`;
const previewOf = (id: string): string => `/cases/${id}/answer/preview/correction`;
const kaseOf = async (id: string): Promise<Case> => {
  const stored = await stage.node.get(Transactions).run((tx) => stage.node.get(CaseRepository).find(tx, id));
  if (stored?.kase === undefined) throw new Error('no case');
  return stored.kase;
};

/** What the form shows, as a browser would send it back. */
function shownIn({ html }: PageAnswer): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input[^>]*name="body-[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(tag)?.[1] ?? '';
    if (tag.includes('type="radio"') && !tag.includes('checked')) continue;
    found[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
  }
  found['body-weapon-type'] = /<option value="([^"]+)" selected/.exec(html)?.[1] ?? '';
  return found;
}

async function correct(id: string, change: Fields): Promise<PageAnswer> {
  const client = await as('officer.one');
  const form = await client.get(formOf(id));
  return client.submit(formOf(id), {
    ...shownIn(form),
    'body-reason': 'The O is a 0: read again under light.',
    ...change,
  });
}

const propose = async (id: string): Promise<PageAnswer> => {
  const client = await as('officer.one');
  const preview = await client.get(previewOf(id));
  return client.submit(previewOf(id), hiddenIn(preview.html, ['_version']), previewOf(id));
};

describe('a request that we corrected', () => {
  it('is offered from the page of the case once it was received, and not before', async () => {
    const kase = await stage.asked('CORR0001');
    const page = await (await as('officer.one')).get(`/cases/${kase.id}`);
    expect(page.html).toContain(`href="${formOf(kase.id)}"`);
    expect(textOf(page.html)).toContain('Correct our request');
    const draft = await stage.drafted('CORR0002');
    expect((await (await as('officer.one')).get(`/cases/${draft}`)).html).not.toContain(formOf(draft));
    expect((await (await as('officer.one')).get(formOf(draft))).status).toBe(303);
    for (const name of ['investigator.one', 'auditor.one', 'stranger.one'])
      expect((await (await as(name)).get(formOf(kase.id))).status).toBe(404);
  });

  it('tells the weapon as it is, needs a second person, and then reaches the other State', async () => {
    const { id } = await stage.asked('CORRO003');
    const preview = await correct(id, { 'body-weapon-marks-0-text': 'CORR0003', 'body-weapon-model': '19' });
    const text = textOf(preview.html);
    expect(text).toContain('CORR0003');
    expect(text).toContain('The O is a 0: read again under light.');
    await propose(id);
    const { proposal } = await kaseOf(id);
    expect(proposal).toMatchObject({ needs: 'second person', letter: { kind: 'CORRECT' } });
    expect(sharedOf(await kaseOf(id)).weapon?.marks[0]?.text).toBe('CORRO003');
    const digests = { digest: proposal?.digest ?? '', factsDigest: proposal?.factsDigest ?? '' };
    await stage.act('officer.two', id, { type: 'approve', ...digests });
    await stage.act('officer.one', id, { type: 'send' });
    const { weapon } = sharedOf(await kaseOf(id));
    expect(weapon).toMatchObject({ model: '19', make: 'GLOCK', marks: [{ text: 'CORR0003', kind: 'serial' }] });
  });

  it('says in words alone what is no part of the weapon', async () => {
    const { id } = await stage.asked('CORR0004');
    await correct(id, { 'body-reason': 'The date of the find is 9 January.' });
    await propose(id);
    expect((await kaseOf(id)).proposal?.letter.body).toEqual({
      corrects: expect.any(String),
      reason: 'The date of the find is 9 January.',
    });
  });

  it('says at each field what is wrong, and keeps what was typed', async () => {
    const { id } = await stage.asked('CORR0005');
    const page = await correct(id, {
      'body-reason': '',
      'body-weapon-yearOfManufacture': 'about 1990',
      'body-weapon-make': '<i>x',
    });
    expect(page.html).toContain('id="body-reason-error"');
    expect(page.html).toContain('id="body-weapon-yearOfManufacture-error"');
    expect(page.html).toContain('value="&lt;i&gt;x"');
    expect(page.html).toContain('value="about 1990"');
    expect((await kaseOf(id)).proposal).toBeUndefined();
  });

  it('loses a mark that is not there', async () => {
    const { id } = await stage.asked('CORR0006');
    await correct(id, { 'body-weapon-marks-0-text': '' });
    await propose(id);
    expect((await kaseOf(id)).proposal?.letter.body).toMatchObject({ weapon: { marks: [] } });
  });

  it.each(LOCALES)('is written in %s', async (locale) => {
    const { id } = await stage.asked(`CORR${locale.toUpperCase()}`);
    const page = await (await as('officer.one', locale)).get(formOf(id));
    expect(page.status).toBe(200);
    expect(page.html).toContain(`value="CORR${locale.toUpperCase()}"`);
  });
});
