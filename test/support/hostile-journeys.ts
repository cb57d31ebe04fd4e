import { type State } from '../network/two-states.js';
import { type Write } from './hostile.js';
import { type HostileStates, signInNameOf } from './hostile-states.js';
import { PageClient } from './page-client.js';
import { filledForms, type FilledForm } from './page-form.js';

type Given = Readonly<Record<string, string>>;
type Steps = readonly (readonly [step: string, given: Given])[];

/** Page of a journey -> what must be right in it for the next one to open; the rest is hostile text. */
const WEAPON = { 'weapon-yearOfManufacture': '1990' };
const SERIAL = { reading: 'doubt', serial: 'AO7', condition: 'legible' };
const INCIDENT: Steps = [
  ['find', {}],
  ['circumstances', {}],
  ['weapons/1/weapon', WEAPON],
  ['weapons/1/serial', SERIAL],
  ['weapons/1/characters', {}],
  ['grounds', {}],
  ['use', {}],
  ['confidentiality', {}],
  ['handling', { 'handling-deleteBy-year': '2027' }],
  ['urgency', {}],
];
const HAND_IN: Steps = [
  ['find', {}],
  ['circumstances', {}],
  ['weapons/1/weapon', WEAPON],
  ['weapons/1/serial', { ...SERIAL, reading: 'sure' }],
  ['flags', {}],
];
/** A row of a file of recoveries, without its free text. */
const RECOVERY: Given = {
  recovered_on: '2026-01-01',
  recovery_kind: 'seized',
  weapon_type: 'self-loading pistol',
  serial: 'ABC12345',
  component: 'frame',
  mark_condition: 'legible',
  ground: '6a',
  intended_use: 'criminal investigation',
  confidentiality: 'yes',
  urgency: 'routine',
};
const FREE_COLUMNS = ['circumstances', 'place', 'make', 'model', 'law'];

/** What people do at the pages alone, from form to form. */
export class Journeys {
  private readonly hands: Hand[] = [];

  static async go(world: HostileStates): Promise<Journeys> {
    const journeys = new Journeys();
    await journeys.report(world);
    await journeys.answer(world);
    return journeys;
  }

  /** Forms that were not taken, with why. */
  get refused(): readonly string[] {
    return this.hands.flatMap(({ refused }) => refused);
  }

  /** The pages to which the forms led this person. */
  ledTo(at: State, role: string): readonly string[] {
    return this.hands.filter((hand) => hand.at === at && hand.role === role).flatMap(({ led }) => led);
  }

  private async as(at: State, role: string, write: Write): Promise<Hand> {
    const hand = new Hand(at, role, await new PageClient(at.node.url).signIn(signInNameOf(role)), write);
    this.hands.push(hand);
    return hand;
  }

  /** At the State that asks: each journey ends before its last step, so that its last page can be opened. */
  private async report(world: HostileStates): Promise<void> {
    const { write } = world;
    const at = world.states.a;
    const officer = await this.as(at, 'officer', write);
    await officer.go('/incidents/new', INCIDENT);
    await officer.load('/incidents/files', RECOVERY);
    await officer.submit('/incidents/files/check');
    await officer.load('/incidents/files', { ...RECOVERY, serial: 'ABC12346' });
    let found: string | undefined;
    for (const id of await world.casesOf(at)) {
      // Of one alone: what was put forward is taken back by it.
      found ??= await officer.attempt(`/cases/${id}/request/national-check`, { 'result-0': 'record found' });
      await officer.attempt(`/cases/${id}/use`, { court: '' });
    }
    const investigator = await this.as(at, 'investigator', write);
    await investigator.go('/recoveries/new', [...HAND_IN, ['check', {}], ...HAND_IN]);
  }

  /** At the State that is asked. */
  private async answer(world: HostileStates): Promise<void> {
    const { write } = world;
    const at = world.states.b;
    const officer = await this.as(at, 'officer', write);
    for (const id of await world.casesOf(at)) {
      const composed = await officer.attempt(`/cases/${id}/answer/composition`, { 'handling-deleteBy': '2027-01-01' });
      if (composed === undefined) continue;
      const marks = { serial: 'H0STILE', make: '', calibre: '' };
      const found = await officer.attempt(`/cases/${id}/answer/search`, marks);
      if (found !== undefined) await officer.attempt(found, {}, '/wide');
    }
    const nothingElse = { make: '', calibre: '', model: '', type: '', country: '', yearFrom: '', yearTo: '' };
    const asking = { ...nothingElse, serial: 'H0STILE', caseNumber: 'A 1' };
    await (await this.as(at, 'investigator', write)).attempt('/markings', asking);
    await (await this.as(at, 'registrar', write)).load('/firearms/loads', {});
  }
}

/** A person who fills every field of a form. */
class Hand {
  readonly refused: string[] = [];
  readonly led: string[] = [];

  constructor(
    readonly at: State,
    readonly role: string,
    private readonly client: PageClient,
    private readonly write: Write,
  ) {}

  async go(journey: string, steps: Steps): Promise<void> {
    for (const [step, given] of steps) await this.submit(`${journey}/${step}`, given);
  }

  async submit(address: string, given: Given = {}): Promise<void> {
    const form = await this.formAt(address, given);
    if (form === undefined) this.refused.push(`${address}: no form`);
    else this.follow(address, await this.client.post(form.action, form.fields, address));
  }

  /** Submits the form of a page that not every case has: where it led. */
  async attempt(address: string, given: Given = {}, action = ''): Promise<string | undefined> {
    const form = await this.formAt(address, given, action);
    if (form === undefined) return undefined;
    const { location } = await this.client.post(form.action, form.fields, address);
    if (location !== '') this.led.push(location);
    return location;
  }

  /** A file of two rows: one that is right but for its free text, and one of nothing but that text. */
  async load(address: string, right: Given): Promise<void> {
    const [heading = ''] = (await this.client.get(`${address}/template`)).html.trim().split(/\r?\n/);
    const columns = heading.replaceAll('"', '').split(',');
    const rowOf = (cell: (column: string) => string): string =>
      columns.map((column) => `"${cell(column).replaceAll('"', '""')}"`).join(',');
    const free = (column: string): string => (FREE_COLUMNS.includes(column) ? this.write(80) : '');
    const rows = [rowOf((column) => right[column] ?? free(column)), rowOf(() => this.write(80))];
    const file = { name: `${this.write(40)}.csv`, content: [heading, ...rows, ''].join('\r\n') };
    const form = await this.formAt(address, {});
    this.follow(address, await this.client.upload(address, form?.fields ?? {}, file, address));
  }

  /** The first form of the page, or the first whose address ends like this. */
  private async formAt(address: string, given: Given, action = ''): Promise<FilledForm | undefined> {
    const { html, status } = await this.client.get(address);
    return status === 200
      ? filledForms(html, address, this.write, given).find(
          (form) => form.method === 'post' && form.action.endsWith(action),
        )
      : undefined;
  }

  private follow(address: string, { status, location }: { readonly status: number; readonly location: string }): void {
    if (status !== 303 || location.startsWith(`${address}?`))
      this.refused.push(`${address}: ${String(status)} ${location}`);
    else this.led.push(location);
  }
}
