import { readFileSync } from 'node:fs';
import { type Locator, type Page } from 'playwright-core';

/** A page of a busy machine is there within this; what is not, is not coming. */
const PATIENCE_MS = 10_000;

/** What a person does at a page, by the names they read there: no test of a journey knows an id or a class. */
export class Hands {
  constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MS);
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address);
  }

  /** Follows a link or presses a button of this name, and waits for the page behind it. */
  async press(name: string | RegExp): Promise<void> {
    const found = await this.named(name);
    await Promise.all([this.page.waitForEvent('load'), found.click()]);
  }

  async type(label: string | RegExp, text: string): Promise<void> {
    await this.field(label).fill(text);
  }

  async choose(label: string | RegExp, option: string | RegExp): Promise<void> {
    const select = this.field(label);
    const value = await select.locator('option').filter({ hasText: option }).first().getAttribute('value');
    await select.selectOption(value ?? '');
  }

  /** A radio button or a box, by the text beside it. */
  async tick(label: string | RegExp): Promise<void> {
    await this.field(label).check();
  }

  async attach(label: string, name: string, content: string): Promise<void> {
    await this.field(label).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content, 'utf8') });
  }

  /** The text of a file that a link brings. */
  async download(name: string): Promise<string> {
    const found = await this.named(name);
    const [file] = await Promise.all([this.page.waitForEvent('download'), found.click()]);
    return readFileSync(await file.path(), 'utf8');
  }

  async heading(): Promise<string> {
    return (await this.page.getByRole('heading', { level: 1 }).first().innerText()).trim();
  }

  async text(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  async says(text: string | RegExp): Promise<boolean> {
    const whole = await this.text();
    return typeof text === 'string' ? whole.includes(text) : text.test(whole);
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }

  private field(label: string | RegExp): Locator {
    return this.page
      .locator('main')
      .getByLabel(label, typeof label === 'string' ? { exact: true } : {})
      .first();
  }

  /** In the page first, then in the menu; what is closed behind a heading is opened. */
  private async named(name: string | RegExp): Promise<Locator> {
    const exact = typeof name === 'string' ? { exact: true } : {};
    for (const part of ['main', 'body'])
      for (const role of ['button', 'link'] as const) {
        const found = this.page
          .locator(part)
          .getByRole(role, { name, ...exact })
          .first();
        if ((await found.count()) > 0) return found;
      }
    const here = (await this.page.locator('main').innerText()).slice(0, 3000);
    throw new Error(`no link or button "${String(name)}" at ${this.page.url()}:\n${here}`);
  }
}
