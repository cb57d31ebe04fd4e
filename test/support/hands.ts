import { readFileSync } from 'node:fs';
import { type Locator, type Page } from 'playwright-core';

/** A page of a busy machine is there within this; what is not, is not coming. */
const PATIENCE_MS = 10_000;

/** What a person does at a page, by the names they read there: no test of a journey knows an id or a class. */
export class Hands {
  constructor(
    readonly page: Page,
    private readonly scope: Locator = page.locator('main'),
  ) {
    page.setDefaultTimeout(PATIENCE_MS);
  }

  /** The same hands, at the fields of one group of the page. */
  under(group: string): Hands {
    return this.at(this.scope.getByRole('group', { name: group, exact: true }).first());
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address);
  }

  /** Follows a link or presses a button of this name, and waits for the page behind it. */
  async press(name: string | RegExp): Promise<void> {
    const found = await this.named(name);
    await Promise.all([this.page.waitForEvent('load'), this.activate(found)]);
  }

  async type(label: string | RegExp, text: string): Promise<void> {
    await this.write(await this.field(label), text);
  }

  /** A date in its three boxes: `10 1 2026`. */
  async date(legend: string, text: string): Promise<void> {
    const [day = '', month = '', year = ''] = text.split(' ');
    const boxes = this.under(legend);
    await boxes.type('Day', day);
    await boxes.type('Month', month);
    await boxes.type('Year', year);
  }

  async choose(label: string | RegExp, option: string | RegExp): Promise<void> {
    const select = await this.field(label);
    const exact = typeof option === 'string' ? { exact: true } : {};
    const found = select.getByRole('option', { name: option, ...exact });
    if ((await found.count()) === 0) throw await this.nothing(`option of ${String(label)}`, option);
    await this.pick(select, (await found.first().getAttribute('value')) ?? '');
  }

  /** A radio button or a box, by the text beside it. */
  async tick(label: string | RegExp): Promise<void> {
    await this.check(await this.field(label));
  }

  async attach(label: string, name: string, content: string): Promise<void> {
    const field = await this.field(label);
    const mimeType = name.endsWith('.json') ? 'application/json' : 'text/csv';
    await field.setInputFiles({ name, mimeType, buffer: Buffer.from(content, 'utf8') });
  }

  /** The text of a file that a link brings. */
  async download(name: string): Promise<string> {
    const found = await this.named(name);
    const [file] = await Promise.all([this.page.waitForEvent('download'), this.activate(found)]);
    return readFileSync(await file.path(), 'utf8');
  }

  async heading(): Promise<string> {
    return (await this.page.getByRole('heading', { level: 1 }).first().innerText()).trim();
  }

  async text(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }

  protected at(scope: Locator): Hands {
    return new Hands(this.page, scope);
  }

  protected async activate(found: Locator): Promise<void> {
    await found.click();
  }

  protected async write(field: Locator, text: string): Promise<void> {
    await field.fill(text);
  }

  protected async pick(select: Locator, value: string): Promise<void> {
    await select.selectOption(value);
  }

  protected async check(field: Locator): Promise<void> {
    await field.check();
  }

  private async field(label: string | RegExp): Promise<Locator> {
    const found = this.scope.getByLabel(label, typeof label === 'string' ? { exact: true } : {}).first();
    if ((await found.count()) === 0) throw await this.nothing('field', label);
    return found;
  }

  /** In the page first, then in the menu, which is folded where the window is narrow. */
  private async named(name: string | RegExp): Promise<Locator> {
    const found = (await this.shown(name)) ?? (await this.inMenu(name));
    if (found === undefined) throw await this.nothing('link or button', name);
    return found;
  }

  private async inMenu(name: string | RegExp): Promise<Locator | undefined> {
    const menu = this.page.getByRole('button', { name: 'Show or hide the menu' });
    if (!(await menu.isVisible())) return undefined;
    await this.activate(menu);
    return this.shown(name);
  }

  private async shown(name: string | RegExp): Promise<Locator | undefined> {
    const exact = typeof name === 'string' ? { exact: true } : {};
    for (const part of [this.scope, this.page.locator('body')])
      for (const role of ['button', 'link'] as const) {
        const found = part.getByRole(role, { name, ...exact }).first();
        if ((await found.count()) > 0) return found;
      }
    return undefined;
  }

  private async nothing(kind: string, name: string | RegExp): Promise<Error> {
    return new Error(`no ${kind} "${String(name)}" at ${this.page.url()}:\n${(await this.text()).slice(0, 3000)}`);
  }
}
