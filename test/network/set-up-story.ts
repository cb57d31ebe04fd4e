import { type Hands } from '../support/hands.js';
import { PASSWORD } from '../support/people.js';

/** Whom a new node needs before a request can leave it and somebody looks on. */
export const PEOPLE = [
  { name: 'Bo Second', signInName: 'bo.second', roles: ['Administrator'] },
  { name: 'Olga Officer', signInName: 'olga.officer', roles: ['Officer'] },
  { name: 'Sven Head', signInName: 'sven.head', roles: ['Supervisor', 'Head of the National Point of Contact'] },
  { name: 'Abel Auditor', signInName: 'abel.auditor', roles: ['Auditor', 'Data protection officer'] },
] as const;

/** Founds the node with the code of its output; the founder is at the sign-in afterwards. */
export async function found(hands: Hands, code: string): Promise<void> {
  await hands.open('/');
  await hands.type('Set-up code', code);
  await hands.type('Your name', 'Ada Founder');
  await hands.type('Sign-in name', 'ada.founder');
  await hands.press('Set up the node');
  await setPassword(hands);
}

export async function setPassword(hands: Hands): Promise<void> {
  await hands.type('New password', PASSWORD);
  await hands.press('Set the password');
}

export async function signIn(hands: Hands, signInName: string): Promise<void> {
  await hands.open('/sign-in');
  await hands.type('Sign-in name', signInName);
  await hands.type('Password', PASSWORD);
  await hands.press('Sign in');
}

/** Invites a person and proposes their roles; answers the address of the one-time link. */
export async function invite(hands: Hands, { name, signInName, roles }: (typeof PEOPLE)[number]): Promise<string> {
  await hands.press('People');
  await hands.press('Invite a person');
  await hands.type('Name', name);
  await hands.type('Sign-in name', signInName);
  await hands.press('Invite');
  const link = /https?:\/\/\S+\/links\/\S+/.exec(await hands.text())?.[0] ?? '';
  for (const role of roles) {
    await hands.choose('Role', role);
    await hands.press('Propose');
  }
  return new URL(link).pathname;
}

/** Confirms the roles that others proposed, one after the other; each is reached from the list of people. */
export async function confirmRoles(hands: Hands, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await hands.press('People');
    await hands.press(/proposed roles? waits? for a second person/);
    await hands.press(/^Confirm the role/);
  }
}

/** The shares as they stand on the page that shows them once. */
export async function sharesOn(hands: Hands): Promise<readonly string[]> {
  const sheets = await hands.page.getByRole('region', { name: /^Share \d of \d/ }).all();
  return Promise.all(
    sheets.map(async (sheet) => (await sheet.getByRole('listitem').allInnerTexts()).map((one) => one.trim()).join('-')),
  );
}

/** Gives out shares, lets their holders prove them, and makes the file that they open. */
export async function secureKeys(hands: Hands): Promise<string> {
  await hands.press('Setting up');
  await hands.press('Recovery shares');
  await hands.type('How many shares', '3');
  await hands.type('How many open the file', '2');
  await hands.press('Make and show the shares');
  const [first = '', , third = ''] = await sharesOn(hands);
  await hands.press('Go on: let the holders prove their shares');
  await hands.type('Share of holder 1', third);
  await hands.type('Share of holder 2', first);
  await hands.press('Compare');
  return hands.download('Make and download the file');
}

export async function setContact(hands: Hands): Promise<void> {
  await hands.press('Partners');
  await hands.press('Our own entry');
  await hands.type('Office', 'National Point of Contact');
  await hands.type('Telephone', '+999 1 234 567');
  await hands.press('Save');
}

export async function recordDrill(hands: Hands, day: string): Promise<void> {
  await hands.press('Setting up');
  await hands.press('Backup and restore drill');
  await hands.type('Day of the restore', day);
  await hands.type('Day of the copy', day);
  await hands.tick('Everything was there');
  await hands.type('Note', 'Two hours.');
  await hands.press('Record');
}
