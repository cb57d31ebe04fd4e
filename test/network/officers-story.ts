import { type NewFirearm } from '../../src/registries/markings/new-firearm.js';
import { type Hands } from '../support/hands.js';

/** The serial number as it is recorded, and what can be read of it on the weapon. */
export const RECORDED = 'KX4O917Z';
const READ = 'KX40917Z';
export const DOUBTFUL = 'KX4[0O]917Z';

/** What the State that is asked has recorded: the weapon, and one whose number looks like its own. */
export const FIREARMS: readonly NewFirearm[] = [pistol(RECORDED, '17'), pistol(RECORDED.replace('Z', '2'), '19')];

/** The recovery and its one weapon, one thing a page. */
export async function recordRecovery(hands: Hands): Promise<void> {
  await hands.press('Incidents');
  await hands.press('Record a recovery');
  await hands.press('Start');
  await hands.tick('Seized');
  await hands.date('When was it recovered?', '10 1 2026');
  await hands.type('Place (optional)', 'Harbour of Northport');
  await hands.press('Save and continue');
  await hands.type('How did the weapons come to light?', 'In a car at a road check.');
  await hands.press('Save and continue');
  await hands.press('Add a weapon');
  await describeWeapon(hands);
  await hands.press('Continue');
  await explainRequest(hands);
}

async function describeWeapon(hands: Hands): Promise<void> {
  await hands.tick('Self-loading pistol');
  await hands.type('Make', 'Glock');
  await hands.press('Save and continue');
  await hands.tick('Some characters are in doubt');
  await hands.type('Serial number as it stands on the weapon', READ);
  await hands.choose('Stands on', 'Frame');
  await hands.choose('Condition of the mark', 'Legible');
  await hands.press('Save and continue');
  const fourth = hands.under('Character 4: 0');
  await fourth.tick('One of these');
  await fourth.type('It may be', '0 O');
  await hands.press('Save and continue');
  await hands.choose('What kind of mark?', 'Import');
  await hands.choose('State that it points to', 'Exercise State XAB');
  await hands.press('Add this mark');
  await hands.press('Save and continue');
}

async function explainRequest(hands: Hands): Promise<void> {
  await hands.tick(/ITI 6 \(a\)/);
  await hands.type('Law', 'Weapons Act, section 12');
  await hands.press('Save and continue');
  await hands.tick('Criminal investigation');
  await hands.press('Save and continue');
  await hands.tick('Yes, confidentiality is guaranteed');
  await hands.press('Save and continue');
  await hands.tick('Criminal investigation');
  await hands.tick('TLP:AMBER');
  await hands.press('Save and continue');
  await hands.tick('Routine');
  await hands.press('Save and continue');
}

/** The draft of the case that was just opened: what is still missing is named, and each is a link to where it is told. */
export async function askForApproval(hands: Hands): Promise<void> {
  await hands.press(/^Record what the holders at home answered/);
  const own = hands.under('Own registry');
  await own.choose('Answer', 'No record');
  await own.date('On', '11 1 2026');
  await hands.press('Save and continue');
  await hands.press('Choose the State to ask.');
  await hands.tick(/XAB/);
  await hands.press('Save and continue');
  await hands.press('Ask for approval');
}

/** The newest request of the work list, taken up. */
export async function takeUp(hands: Hands): Promise<void> {
  await hands.press(/^XAB-/);
  await hands.press('Read the request and take it up');
  await hands.press('Take it up');
}

/** With another reading of the number: it is what one record has. */
export async function searchAgain(hands: Hands): Promise<void> {
  await hands.press('Search with other terms');
  await hands.type('Number', RECORDED);
  await hands.press('Search');
}

/** A letter in a timeline: whose, which, and the times that stand with it. */
export interface Entry {
  readonly what: string;
  readonly times: readonly string[];
}

/** The letters of both sides as the timeline of the open case tells them, newest first. */
export async function lettersIn(hands: Hands, [sender, receiver]: readonly string[]): Promise<readonly Entry[]> {
  await hands.press('Timeline');
  await hands.press('Messages of both sides');
  const { page } = hands;
  const items = await page
    .locator('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('time') })
    .all();
  return Promise.all(
    items.map(async (item) => ({
      what: (await item.getByRole('link').innerText())
        .replace(/^Message sent/, sender ?? '')
        .replace(/^Message received/, receiver ?? ''),
      times: await Promise.all(
        (await item.getByRole('time').all()).map(async (time) => (await time.getAttribute('datetime')) ?? ''),
      ),
    })),
  );
}

function pistol(serial: string, model: string): NewFirearm {
  return {
    type: 'self-loading pistol',
    manufacture: 'industrial',
    make: 'GLOCK',
    model,
    calibre: '9 mm Luger',
    countryOfManufacture: 'AUT',
    components: [
      {
        kind: 'frame',
        reference: true,
        replaced: false,
        marks: [{ kind: 'serial', text: serial, condition: 'legible' }],
      },
    ],
    holders: [{ kind: 'company', role: 'dealer', name: 'Invented Arms Ltd' }],
    events: [
      { kind: 'imported', on: '2001-03-04', country: 'XAB', otherCountry: 'AUT' },
      { kind: 'sold', on: '2002-05-06', country: 'XAB', holder: 0 },
    ],
  };
}
