import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOOK_REPORTS } from '../../src/domain/audit/look-report.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { type Json } from '../../src/domain/shared/canonical.js';
import { AuditRepository } from '../../src/ledgers/audit/audit.repository.js';
import { medianOf } from '../../src/reporting/looks/report.js';
import { Transactions } from '../../src/platform/transaction.js';
import { MarkingsService } from '../../src/registries/markings/markings.service.js';
import { CaseReadingService } from '../../src/tracing/cases/case-reading.service.js';
import { CaseSealsService } from '../../src/tracing/cases/case-seals.service.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, call, foundNode, signIn, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

const FIREARM = '019ad000-0000-7000-8000-00000000beef';
const DAY_MS = 86_400_000;
let node: TestNode;
let curious: PersonActor;
let diligent: PersonActor;
let supervisor: PersonActor;
let auditor: PageClient;
let opened: readonly { readonly id: string; readonly reference: string; readonly version: number }[];

const lookUp = async (actor: PersonActor, caseNumber: string): Promise<void> => {
  await node.get(MarkingsService).lookUp(actor, { purpose: 'criminal investigation', caseNumber, serial: 'ABC12345' });
};

beforeAll(async () => {
  node = await startTestNode();
  const people = await addPeople(node, await foundNode(node), [
    somebody('curious.one', ['officer']),
    somebody('diligent.one', ['officer']),
    somebody('supervisor.one', ['supervisor']),
    somebody('auditor.one', ['auditor']),
    somebody('quiet.one', ['officer']),
  ]);
  [curious, diligent, supervisor] = people as [PersonActor, PersonActor, PersonActor];
  for (let i = 0; i < 25; i += 1) await lookUp(curious, `=K-${String(i)}`);
  await lookUp(diligent, 'D-1');
  await lookUp(people[4] as PersonActor, 'Q-1');
  node.clock.advance(DAY_MS);
  const handed = await node.get(IncidentsService).handIn(diligent, {
    exercise: true,
    common: completeParts('XAA'),
    weapons: [{ weapon: recoveredPistol() }, { weapon: recoveredPistol('ZZ9') }],
  });
  if (!handed.ok) throw new Error(handed.code);
  opened = handed.value.opened;
  await node.get(CaseReadingService).view(diligent, opened[0]?.id ?? '');
  await node.get(MarkingsService).get(diligent, FIREARM, { purpose: 'audit', caseNumber: 'F-7' });
  const { id = '', version = 0 } = opened[1] ?? {};
  await node.get(CaseSealsService).change(supervisor, id, version, {
    sealed: true,
    namedPersonIds: [diligent.id],
    conflictPersonIds: [],
    reason: 'An informant is at risk',
  });
  await node.get(CaseSealsService).break(supervisor, id, 'Threat to life of a witness');
  node.clock.advance(20 * DAY_MS);
  auditor = await new PageClient(node.url).signIn('auditor.one');
});
afterAll(() => node.close());

const report = async (name: string, more = ''): Promise<string> => {
  const { status, html } = await auditor.get(`/looks/report?report=${encodeURIComponent(name)}${more}`);
  expect([name, status]).toEqual([name, 200]);
  return html;
};
const rowsIn = (html: string): number => [...html.matchAll(/<tr class="govuk-table__row" role="row">/g)].length - 1;

describe('who looked at what', () => {
  it('asks for a person, a case or a firearm first', async () => {
    const { html } = await auditor.get('/looks');
    expect(textOf(html)).toContain('Name one person, one case or one firearm.');
    for (const name of LOOK_REPORTS) expect(html).toContain(`report=${name.replaceAll(' ', '+')}`);
  });

  it('is found by person, with purpose and file number', async () => {
    const text = textOf((await auditor.get(`/looks?person=${diligent.id}`)).html);
    expect(text).toContain('Serial number looked up');
    expect(text).toContain('Criminal investigation · D-1');
    expect(text).toContain('Case read');
    expect(text).not.toContain('Case opened');
  });

  it('is found by case and by firearm', async () => {
    const ofCase = textOf((await auditor.get(`/looks?case=${opened[0]?.reference ?? ''}`)).html);
    expect(ofCase).toContain('Name of diligent.one');
    expect(ofCase).toContain('Case read');
    const ofFirearm = textOf((await auditor.get(`/looks?firearm=${FIREARM}`)).html);
    expect(ofFirearm).toContain('Marking record read');
    expect(ofFirearm).toContain('F-7');
    const other = await auditor.get('/looks?firearm=019ad000-0000-7000-8000-00000000aaaa');
    expect(textOf(other.html)).toContain('Nobody looked in this period.');
  });

  it('keeps a sealed case out: its reference finds nothing', async () => {
    const { html } = await auditor.get(`/looks?case=${opened[1]?.reference ?? ''}`);
    expect(textOf(html)).toContain('Nobody looked in this period.');
    const { html: byPerson } = await auditor.get(`/looks?person=${supervisor.id}`);
    expect(textOf(byPerson)).toContain('Seal of a case broken');
    expect(byPerson).not.toContain(opened[1]?.reference);
  });

  it('uses an index for one firearm, however long the ledger is', async () => {
    const plan = await node.get(Transactions).run(async (tx) => {
      await tx.execute('SET LOCAL enable_seqscan = off');
      return tx.query<Record<string, string>>(
        `EXPLAIN SELECT id FROM audit_entry WHERE act = 'markings.read' AND (substring(encode(canonical, 'escape') FROM '"firearmId":"([0-9a-f-]{36})"')) = '${FIREARM}' ORDER BY id DESC LIMIT 50`,
      );
    });
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('audit_entry_firearm');
  });
});

describe('the reports on unusual use', () => {
  it('name queries after which nothing was done, and not those of who worked on a case', async () => {
    const html = await report('queries without a case');
    expect(textOf(html)).toContain('within 14 days');
    expect(rowsIn(html)).toBe(26);
    expect(html).toContain('Name of curious.one');
    expect(html).not.toContain('D-1');
  });

  it('do not judge queries of the last days yet', async () => {
    await lookUp(curious, 'JUST-NOW');
    expect(await report('queries without a case')).not.toContain('JUST-NOW');
  });

  it('mark one person’s volume against the median of all', async () => {
    const html = await report('volume');
    const line = html.slice(html.indexOf('Name of curious.one'), html.indexOf('Name of curious.one') + 700);
    expect(line).toContain('Unusual');
    expect(html.match(/govuk-tag--red/g)).toHaveLength(1);
    expect(html).toContain(`href="/looks?person=${curious.id}`);
  });

  it('count looks at night, on free days and on holidays by the time of the office', async () => {
    const night = new Date(node.clock.now());
    night.setUTCHours(26, 0, 0, 0);
    node.clock.advance(night.getTime() - Date.parse(node.clock.now()));
    await lookUp(diligent, 'AT-NIGHT');
    // The session ended meanwhile.
    auditor = await new PageClient(node.url).signIn('auditor.one');
    const day = node.clock.now().slice(0, 10);
    const html = await report('out of hours', `&from=${day}&until=${day}`);
    expect(html).toContain('Name of diligent.one');
    expect(html).not.toContain('Name of curious.one');
    expect(textOf(html)).toContain('before 7:00 or from 19:00 on');
  });

  it('show what the node refused, with the true reason', async () => {
    const officer = await new PageClient(node.url).signIn('curious.one');
    expect((await officer.get('/ledger')).status).toBe(404);
    const text = textOf(await report('refusals at the door'));
    expect(text).toContain('GET /ledger');
    expect(text).toContain('Your role does not allow this.');
  });

  it('count sealed cases, and name who broke a seal, not which', async () => {
    const html = await report('seals broken');
    expect(textOf(html)).toContain('1 case is sealed now.');
    expect(html).toContain('Name of supervisor.one');
    expect(html).not.toContain(opened[1]?.reference);
    expect(html).not.toContain('Threat to life');
  });

  it('show the one approval of own work that every node has: the founder’s', async () => {
    const html = await report('own approvals');
    expect(rowsIn(html)).toBe(1);
    expect(textOf(html)).toContain('Name of first Own work approved');
  });

  it('count answers that name natural persons by the State that asked, and those that were approved', async () => {
    expect(textOf(await report('level 2'))).toContain('Nothing in this period.');
    const audit = node.get(AuditRepository);
    await node.get(Transactions).run(async (tx) => {
      const base = { at: node.clock.now(), actor: { kind: 'person' as const, id: diligent.id } };
      const proposed = (level: number): Json => [{ type: 'proposed', kind: 'ANSWER', level }];
      const data = { partner: 'FRA', events: proposed(2) };
      for (const caseId of ['case-1', 'case-2'])
        await audit.append(tx, { ...base, act: 'case.compose-answer', caseId, data });
      await audit.append(tx, { ...base, act: 'case.approve', caseId: 'case-1', data: {} });
      const company = { partner: 'DEU', events: proposed(1) };
      await audit.append(tx, { ...base, act: 'case.compose-answer', caseId: 'case-3', data: company });
    });
    const html = await report('level 2');
    expect(textOf(html)).toContain('France 2 1');
    expect(html).not.toContain('Germany');
  });

  it('say of refusals to partners that there is none', async () => {
    expect(textOf(await report('refusals to partners'))).toContain('Nothing in this period.');
  });

  it('are downloaded as CSV in which nothing is a formula, and the download is an entry', async () => {
    const { html, headers } = await auditor.get('/looks/report/file?report=queries+without+a+case');
    expect(headers.get('content-type')).toContain('text/csv');
    expect(html.split('\r\n')[0]).toBe('Time,By whom,Purpose,Their file number');
    expect(html).toContain(`,'=K-3`);
    const [row] = await node
      .get(Transactions)
      .read<{ n: number }>("SELECT count(*)::int AS n FROM audit_entry WHERE act = 'reports.exported'");
    expect(row?.n).toBe(1);
  });

  it('do not exist under another name', async () => {
    expect((await auditor.get('/looks/report?report=anything')).status).toBe(404);
  });

  it('answer a program too', async () => {
    const program = await signIn(node, 'auditor.one');
    const from = new Date(Date.parse(node.clock.now()) - 40 * DAY_MS).toISOString().slice(0, 10);
    const span = `from=${from}&until=${node.clock.now().slice(0, 10)}`;
    const volume = await call(node, program, 'GET', `/api/looks/report?report=volume&${span}`);
    expect(volume.body).toMatchObject({ report: 'volume', columns: ['who', 'count'] });
    const looks = await call(node, program, 'GET', `/api/looks?person=${curious.id}&${span}`);
    expect(looks.body['items']).toHaveLength(26);
    expect((await call(node, program, 'GET', `/api/looks?${span}`)).status).toBe(400);
  });
});

it('takes the middle of all persons for the median', () => {
  expect([medianOf([]), medianOf([4]), medianOf([1, 9, 2]), medianOf([4, 1, 3, 2])]).toEqual([0, 4, 2, 2.5]);
});
