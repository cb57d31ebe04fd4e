import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERSON_ROLES } from '../../src/domain/shared/actor.js';
import { Transactions } from '../../src/platform/transaction.js';
import { ImportsService } from '../../src/registries/markings/imports.service.js';
import { CaseSealsService } from '../../src/tracing/cases/case-seals.service.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, somebody } from '../support/people.js';
import { WorkedNode } from '../support/work.js';

let work: WorkedNode;
const home = async (name: string, locale = 'en'): Promise<string> =>
  (await (await new PageClient(work.node.url, locale).signIn(name)).get('/')).html;

beforeAll(async () => {
  work = await WorkedNode.start();
});
afterAll(() => work.node.close());

describe('the first page of who works on no case', () => {
  it('tells the police to hand something in, and then what became of it', async () => {
    const empty = await home('investigator.one');
    expect(textOf(empty)).toContain('No weapon of your agency is being traced.');
    expect(empty).toContain('href="/recoveries/new"');
    expect(empty).toContain('href="/markings"');
    await work.drafted(work.staff.colleague, ['COVERT2'], [work.staff.colleague.id]);
    await work.asked('FOREIGN1');
    await work.drafted(work.staff.officer, ['OWN1']);
    const full = await home('examiner.one');
    expect(textOf(full)).toContain('1 request is being prepared');
    expect(full).not.toMatch(/XAA-\d{4}-\d{6}|COVERT2|FOREIGN1/);
  });

  it('shows the registrar the last loads, those with refused rows first of all to be looked at', async () => {
    expect(textOf(await home('registrar.one'))).toContain('No file has been loaded yet.');
    const csv = 'record_id,make,calibre,serial,holder,sold_on,exported_to\n1,Glock,9mm,LOAD1,,,\n2,Glock,9mm,,,,\n';
    const loaded = await work.node
      .get(ImportsService)
      .importCsv(work.staff.registrar, Readable.from([csv]), { source: 'old <books>' });
    if (!loaded.ok) throw new Error(loaded.code);
    const html = await home('registrar.one');
    expect(textOf(html)).toMatch(
      new RegExp(
        `old &lt;books&gt;, .*: ${String(loaded.value.loaded)} taken, ${String(loaded.value.refused)} refused`,
      ),
    );
    expect(html).toContain(`href="/firearms/loads/${loaded.value.id}"`);
    expect(html).toContain('pm-home__pressing');
  });

  it('tells the auditor how the ledger stands and of broken seals, the protection officer without the sample', async () => {
    await work.node.processAll();
    const [sealed = ''] = await work.drafted(work.staff.colleague, ['GLASS1'], [work.staff.colleague.id]);
    expect(textOf(await home('auditor.one'))).toContain('No seal was ever broken.');
    const broken = await work.node.get(CaseSealsService).break(work.staff.head, sealed, 'A life is in danger tonight.');
    expect(broken.ok).toBe(true);
    const auditor = await home('auditor.one');
    expect(textOf(auditor)).toMatch(/Last checkpoint: [\d,]+ entries, signed/);
    expect(textOf(auditor)).toContain('1 seal was broken');
    expect(textOf(auditor)).toContain('Name of head.one has opened a sealed case in an emergency');
    expect(auditor).toContain('href="/ledger/verification"');
    expect(auditor).not.toContain(sealed);
    const protector = await home('protector.one');
    expect(textOf(protector)).toContain('Who read what');
    expect(protector).not.toContain('href="/ledger/verification"');
  });

  it('tells the administrator of the line and of people, and of no case', async () => {
    const before = await home('administrator.one');
    expect(before).not.toMatch(/XAA-\d{4}-\d{6}/);
    expect(textOf(before)).toContain('Nothing waits for you.');
    await work.node.get(Transactions).run((tx) =>
      tx.execute(
        `INSERT INTO role_grant (id, person_id, agency_id, role, valid_from, granted_by, granted_at)
           SELECT $1, id, agency_id, 'registrar', $2, $3, $2 FROM person WHERE id = $4`,
        ['019ad000-0000-7000-8000-0000000000aa', work.node.clock.now(), work.staff.head.id, work.staff.examiner.id],
      ),
    );
    const html = await home('administrator.one');
    expect(textOf(html)).toContain('1 role waits for a second person');
    expect(html).toContain('href="/roles"');
  });

  it('shows every panel of who holds several roles', async () => {
    const { staff, node } = work;
    await node.get(Transactions).run((tx) =>
      tx.execute(
        `INSERT INTO role_grant (id, person_id, agency_id, role, valid_from, confirmed_at, granted_at)
           SELECT $1, id, agency_id, 'administrator', $2, $2, $2 FROM person WHERE id = $3`,
        ['019ad000-0000-7000-8000-0000000000ab', node.clock.now(), staff.registrar.id],
      ),
    );
    const text = textOf(await home('registrar.one'));
    expect(text).toContain('Marking records');
    expect(text).toContain('The node');
  });

  it.each(PERSON_ROLES)('offers the %s a next step in Arabic, too', async (role) => {
    const name = { 'head of NPC': 'head', 'firearms examiner': 'examiner', 'data protection officer': 'protector' }[
      role as 'head of NPC'
    ] as string | undefined;
    const html = await home(`${name ?? role}.one`, 'ar');
    const main = /<main.*?<\/main>/s.exec(html)?.[0] ?? '';
    expect(main).toMatch(/href="\//);
    expect(main).not.toMatch(/work\.panel|workList\./);
  });

  it('says to who holds no role whom to ask', async () => {
    await addPeople(work.node, work.founders, [somebody('nobody.one', [])]);
    expect(textOf(await home('nobody.one'))).toContain('You hold no role on this node yet.');
  });
});
