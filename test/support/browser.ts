import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser } from 'playwright-core';

interface Finder {
  readonly findBrowser: () => string | undefined;
  readonly launchBrowser: (path: string) => Promise<Browser>;
}

const { findBrowser, launchBrowser } = createRequire(__filename)(
  join(__dirname, '..', '..', 'scripts', 'browser.mjs'),
) as Finder;

/** The browser of this machine, if it has one. Where PROOFMARK_REQUIRE_BROWSER=yes its absence is a failure, not a test that did not run. */
export const browserPath = findBrowser();

export function requireBrowser(): void {
  if (browserPath === undefined && process.env['PROOFMARK_REQUIRE_BROWSER'] === 'yes')
    throw new Error('this run asks for a browser, and there is no chromium on PATH');
}

export async function startBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('there is no chromium on PATH');
  return launchBrowser(browserPath);
}
