import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { RegistrationService } from '../../src/registries/markings/registration.service.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { Hands } from '../support/hands.js';
import { Keyboard } from '../support/keyboard.js';
import { addPeople, PASSWORD, somebody } from '../support/people.js';
import { Visitor, ZOOMED } from '../support/visitor.js';
import {
  askForApproval,
  DOUBTFUL,
  type Entry,
  FIREARMS,
  lettersIn,
  RECORDED,
  recordRecovery,
  searchAgain,
  takeUp,
} from './officers-story.js';
import { settle, startTwoStates, type State, type TwoStates } from './two-states.js';

const REMARK = 'Sold over the counter.';
const LIMITS = [
  'Use it only for: Criminal investigation.',
  'It goes to another State or agency only if Exercise State XAB consents first.',
  'It is police information; as evidence in court it needs the consent of Exercise State XAB',
];

const MODES = [
  ['with JavaScript', { script: true }, Hands],
  ['without JavaScript', { script: false }, Hands],
  ['by keyboard alone, at 200 %', { width: ZOOMED }, Keyboard],
] as const;

(browserPath === undefined ? describe.skip : describe).each(MODES)('a request and its answer, %s', (_, visit, Body) => {
  let browser: Browser;
  let states: TwoStates;

  beforeAll(async () => {
    [browser, states] = await Promise.all([startBrowser(), startTwoStates()]);
    const { node, administrators } = states.b;
    const [registrar] = await addPeople(node, administrators, [somebody('registrar.one', ['registrar'])]);
    if (registrar === undefined) throw new Error('no registrar');
    for (const firearm of FIREARMS) {
      const taken = await node.get(RegistrationService).register(registrar, firearm);
      if (!taken.ok) throw new Error(taken.code);
    }
  });
  afterAll(async () => {
    await browser.close();
    await states.close();
  });

  /** What one person does at their node; then the letters travel. What the page showed wrongly on the way is told at the end. */
  async function as({ node }: State, name: string, what: (hands: Hands) => Promise<void>): Promise<void> {
    const hands = new Body(await new Visitor(browser, node.url).open(visit));
    await hands.open('/');
    await hands.type('Sign-in name', name);
    await hands.type('Password', PASSWORD);
    await hands.press('Sign in');
    await what(hands);
    await hands.leave();
    if (hands instanceof Keyboard) expect([...hands.faults]).toEqual([]);
    await settle(states.a, states.b);
    node.clock.advance(60 * 60_000);
  }

  it('an officer records a recovery, one thing a page, and asks for the approval of a request', async () => {
    await as(states.a, 'officer.one', async (hands) => {
      await recordRecovery(hands);
      expect(await hands.heading()).toContain('Check your answers');
      await hands.press('Record it and open its case');
      expect(await hands.text()).toContain('2 things are missing');
      await askForApproval(hands);
      expect(await hands.text()).toContain('Waits for a second person');
    });
  });

  it('the supervisor reads exactly what will be sent, signs it and sends it', async () => {
    await as(states.a, 'supervisor.one', async (hands) => {
      await hands.press('To be signed');
      await hands.press(/^Request/);
      for (const part of [DOUBTFUL, 'Harbour of Northport', 'Weapons Act, section 12', 'TLP:AMBER', 'Own registry'])
        expect(await hands.text()).toContain(part);
      await hands.press('Sign and send');
      expect(await hands.text()).toContain('Signed and sent.');
    });
  });

  it('an officer of the State that is asked searches, compares, confirms a record, composes, and puts it forward', async () => {
    await as(states.b, 'officer.one', async (hands) => {
      await takeUp(hands);
      expect(await hands.text()).toContain('2 records may be this weapon');
      await searchAgain(hands);
      expect(await hands.text()).toContain('Same number');
      await hands.press(/^Compare and confirm/);
      expect(await hands.text()).toContain('Character 4 is one of [0O]; O is recorded.');
      await hands.tick('Traced to dealer only');
      await hands.press('Confirm this record');
      await hands.type('Remark', REMARK);
      await hands.press('See how it reads');
      expect(await hands.text()).toContain(REMARK);
      await hands.press('Put forward for signature');
      expect(await hands.text()).toContain('Put forward. It waits for its signature.');
    });
  });

  it('the supervisor there signs the answer and sends it', async () => {
    await as(states.b, 'supervisor.one', async (hands) => {
      await hands.press('To be signed');
      await hands.press(/^Answer/);
      for (const part of ['Whoever wrote it does not sign it', RECORDED, 'Invented Arms Ltd', REMARK])
        expect(await hands.text()).toContain(part);
      await hands.press('Sign and send');
      expect(await hands.text()).toContain('Signed and sent.');
    });
  });

  it('the officer who asked reads the answer and its limits, says that it helped, and closes the case', async () => {
    await as(states.a, 'officer.one', async (hands) => {
      expect(await hands.text()).toContain('1 answer to read');
      await hands.press(/^XAA-/);
      for (const part of [RECORDED, 'Invented Arms Ltd', REMARK, ...LIMITS]) expect(await hands.text()).toContain(part);
      await hands.press('Say whether the answer helped');
      await hands.under('Was it the right weapon?').tick('Yes');
      await hands.under('Did the answer help?').tick('Yes');
      await hands.press('Send the feedback');
      expect(await hands.text()).toContain('The feedback is sent.');
      await hands.press('Close the case');
      await hands.choose('Outcome of the trace', 'Traced to dealer only');
      await hands.tick('Not established');
      await hands.press('Close the case');
      expect(await hands.text()).toContain('The case is closed. It can be reopened with a reason.');
    });
  });

  it('both timelines tell the same letters at the same times, and no other', async () => {
    const told: (readonly Entry[])[] = [];
    for (const state of [states.a, states.b])
      await as(state, 'officer.one', async (hands) => {
        await hands.press('All cases');
        await hands.press(new RegExp(`^${state.code}-`));
        told.push(await lettersIn(hands, state === states.a ? ['XAA', 'XAB'] : ['XAB', 'XAA']));
      });
    const [ours = [], theirs] = told;
    expect(ours).toEqual(theirs);
    expect(ours.map(({ what }) => what)).toEqual([
      'XAA: Feedback',
      'XAB: Answer, Traced to dealer only',
      'XAB: Acknowledgement',
      'XAA: Request',
    ]);
    // An hour passes after each act, so that no two letters have the same time by chance.
    expect(new Set(ours.flatMap(({ times }) => times)).size).toBeGreaterThanOrEqual(3);
  });
});
