/**
 * Walks the pages of one person by their links: the first page, and of every other kind of page the first `each` addresses that links led to; pages are of
 * one kind by their route, or by what `kind(route, path)` says. What one person is offered on a page another is not, so each walks all; `visit(page, {
 * route, address, status, response })` may look at a route only once. `files` is told of what a browser saves instead of showing it. `from`: where to
 * start besides the first page.
 */
export async function walk(page, { url, routeOf, visit, files = ignore, from = [], each = 1, kind = byRoute }) {
  const seen = new Map(['/', '/sign-in'].map((one) => [one, each]));
  const queued = new Set(['/', ...from]);
  const queue = [...queued];
  while (queue.length > 0) {
    const address = queue.shift();
    const route = routeOf(pathOf(address));
    const response = await open(page, `${url}${address}`);
    if (response === undefined) {
      files({ route, address });
      continue;
    }
    const links = await linksOf(page);
    await visit(page, { route, address, status: response?.status(), response });
    for (const { href, file } of links) {
      const led = routeOf(pathOf(href));
      if (led === undefined) continue;
      if (file) files({ route: led, address: href });
      const one = kind(led, pathOf(href));
      const count = seen.get(one) ?? 0;
      if (file || queued.has(href) || count >= each) continue;
      seen.set(one, count + 1);
      queued.add(href);
      queue.push(href);
    }
  }
}

const ignore = () => undefined;
const byRoute = (route) => route;
const pathOf = (address) => address.split(/[?#]/)[0];

/** A route, with the step, act or kind of letter of which the address speaks: these are pages of their own. */
export function kindOf(route, path) {
  const given = path.split('/');
  return route
    .split('/')
    .map((part, place) => (/^:(?:step|act|kind)$/.test(part) ? given[place] : part))
    .join('/');
}

/** Undefined where the browser saves a file instead of showing a page. */
async function open(page, address) {
  try {
    return await page.goto(address);
  } catch (error) {
    if (/Download is starting/.test(error.message)) return undefined;
    throw error;
  }
}

/** Where a page leads on this node, and whether its link says that a file is saved. */
export async function linksOf(page) {
  return page.$$eval('a[href^="/"]', (all) =>
    all.map((one) => ({ href: one.getAttribute('href'), file: one.hasAttribute('download') })),
  );
}

/** Which of these routes an address is; `/cases/new` is `/cases/new`, and never `/cases/:id`. */
export function routeFinder(routes) {
  const patterns = routes.map((route) => [route, new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`)]);
  const exact = new Set(routes);
  return (path) => (exact.has(path) ? path : patterns.find(([, pattern]) => pattern.test(path))?.[0]);
}
