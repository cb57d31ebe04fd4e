import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { FoundingService } from '../../src/registries/identity/founding.service.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { Hands } from '../support/hands.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { Visitor } from '../support/visitor.js';
import {
  confirmRoles,
  found,
  invite,
  PEOPLE,
  recordDrill,
  secureKeys,
  setContact,
  setPassword,
  signIn,
} from './set-up-story.js';
import { TestNetwork } from './test-network.js';
import { hostOf, learn, startState, type State } from './two-states.js';

const MODES = [
  ['with JavaScript', true],
  ['without JavaScript', false],
] as const;

(browserPath === undefined ? describe.skip : describe).each(MODES)('a new node is set up, %s', (_, script) => {
  let browser: Browser;
  let node: TestNode;
  let partner: State;
  const links = new Map<string, string>();

  beforeAll(async () => {
    const network = new TestNetwork();
    browser = await startBrowser();
    node = await startTestNode({
      fetch: network.fetch,
      config: { 'node.state': 'XAA', 'http.publicUrl': `http://${hostOf('XAA')}` },
    });
    network.connect(hostOf('XAA'), node.url);
    partner = await startState('XAB', network, { clock: node.clock });
  });
  afterAll(async () => {
    await browser.close();
    await node.close();
    await partner.node.close();
  });

  const opened = async (at = node): Promise<Hands> => new Hands(await new Visitor(browser, at.url).open({ script }));

  async function as(signInName: string, what: (hands: Hands) => Promise<void>, at = node): Promise<void> {
    const hands = await opened(at);
    await signIn(hands, signInName);
    await what(hands);
    await hands.leave();
  }

  async function byLink(link: string): Promise<void> {
    const hands = await opened();
    await hands.open(link);
    await setPassword(hands);
    await hands.leave();
  }

  it('its founder comes in with the code, and finds what is still open', async () => {
    const hands = await opened();
    await hands.open('/');
    expect(await hands.heading()).toBe('Set up this node');
    await found(hands, node.get(FoundingService).setUpCode());
    expect(await hands.text()).toContain('The password has been set.');
    await signIn(hands, 'ada.founder');
    await hands.press('Setting up');
    expect(await hands.text()).toContain('2 of 11 steps are done.');
    await hands.leave();
  });

  it('a second administrator and the first people are invited, and each role is confirmed by another person', async () => {
    const [second, ...others] = PEOPLE;
    await as('ada.founder', async (hands) => {
      links.set(second.signInName, await invite(hands, second));
      await hands.type('Why one person does what two should', 'The node has no second administrator yet.');
      await hands.press(/^Confirm the role/);
      for (const person of others) links.set(person.signInName, await invite(hands, person));
      expect(await hands.text()).toContain('somebody else must confirm it');
    });
    for (const name of ['bo.second', 'olga.officer', 'sven.head']) await byLink(links.get(name) ?? '');
    await as(second.signInName, (hands) => confirmRoles(hands, others.flatMap(({ roles }) => roles).length));
    await as('ada.founder', async (hands) => {
      await hands.press('Setting up');
      expect(await hands.text()).toContain('Officer, supervisor, head, auditor and data protection officer are there.');
    });
  });

  it('the keys are secured by shares that their holders prove, and by a file that only they open', async () => {
    await as('ada.founder', async (hands) => {
      expect(JSON.parse(await secureKeys(hands))).toMatchObject({ state: 'XAA' });
      await hands.press('Setting up');
      expect(await hands.text()).toMatch(/3 given out, 2 are needed; proved/);
      expect(await hands.text()).toContain('with the keys of today');
    });
  });

  it('the first partner is pinned by two persons, and answers the test question', async () => {
    let file = '';
    let digits = '';
    await as(
      'officer.one',
      async (hands) => {
        await hands.press('Partners');
        await hands.press('Our own entry');
        digits = (await hands.page.locator('main').getByRole('list').first().innerText()).replaceAll(/\D/g, ' ');
        file = await hands.download('Download our entry as a file for a partner');
      },
      partner.node,
    );
    await as('olga.officer', async (hands) => {
      await hands.press('Partners');
      await hands.press('Propose a State');
      await hands.attach('File of the entry', 'XAB.json', file);
      await hands.press('Propose the State');
      expect(await hands.text()).toContain('A second person confirms it by telephone.');
    });
    await as('sven.head', async (hands) => {
      await setContact(hands);
      await hands.press('Partners');
      await hands.press(/1 proposed State waits/);
      await hands.press(/XAB/);
      await hands.type('Digits that were read out', digits);
      await hands.press('Pin the State');
      expect(await hands.text()).toContain('The State is pinned.');
    });
    await learn(partner, { node });
    await as('olga.officer', async (hands) => {
      await hands.press('Partners');
      await hands.press(/XAB/);
      await hands.press('Ask a test question');
      expect(await hands.text()).toContain('The partner answered, and both sides hold each other’s keys.');
    });
  });

  it('a drill is recorded and confirmed by who saw it; nothing but the worker is left to do', async () => {
    await as('ada.founder', (hands) => recordDrill(hands, node.clock.now().slice(0, 10)));
    await as('bo.second', async (hands) => {
      await hands.press('Setting up');
      await hands.press('Backup and restore drill');
      await hands.press('I saw it: confirm');
      expect(await hands.text()).toContain('Confirmed by Bo Second');
      await hands.press('Setting up');
      expect(await hands.text()).toContain('10 of 11 steps are done.');
      expect(await hands.text()).toContain('No worker has run yet');
    });
  });
});
