import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { MarkingsService } from '../../src/registries/markings/markings.service.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { recordedPistol, register } from '../support/registry-node.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { faultsOf, Visitor } from '../support/visitor.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

(browserPath === undefined ? describe.skip : describe)('auditor and data protection officer walk their pages', () => {
  let node: TestNode;
  let browser: Browser;
  let history: string;

  beforeAll(async () => {
    [node, browser] = await Promise.all([startTestNode(), startBrowser()]);
    const people = await addPeople(node, await foundNode(node), [
      somebody('officer.one', ['officer']),
      somebody('registrar.one', ['registrar']),
      somebody('auditor.one', ['auditor']),
      somebody('guardian.one', ['data protection officer']),
    ]);
    const [officer, registrar] = people as [PersonActor, PersonActor];
    await register(node, registrar, recordedPistol('SUBJECT-1'));
    const weapons = ['A1', 'B2', 'C3'].map((serial) => ({ weapon: recoveredPistol(serial) }));
    const handed = await node
      .get(IncidentsService)
      .handIn(officer, { exercise: true, common: completeParts('XAA'), weapons });
    if (!handed.ok) throw new Error(handed.code);
    history = `/histories/${handed.value.opened[0]?.id ?? ''}`;
    const query = { purpose: 'criminal investigation', caseNumber: 'K-1', serial: 'ABC12345' } as const;
    await node.get(MarkingsService).lookUp(officer, query);
    node.clock.advance(60_000);
  });
  afterAll(async () => {
    await browser.close();
    await node.close();
  });

  const visitor = (): Visitor => new Visitor(browser, node.url);

  it.each([true, false])('draw and review a sample, with JavaScript: %s', async (script) => {
    const page = await visitor().signedIn('auditor.one', { script });
    await page.goto('/histories');
    await page.fill('#size', '2');
    await page.click('text=Draw the sample');
    await page.waitForURL(/\/histories\/samples\//);
    await page.click('tbody a');
    await page.check('input[name=verdict][value="in order"]');
    await page.click('text=Save the review');
    await page.waitForURL(/\/histories\/samples\//);
    expect(await page.textContent('main')).toContain('1 of 2 cases reviewed.');
    await page.context().close();
  });

  it.each([true, false])("answer a data subject's request, with JavaScript: %s", async (script) => {
    const page = await visitor().signedIn('guardian.one', { script });
    await page.click('text=Data subjects');
    await page.click('text=Register a request');
    await page.fill('#name', 'Joan Invented');
    await page.fill('#contact', '1 Invented Street');
    await page.check('input[name=asks][value=access]');
    await page.check('input[name=identity][value="in person"]');
    await page.click('main button[type=submit]');
    await page.click('text=Search what is held');
    await page.waitForSelector('text=Found in 1 places');
    await page.check('input[name=kind][value=inform]');
    await page.fill('#reason', 'We hold you as a former holder.');
    await page.click('text=Save the decision');
    await page.click('text=Answer as a letter');
    expect(await page.textContent('main')).toContain('We hold you as a former holder.');
    await page.context().close();
  });

  it('have no faults for axe, at a desk and on a phone, in English and Arabic', async () => {
    const page = await visitor().signedIn('guardian.one');
    await page.goto('/data-subjects');
    const request = (await page.getAttribute('tbody a', 'href')) ?? '';
    await page.context().close();
    const auditor = await visitor().signedIn('auditor.one');
    await auditor.goto('/histories');
    const sample = (await auditor.getAttribute('a[href*="/samples/"]', 'href')) ?? '';
    await auditor.context().close();
    const report = '/looks/report?report=volume';
    expect(await faultsOf(visitor(), 'auditor.one', ['/histories', history, sample, '/looks', report])).toEqual([]);
    const subjects = ['/data-subjects', '/data-subjects/new', request, `${request}/letter`, '/purges'];
    expect(await faultsOf(visitor(), 'guardian.one', subjects)).toEqual([]);
  }, 180_000);
});
