import { type Locator, type Page } from 'playwright-core';
import { Hands } from './hands.js';
import { focusFault, sideways } from './visitor.js';

/** No page of the way has as many places to stop at. */
const MOST_STOPS = 300;

/** Hands that have no mouse: every place is reached with Tab, and what is wrong on the way is noted. */
export class Keyboard extends Hands {
  /** Where the focus did not show or stood outside the window, and which page was wider than its window. */
  readonly faults: Set<string>;

  constructor(page: Page, scope?: Locator, faults = new Set<string>()) {
    super(page, scope);
    this.faults = faults;
  }

  override async open(address: string): Promise<void> {
    await super.open(address);
    await this.measure();
  }

  override async press(name: string | RegExp): Promise<void> {
    await super.press(name);
    await this.measure();
  }

  protected override at(scope: Locator): Keyboard {
    return new Keyboard(this.page, scope, this.faults);
  }

  protected override async activate(found: Locator): Promise<void> {
    await this.reach(found);
    await this.page.keyboard.press('Enter');
  }

  protected override async write(field: Locator, text: string): Promise<void> {
    await this.reach(field);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  protected override async pick(select: Locator, value: string): Promise<void> {
    await this.reach(select);
    await this.page.keyboard.press('Home');
    for (let stop = 0; stop < MOST_STOPS && (await select.inputValue()) !== value; stop += 1)
      await this.page.keyboard.press('ArrowDown');
    if ((await select.inputValue()) !== value) throw new Error(`the arrows do not reach "${value}"`);
  }

  /** Tab stops once at a group of radio buttons; the arrows go on within it. */
  protected override async check(field: Locator): Promise<void> {
    await this.reach(field, true);
    for (let stop = 0; stop < MOST_STOPS && !(await this.has(field)); stop += 1)
      await this.page.keyboard.press('ArrowDown');
    if (!(await field.isChecked())) await this.page.keyboard.press('Space');
    if (!(await field.isChecked())) throw new Error('neither arrows nor the space bar choose it');
    await this.look(field);
  }

  private async reach(target: Locator, orItsGroup = false): Promise<void> {
    const group = orItsGroup ? await target.getAttribute('name') : null;
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      await this.page.keyboard.press('Tab');
      if ((await this.has(target)) || (group !== null && (await this.hasRadioOf(group)))) return this.look(target);
    }
    throw new Error(`Tab does not reach ${String(target)} at ${this.page.url()}`);
  }

  private async has(target: Locator): Promise<boolean> {
    return (await target.and(this.page.locator(':focus')).count()) > 0;
  }

  private async hasRadioOf(group: string): Promise<boolean> {
    return (await this.page.locator(`input[type=radio][name="${group}"]:focus`).count()) > 0;
  }

  private async measure(): Promise<void> {
    const over = await sideways(this.page);
    if (over > 0) this.fault(`${String(over)} pixels too wide`);
  }

  private async look(target: Locator): Promise<void> {
    const fault = await focusFault(this.page);
    if (fault !== '') this.fault(`${fault}, at ${String(target)}`);
  }

  private fault(what: string): void {
    this.faults.add(`${new URL(this.page.url()).pathname}: ${what}`);
  }
}
