import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { entriesOf, recordedPistol, register } from '../support/registry-node.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const WHY = 'purpose=upkeep+of+the+registry&caseNumber=R-1';
const LONG_AGO = '018f0000-0000-7000-8000-000000000000';

let node: TestNode;
let registrar: PersonActor;
let at: PageClient;

beforeAll(async () => {
  node = await startTestNode({ config: { 'markings.importMaxRows': 50 } });
  [registrar] = (await addPeople(node, await foundNode(node), [
    somebody('registrar.one', ['registrar']),
    somebody('officer.one', ['officer']),
    somebody('examiner.one', ['firearms examiner']),
    somebody('investigator.one', ['investigator']),
  ])) as [PersonActor];
  at = await as('registrar.one');
});
afterAll(() => node.close());

const as = (name: string, locale = 'en'): Promise<PageClient> => new PageClient(node.url, locale).signIn(name);
const pistol = (serial: string, more = {}): Promise<string> => register(node, registrar, recordedPistol(serial, more));

describe('the page of a record', () => {
  it('asks why before it shows anything, and writes the reason down', async () => {
    const id = await pistol('WHY-1');
    const before = (await entriesOf(node, 'markings.read')).length;
    const gate = await at.get(`/firearms/${id}`);
    expect(textOf(gate.html)).toContain('Why do you open this record?');
    expect(gate.html).not.toContain('WHY-1');
    expect((await entriesOf(node, 'markings.read')).length).toBe(before);
    const half = await at.get(`/firearms/${id}?purpose=curiosity&caseNumber=`);
    expect(textOf(half.html)).toContain('Choose one.');
    expect(half.html).not.toContain('WHY-1');
    expect((await at.get(`/firearms/${id}?${WHY}`)).html).toContain('WHY-1');
    expect((await entriesOf(node, 'markings.read')).slice(before)).toEqual([
      expect.objectContaining({ purpose: 'upkeep of the registry', caseNumber: 'R-1', firearmId: id, count: 1 }),
    ]);
  });

  it('draws the weapon with a number and the mark at each component, and has the same as a table', async () => {
    const marks = (text: string) => [{ kind: 'serial' as const, text, condition: 'legible' as const }];
    const id = await pistol('FRAME-1', {
      components: [
        { kind: 'frame', reference: true, replaced: false, marks: marks('FRAME-1') },
        { kind: 'slide', reference: false, replaced: true, marks: marks('SLIDE-1') },
        { kind: 'cylinder', reference: false, replaced: false, marks: [] },
      ],
    });
    const { html } = await at.get(`/firearms/${id}?${WHY}`);
    const drawing = /<svg[^>]*role="img".*?<\/svg>/s.exec(html)?.[0] ?? '';
    expect(textOf(drawing)).toContain(
      'Self-loading pistol with the components of this record: Frame, Slide, and Cylinder',
    );
    expect(textOf(drawing)).toMatch(/1 · 3 Frame FRAME-1/);
    expect(textOf(drawing)).toMatch(/2 Slide SLIDE-1/);
    const table = textOf(html.slice(html.indexOf('</svg>')));
    expect(table).toContain('Replaced, or of another weapon');
    expect(table).toContain('No mark recorded');
  });

  describe('tells what the marking rules ask', () => {
    const american = {
      countryOfManufacture: 'BEL',
      yearOfManufacture: 2025,
      components: [
        {
          kind: 'frame' as const,
          reference: true,
          replaced: false,
          material: 'polymer',
          marks: [
            { kind: 'serial' as const, text: 'RULE-1', condition: 'legible' as const, sizeMm: 1.5875, depthMm: 0.0762 },
          ],
        },
      ],
    };
    const rowOf = (html: string, rule: string): string =>
      textOf(html.split('<tr').find((row) => textOf(`<tr${row}`).includes(rule)) ?? '');

    it('with what is missing, too small or on no plate, and a ground only for the instrument itself', async () => {
      const id = await pistol('RULE-1', american);
      const { html } = await at.get(`/firearms/${id}?${WHY}`);
      const text = textOf(html);
      expect(text).toContain('These findings are advice.');
      expect(text).toContain('Rules of Belgium on');
      const instrument = rowOf(html, 'International Tracing Instrument, para. 8 (a)');
      expect(instrument).toContain('Manufacturer: Missing');
      expect(instrument).toContain('May be suggested as a ground under paragraph 6 (c)');
      const european = rowOf(html, 'Implementing Directive (EU) 2019/68, annex');
      expect(european).toContain('Serial number: Too small');
      expect(european).toContain('1.5875 mm measured, 1.6 mm asked');
      expect(european).toContain('Not on an embedded metal plate');
      expect(european).toContain('Binding');
      expect(european).not.toContain('6 (c)');
      const unread = rowOf(html, 'Implementing Directive (EU) 2024/325');
      expect(unread).toBe('');
      expect(rowOf(html, 'Firearms Protocol, art. 8 (1) (a)')).toContain('Not verified');
      expect(text).toContain('0.0762 mm deep');
    });

    it('and where nobody measured the depth, says so and what is asked', async () => {
      const [frame] = american.components;
      const marks = [{ kind: 'serial' as const, text: 'RULE-2', condition: 'legible' as const, sizeMm: 2 }];
      const id = await pistol('RULE-2', { ...american, components: [{ ...frame, marks }] });
      const row = rowOf((await at.get(`/firearms/${id}?${WHY}`)).html, 'Implementing Directive (EU) 2024/325');
      expect(row).toContain('Serial number: Depth not measured');
      expect(row).toContain('0.0762 mm asked');
      expect(row).toContain('Not verified');
    });

    it('and that nothing is asked of a weapon of which nothing is known', async () => {
      const id = await pistol('RULE-3');
      expect(textOf((await at.get(`/firearms/${id}?${WHY}`)).html)).toContain('No rule that is known here');
    });

    it('in the words of the reader, to the contact point as to the registrar', async () => {
      const id = await pistol('RULE-4', american);
      const { html } = await (await as('officer.one', 'fr')).get(`/firearms/${id}?${WHY}`);
      expect(textOf(html)).toContain('Instrument international de traçage, par. 8 a)');
      expect(textOf(html)).toContain('Non vérifiée');
      expect(textOf(html)).not.toContain('Not verified');
    });
  });

  it('shows names of natural persons only to who may see them', async () => {
    const id = await pistol('NAME-1');
    expect((await (await as('officer.one')).get(`/firearms/${id}?${WHY}`)).html).toContain('Joan Invented');
    const examiner = await (await as('examiner.one')).get(`/firearms/${id}?${WHY}`);
    expect(examiner.status).toBe(200);
    expect(examiner.html).not.toContain('Joan Invented');
    expect(textOf(examiner.html)).toContain('Name withheld at your level');
    expect(examiner.html).not.toContain('/correction');
    expect((await (await as('investigator.one')).get(`/firearms/${id}?${WHY}`)).status).toBe(404);
  });

  it('holds a hundred marks, long names and markup in them', async () => {
    const marks = Array.from({ length: 40 }, (_, i) => ({
      kind: 'proof' as const,
      text: `<i>${String(i)}</i>`,
      condition: 'legible' as const,
    }));
    const name = 'N'.repeat(200);
    const components = (['frame', 'slide', 'barrel'] as const).map((kind, i) => ({
      kind,
      reference: i === 0,
      replaced: false,
      marks,
    }));
    const id = await pistol('x', { make: name, components, holders: [{ kind: 'company', role: 'maker', name }] });
    const { html, status } = await at.get(`/firearms/${id}?${WHY}`);
    expect(status).toBe(200);
    expect(html).toContain('&lt;i&gt;39&lt;/i&gt;');
    expect(html).not.toContain('<i>');
  });

  it('is not there for an id that names nothing, or is none', async () => {
    expect((await at.get(`/firearms/${LONG_AGO}?${WHY}`)).status).toBe(404);
    expect((await at.get(`/firearms/none?${WHY}`)).status).toBe(404);
  });

  it.each(['fr', 'es', 'ar', 'ru', 'zh'])('speaks %s', async (locale) => {
    const id = await pistol(`LANG-${locale}`, { events: [{ kind: 'manufactured', on: '2015-03-04', country: 'AUT' }] });
    const client = await as('registrar.one', locale);
    const { html, status } = await client.get(`/firearms/${id}?${WHY}`);
    expect(status).toBe(200);
    expect(html).toContain(`lang="${locale}"`);
    for (const path of [
      '/firearms',
      '/firearms/loads',
      `/firearms/${id}/correction?${WHY}`,
      `/firearms/${id}/report?${WHY}`,
    ])
      expect((await client.get(path)).status).toBe(200);
  });
});

describe('a correction', () => {
  const fields = (markId: string, more: Record<string, string> = {}): Record<string, string> => ({
    '_version': '1',
    'type': 'self-loading pistol',
    'make': 'GLOCK',
    'model': '17',
    'calibre': '9 mm Luger',
    'marks-0-markId': markId,
    'marks-0-text': 'WRONG-1',
    'marks-0-condition': 'legible',
    'reason': 'Read again from the plate.',
    ...more,
  });
  const markIn = (html: string): string => /name="marks-0-markId" value="([^"]+)"/.exec(html)?.[1] ?? '';

  it('changes only what was changed, keeps what was, and says who and why', async () => {
    const id = await pistol('WRONG-1');
    const path = `/firearms/${id}/correction?${WHY}`;
    const form = await at.get(path);
    const done = await at.submit(path, fields(markIn(form.html), { 'make': 'Taurus', 'marks-0-text': 'RIGHT-1' }));
    const text = textOf(done.html);
    expect(text).toContain('The record is corrected.');
    expect(text).toContain('Read again from the plate.');
    expect(text).toContain('Name of registrar.one');
    expect(text).toMatch(/Make GLOCK is now Taurus/);
    expect(text).toMatch(/WRONG-1 former reading/);
    expect(text).not.toContain('Calibre 9 mm Luger is now');
    const [entry] = (await entriesOf(node, 'markings.corrected')).slice(-1);
    expect(entry).toMatchObject({ firearmId: id, fields: ['make', 'mark'] });
  });

  it('without a change, or without a reason, comes back with what was typed', async () => {
    const id = await pistol('WRONG-1');
    const path = `/firearms/${id}/correction?${WHY}`;
    const markId = markIn((await at.get(path)).html);
    expect(textOf((await at.submit(path, fields(markId))).html)).toContain('Change something');
    const page = await at.submit(path, fields(markId, { make: 'Colt', reason: 'short', yearOfManufacture: 'once' }));
    expect(textOf(page.html)).toContain('Write 10 characters or more.');
    expect(textOf(page.html)).toContain('Enter a whole number.');
    expect(page.html).toContain('value="Colt"');
    expect(page.html).toContain('value="once"');
  });

  it('names the very mark that does not hold', async () => {
    const marks = (text: string) => [{ kind: 'serial' as const, text, condition: 'legible' as const }];
    const id = await pistol('A-1', {
      components: [
        { kind: 'frame', reference: true, replaced: false, marks: marks('A-1') },
        { kind: 'barrel', reference: false, replaced: false, marks: marks('B-1') },
      ],
    });
    const path = `/firearms/${id}/correction?${WHY}`;
    const ids = [...(await at.get(path)).html.matchAll(/name="marks-\d-markId" value="([^"]+)"/g)].map(
      ([, one]) => one ?? '',
    );
    const page = await at.submit(path, {
      ...fields(ids[0] ?? '', { 'marks-0-text': 'A-1' }),
      'marks-1-markId': ids[1] ?? '',
      'marks-1-text': '---',
      'marks-1-condition': 'legible',
    });
    expect(page.html).toMatch(/id="marks-1-text-error"/);
    expect(page.html).not.toMatch(/id="marks-0-text-error"/);
  });

  it('of a record that somebody else has changed meanwhile is refused, and nothing typed is lost', async () => {
    const id = await pistol('WRONG-1');
    const path = `/firearms/${id}/correction?${WHY}`;
    const markId = markIn((await at.get(path)).html);
    await at.submit(path, fields(markId, { make: 'Taurus' }));
    const page = await at.submit(path, fields(markId, { make: 'Colt' }));
    expect(textOf(page.html)).toContain('Somebody has changed this since you read it.');
    expect(page.html).toContain('value="Colt"');
    expect(page.html).toContain('name="_version" value="2"');
  });
});

describe('a report', () => {
  it('stands in the life of the weapon until it is withdrawn with a reason', async () => {
    const id = await pistol('LOST-1');
    const path = `/firearms/${id}/report?${WHY}`;
    const reported = await at.submit(path, {
      _version: '1',
      kind: 'reported stolen',
      on: '2026-01-05',
      country: 'XAA',
      document: 'P-77/2026',
      reason: 'Stolen from the depot, reported by its keeper.',
    });
    const text = textOf(reported.html);
    expect(text).toContain('The report is recorded.');
    expect(text).toMatch(/LOST-1 Reported stolen/);
    expect(text).toContain('P-77/2026');
    expect(textOf((await at.get(path)).html)).toContain('It now stands: Reported stolen.');
    const withdrawal = (/href="(\/firearms\/[^"]+withdrawal[^"]*)"/.exec(reported.html)?.[1] ?? '').replaceAll(
      '&amp;',
      '&',
    );
    const refused = await at.submit(withdrawal, { _version: '2', reason: 'no' });
    expect(textOf(refused.html)).toContain('Write 10 characters or more.');
    const withdrawn = textOf(
      (await at.submit(withdrawal, { _version: '2', reason: 'Found at the count of the stock.' })).html,
    );
    expect(withdrawn).toContain('Withdrawn: Reported stolen');
    expect(withdrawn).not.toMatch(/LOST-1 Reported stolen/);
    expect((await at.get(withdrawal)).status).toBe(404);
  });

  it('of a day that has not come is refused at its field, and what was typed is kept', async () => {
    const id = await pistol('LOST-2');
    const page = await at.submit(`/firearms/${id}/report?${WHY}`, {
      _version: '1',
      kind: 'reported lost',
      on: '2999-01-01',
      reason: 'Lost during a move of the depot.',
    });
    expect(textOf(page.html)).toContain('This day lies ahead.');
    expect(page.html).toContain('value="2999-01-01"');
    expect(page.html).toContain('Lost during a move of the depot.');
  });
});

describe('the first page of a registrar', () => {
  it('lists what was done last without numbers, and leads to each', async () => {
    const id = await pistol('RECENT-1', { make: 'Recentmake' });
    const { html } = await at.get('/firearms');
    expect(html).toContain(`href="/firearms/${id}"`);
    expect(html).toContain('Recentmake');
    expect(html).not.toContain('RECENT-1');
  });

  it('finds a record by its number', async () => {
    await pistol('FINDME-7');
    const form = { serial: 'FINDME-7', lookAlikes: 'yes', purpose: 'upkeep of the registry', caseNumber: 'R-9' };
    const found = await at.submit('/markings', form, '/firearms');
    expect(textOf(found.html)).toContain('1 record may be this weapon');
  });
});

describe('a new record', () => {
  const FORM = {
    'caseNumber': 'R-7',
    'type': 'self-loading pistol',
    'manufacture': 'industrial',
    'make': 'Newmake',
    'components-0-kind': 'frame',
    'components-0-marks-0-text': 'NEW-1',
    'components-0-marks-0-condition': 'legible',
    'components-1-kind': '',
    'components-1-marks-0-text': '',
    'components-1-marks-0-condition': 'legible',
  };

  it('is made under the rules of the API, and opens at once', async () => {
    const page = await at.submit('/firearms/new', FORM);
    const text = textOf(page.html);
    for (const told of ['The weapon is recorded.', 'Newmake', 'NEW-1', 'Stands for the weapon', 'R-7'])
      expect(text).toContain(told);
  });

  it('keeps how high and deep its number is, and what it stands on', async () => {
    const measures = {
      'components-0-marks-0-sizeMm': '1.6',
      'components-0-marks-0-depthMm': '0.08',
      'components-0-material': 'polymer',
    };
    const text = textOf((await at.submit('/firearms/new', { ...FORM, ...measures })).html);
    for (const told of ['1.6 mm', '0.08 mm deep', 'polymer']) expect(text).toContain(told);
    const wrong = await at.submit('/firearms/new', { ...FORM, ...measures, 'components-0-marks-0-depthMm': 'deep' });
    expect(wrong.html).toMatch(/id="components-0-marks-0-depthMm-error"/);
    expect(wrong.html).toContain('value="deep"');
  });

  it('that lacks something comes back with what was typed', async () => {
    const page = await at.submit('/firearms/new', { ...FORM, 'type': '', 'components-0-marks-0-text': '---' });
    expect(page.html).toMatch(/id="type-error"/);
    expect(page.html).toContain('value="Newmake"');
    const empty = await at.submit('/firearms/new', { ...FORM, 'components-0-marks-0-text': '' });
    expect(empty.html).toMatch(/id="components-0-marks-0-text-error"/);
    const unnamed = await at.submit('/firearms/new', { ...FORM, caseNumber: '' });
    expect(unnamed.html).toMatch(/id="caseNumber-error"/);
  });
});

describe('a load', () => {
  const CSV = 'record_id,type,serial,imported_on,status\nL1,rifle,LOAD-1,1950-02-01,\nL2,musket,,1950-02-31,\n';
  const load = (fields: Record<string, string>, content = CSV, name = 'depot.csv') =>
    at.upload('/firearms/loads', fields, { name, content });

  it('shows its result by row, with line, column and rule, and as a file', async () => {
    const { status, location } = await load({ source: 'Depot 4', mode: 'load' });
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/firearms\/loads\/[0-9a-f-]{36}$/)]);
    const page = await at.get(location);
    const text = textOf(page.html);
    expect(text).toContain('2 rows were read, 1 of them refused.');
    expect(text).toContain('1 new record');
    expect(text).toMatch(/3 imported_on An existing date, as in 2026-01-31\./);
    expect(text).toMatch(/3 serial A serial number\./);
    expect(text).toMatch(/3 type One of these words: revolver/);
    const csv = await at.get(`${location}/errors`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.html).toContain('3,serial,a serial number');
    expect(textOf((await at.get('/firearms/loads')).html)).toContain('Depot 4');
  });

  it('takes the height and depth of a number, and names a measure that is none', async () => {
    const csv = 'record_id,serial,height_mm,depth_mm\nM1,MEASURED-1,1.6,0.0762\nM2,MEASURED-2,tall,0\n';
    const { location } = await load({ source: 'Depot 6', mode: 'load' }, csv);
    const text = textOf((await at.get(location)).html);
    expect(text).toMatch(/3 depth_mm Millimetres, as in 1\.6: more than 0, at most 10/);
    expect(text).toMatch(/3 height_mm Millimetres, as in 1\.6: more than 0, at most 100/);
  });

  it('that only checks stores nothing', async () => {
    const { location } = await load({ source: 'Depot 5', mode: 'check' });
    expect(textOf((await at.get(location)).html)).toContain('The file was only checked: nothing of it is stored.');
    const form = { serial: 'LOAD-1', lookAlikes: 'yes', purpose: 'audit', caseNumber: 'R-9' };
    expect(textOf((await at.submit('/markings', form)).html)).toContain('1 record may be this weapon');
  });

  it.each([
    ['without a source', { mode: 'load' }, CSV, 'depot.csv', 'Fill this in.'],
    ['without a file', { source: 'Depot', mode: 'load' }, '', '', 'Choose a file.'],
    [
      'of a file without the column of serial numbers',
      { source: 'Depot', mode: 'load' },
      'make\nGlock\n',
      'a.csv',
      'serial',
    ],
    [
      'of a file with too many rows',
      { source: 'Depot', mode: 'load' },
      `serial\n${'X1\n'.repeat(60)}`,
      'a.csv',
      'more rows or bytes',
    ],
  ])('%s comes back to its form', async (_, fields, content, name, words) => {
    const { status, location } = await load(fields, content, name);
    expect(status).toBe(303);
    const page = await at.get(location);
    expect(textOf(page.html)).toContain(words);
    if ('source' in fields) expect(page.html).toContain('value="Depot"');
  });

  it('takes a file larger than a body of the API', async () => {
    const filler = 'X'.repeat(190);
    const rows = Array.from({ length: 40 }, (_, i) => `L-${String(i)},BIG-${String(i)},${filler},${filler}`);
    const wide = `record_id,serial,${Array.from({ length: 2 }, (_, i) => `c${String(i)}`).join(',')}\n`;
    const padding = ' '.repeat(node.config['http.maxBodyBytes']);
    const { status, location } = await load({ source: 'Big', mode: 'check' }, `${wide}${rows.join('\n')}\n${padding}`);
    expect([status, location]).toEqual([303, expect.stringContaining('/firearms/loads/')]);
  });

  it('has a template with every column', async () => {
    const { html, headers } = await at.get('/firearms/loads/template');
    expect(html).toContain('record_id,type,manufacture,make');
    expect(headers.get('content-disposition')).toContain('attachment');
  });
});
