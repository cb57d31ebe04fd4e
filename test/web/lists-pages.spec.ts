import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAKES, MODELS } from '../../src/registries/reference/reference.service.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { entriesOf } from '../support/registry-node.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

let node: TestNode;
let at: PageClient;

const as = (name: string, locale = 'en'): Promise<PageClient> => new PageClient(node.url, locale).signIn(name);

beforeAll(async () => {
  node = await startTestNode();
  await addPeople(node, await foundNode(node), [
    somebody('admin.two', ['administrator']),
    somebody('officer.one', ['officer']),
    somebody('auditor.one', ['auditor']),
  ]);
  at = await as('officer.one');
});
afterAll(() => node.close());

describe('the reference lists', () => {
  it('show makes with their States, and what no publication was opened for', async () => {
    const { status, html } = await at.get('/lists');
    expect(status).toBe(200);
    const text = textOf(html);
    expect(text).toContain('Glock');
    expect(text).toContain('Austria, United States');
    expect(text).toContain('Not verified');
    expect(html).not.toContain('enctype="multipart/form-data"');
  });

  it('are turned page by page to their end', async () => {
    let address: string | undefined = '/lists?list=models';
    let rows = 0;
    for (let page = 0; address !== undefined && page < 20; page++) {
      const { html } = await at.get(address);
      rows += (html.match(/<tr class="govuk-table__row"/g)?.length ?? 1) - 1;
      address = /<a class="govuk-link" href="([^"]+)">Next page/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(rows).toBe(MODELS.length);
    expect(textOf((await at.get('/lists?list=models&page=9999')).html)).toContain('Nothing in this list.');
  });

  it.each([
    ['makes', 'Вальтер', 'Walther'],
    ['makes', 'h&k', 'Heckler & Koch'],
    ['models', 'ppk', 'PPK'],
    ['calibres', '9 mm Parabellum', '9 mm Luger'],
    ['calibres', '.38', '.38 Special'],
    ['sources', 'niem', 'NIEM 4.0'],
  ])('of %s are searched by any name: %s', async (list, asked, found) => {
    const { html } = await at.get(`/lists?list=${list}&text=${encodeURIComponent(asked)}`);
    expect(textOf(html)).toContain(found);
    expect((html.match(/<tr class="govuk-table__row"/g)?.length ?? 0) - 1).toBeLessThan(MAKES.length);
  });

  it('say when nothing fits, and keep what was asked', async () => {
    const { html } = await at.get('/lists?list=makes&text=Nobody+%26+Sons');
    expect(textOf(html)).toContain('Nothing in this list.');
    expect(html).toContain('value="Nobody &amp; Sons"');
  });

  it('speak the language of the reader', async () => {
    const { html } = await (await as('auditor.one', 'es')).get('/lists?list=calibres');
    expect(textOf(html)).toContain('Otros nombres del mismo cartucho');
    expect(textOf(html)).not.toContain('Not verified');
  });

  describe('take a code list', () => {
    const CSV =
      'list,code,text\nmake,ZQ1,"GLOCK, INC."\nmake,ZQ2,IMPORTED BY CENTURY ARMS FOR NORINCO\nplanet,1,MARS\nmake,ZQ3,NOBODY WE KNOW\n';
    const load = async (who: string, fields: Record<string, string>, content = CSV, name = 'codes.csv') =>
      (await as(who)).upload('/lists', fields, { name, content });

    it('from an administrator, tell each bad row, and keep an ambiguous code ambiguous', async () => {
      const admin = await as('admin.two');
      expect((await admin.get('/lists?list=codes')).html).toContain('enctype="multipart/form-data"');
      const { status, location } = await load('admin.two', { source: 'NCIC codes, a sample' });
      expect([status, location]).toEqual([303, expect.stringMatching(/^\/lists\?list=codes&load=/)]);
      const text = textOf((await admin.get(location)).html);
      expect(text).toContain('3 new codes, 0 known, 1 refused');
      expect(text).toContain('Line 4: The list is one of make, calibre, type, action, type_action.');
      expect(text).toMatch(/ZQ2 Make IMPORTED BY CENTURY ARMS FOR NORINCO (Norinco, Century|Century).* Ambiguous/);
      expect(text).toContain('NCIC codes, a sample');
      expect(await entriesOf(node, 'reference.loaded')).toEqual([
        expect.objectContaining({ source: 'NCIC codes, a sample', loaded: 3, refused: 1 }),
      ]);
    });

    it('twice without a change, and find a code by its meaning', async () => {
      const admin = await as('admin.two');
      const { location } = await load('admin.two', { source: 'NCIC codes, a sample' });
      expect(textOf((await admin.get(location)).html)).toContain('0 new codes, 3 known, 1 refused');
      const found = textOf((await at.get('/lists?list=codes&text=glock')).html);
      expect(found).toContain('ZQ1');
      expect(found).not.toContain('ZQ3');
    });

    it.each([
      ['without a source', {}, CSV, 'a.csv', 'Fill this in.'],
      ['without a file', { source: 'S' }, '', '', 'Choose a file.'],
      ['without its columns', { source: 'S' }, 'code\n1\n', 'a.csv', 'list'],
    ])('%s not, and come back to the form', async (_, fields, content, name, words) => {
      const { status, location } = await load('admin.two', fields, content, name);
      expect(status).toBe(303);
      expect(textOf((await (await as('admin.two')).get(location)).html)).toContain(words);
    });

    it('from nobody else', async () => {
      expect((await load('officer.one', { source: 'S' })).status).toBe(404);
    });
  });
});

describe('the decoder', () => {
  it('suggests State and year with the reasons and their source, and reads no record', async () => {
    const before = (await entriesOf(node, 'markings.queried')).length;
    const page = await at.submit('/decoder', {
      'symbols': 'P in a bomb',
      'yearCodes-0': 'I2',
      'inscriptions-1': 'STAR',
    });
    const text = textOf(page.html);
    expect(text).toContain('Made in Spain, 1989 Fair');
    expect(text).toContain('Eibar');
    expect(text).toContain('Source: Astra dates of production: year codes of the Eibar proof house');
    expect(text).toContain('Of these the lists know nothing STAR');
    expect(page.html).toMatch(/value="P in a bomb"[^>]* checked/);
    expect((await entriesOf(node, 'markings.queried')).length).toBe(before);
  });

  it('keeps a serial number out of the address', async () => {
    const { location } = await at.post('/decoder', { serial: 'IK251777', model: 'Makarov' });
    expect(location).toMatch(/^\/decoder\?marks=[0-9a-f-]{36}$/);
    expect(textOf((await at.get(location)).html)).toContain('Made in Bulgaria, 1985');
    expect((await (await as('auditor.one')).get(location)).html).not.toContain('IK251777');
  });

  it('warns where marks conflict, and tells an import apart', async () => {
    const page = await at.submit('/decoder', {
      'inscriptions-0': 'MADE IN ITALY',
      'inscriptions-1': 'PW ARMS',
      'symbols': 'arrow in a triangle',
    });
    const text = textOf(page.html);
    expect(text).toContain('The marks point to more than one State.');
    expect(text).toContain('Brought into United States, 1968 or later');
  });

  it('says that it knows nothing, and that this says nothing', async () => {
    const text = textOf((await at.submit('/decoder', { 'inscriptions-0': 'ZZZ' })).html);
    expect(text).toContain('The lists know nothing of these marks.');
  });

  it('refuses what is no mark, and loses nothing that was typed', async () => {
    const page = await at.submit('/decoder', { serial: 'X'.repeat(65), make: 'Glock' });
    expect(page.html).toMatch(/id="serial-error"/);
    expect(page.html).toContain('value="Glock"');
  });

  it('speaks the language of the reader', async () => {
    const page = await (await as('auditor.one', 'ru')).submit('/decoder', { symbols: 'Perron column' });
    expect(textOf(page.html)).toContain('Изготовление: Бельгия');
    expect(page.html).toContain('льежский перрон');
  });
});
