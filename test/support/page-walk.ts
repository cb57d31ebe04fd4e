import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Page, type Response } from 'playwright-core';
import { RoutePermits } from '../../src/registries/identity/route-permits.service.js';
import { isPagePath } from '../../src/web/paths.js';
import { type TestNode } from './test-node.js';

export interface Visited {
  readonly route: string;
  readonly address: string;
  readonly status: number;
  readonly response: Response;
}

interface Walker {
  readonly walk: (
    page: Page,
    by: {
      readonly url: string;
      readonly routeOf: (path: string) => string | undefined;
      readonly visit: (page: Page, visited: Visited) => void | Promise<void>;
    },
  ) => Promise<void>;
  readonly routeFinder: (routes: readonly string[]) => (path: string) => string | undefined;
}

/** The walk that also takes the pictures. */
export const { walk, routeFinder } = createRequire(__filename)(
  join(__dirname, '..', '..', 'scripts', 'walker.mjs'),
) as Walker;

/** The addresses of pages that can be opened: their GETs. */
export function pageRoutes(node: TestNode): readonly string[] {
  return node
    .get(RoutePermits)
    .list()
    .filter(({ method, path }) => method === 'GET' && isPagePath(path))
    .map(({ path }) => path);
}

/** What a page does that it must not: opens a dialog, breaks its policy, throws. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => complaints.push(`an error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`the console: ${message.text()}`);
  });
  return complaints;
}
