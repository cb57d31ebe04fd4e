import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { BundleVerifier } from '../../src/domain/audit/verify.js';
import { type PersonRole } from '../../src/domain/shared/actor.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { Hands } from '../support/hands.js';
import { addPeople, somebody } from '../support/people.js';
import { Visitor } from '../support/visitor.js';
import { ledgerFindings, settle, startTwoStates, type State, type TwoStates } from './two-states.js';

const PEOPLE: readonly (readonly [string, PersonRole])[] = [
  ['officer.two', 'officer'],
  ['head.one', 'head of NPC'],
  ['registrar.one', 'registrar'],
  ['investigator.one', 'investigator'],
  ['auditor.one', 'auditor'],
];
const SERIAL = 'KX40917Z';
const RECORDS = [
  'record_id,type,make,model,calibre,country_of_manufacture,serial,exporter,exported_on,exported_to',
  `M-1,self-loading pistol,GLOCK,17,9mm,XAB,${SERIAL},Works of the exercise,2019-04-01,XAC`,
  'M-2,self-loading pistol,GLOCK,17,9mm,XAB,,,,',
].join('\r\n');

const MODES = [
  ['with JavaScript', true],
  ['without JavaScript', false],
] as const;

(browserPath === undefined ? describe.skip : describe).each(MODES)('a day at two contact points, %s', (_, script) => {
  let browser: Browser;
  let states: TwoStates;

  beforeAll(async () => {
    [browser, states] = await Promise.all([startBrowser(), startTwoStates()]);
    for (const { node, administrators } of [states.a, states.b])
      await addPeople(
        node,
        administrators,
        PEOPLE.map(([name, role]) => somebody(name, [role])),
      );
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await states.close();
  });

  const signedIn = async ({ node }: State, name: string): Promise<Hands> =>
    new Hands(await new Visitor(browser, node.url).signedIn(name, { script }));

  it('the registrar loads a file, sees each row that was not taken, and reads a record', async () => {
    const hands = await signedIn(states.b, 'registrar.one');
    await hands.press('Firearm records');
    await hands.press('Load a file');
    await hands.type('Whose records are these?', 'Works of the exercise');
    await hands.tick('Load its good rows');
    await hands.attach('CSV file', 'records.csv', RECORDS);
    await hands.press('Send the file');
    expect(await hands.text()).toContain('A serial number.');
    await hands.press('Firearm records');
    await hands.type('Serial number as read', SERIAL);
    await hands.type('Your case or file number', 'Load 1');
    await hands.press('Look up');
    await hands.press(/Open the record/);
    expect(await hands.text()).toContain(SERIAL);
    expect(await hands.text()).toContain('Works of the exercise');
    await hands.leave();
  }, 60_000);

  it('the police ask the marking records for a purpose, and learn that a lead is no hit', async () => {
    const hands = await signedIn(states.b, 'investigator.one');
    await hands.press('Query records');
    await hands.type('Serial number as read', SERIAL.replace('0', 'O'));
    await hands.choose('Why do you ask?', 'Criminal investigation');
    await hands.press('Look up');
    expect(await hands.text()).toContain('Fill this in.');
    await hands.type('Your case number', 'K 12/2026');
    await hands.press('Look up');
    expect(await hands.text()).toContain('1 record may be this weapon');
    expect(await hands.text()).toContain('Each of these is a lead and no hit');
    await hands.leave();
  }, 60_000);

  it('the auditor verifies the ledger, and trusts no word of the node for it', async () => {
    await settle(states.a, states.b);
    const hands = await signedIn(states.b, 'auditor.one');
    await hands.press('Audit ledger');
    await hands.press('Verify the ledger');
    if (script) {
      await hands.page.getByRole('button', { name: 'Verify here, on this computer' }).click();
      await hands.page.getByRole('heading', { name: 'Verified: nothing is wrong' }).waitFor();
    } else expect(await verdictOn(await hands.download('Download the bundle'))).toEqual([]);
    await hands.press('Let the node check itself');
    expect(await hands.text()).toContain('The node finds nothing wrong');
    expect(await ledgerFindings(states.b)).toEqual([]);
    await hands.leave();
  }, 60_000);
});

/** What a stranger's verifier finds in a bundle. */
async function verdictOn(bundle: string): Promise<readonly unknown[]> {
  const verifier = new BundleVerifier({ kept: [] });
  for (const line of bundle.trimEnd().split('\n')) verifier.line(line);
  return Promise.resolve(verifier.finish().findings);
}
