/**
 * Walks the pages of one person by their links: the first page, and for every other route the first address that a link led to. What one person is
 * offered on a page another is not, so each walks all; `visit(page, { route, address, status, response })` may look at a route only once.
 */
export async function walk(page, { url, routeOf, visit }) {
  const known = new Set(['/', '/sign-in']);
  const queue = ['/'];
  while (queue.length > 0) {
    const address = queue.shift();
    const route = routeOf(address.split(/[?#]/)[0]);
    const response = await open(page, `${url}${address}`);
    if (response === undefined) continue;
    const links = await linksOf(page);
    await visit(page, { route, address, status: response?.status(), response });
    for (const link of links) {
      const led = routeOf(link.split(/[?#]/)[0]);
      if (led === undefined || known.has(led)) continue;
      known.add(led);
      queue.push(link);
    }
  }
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

/** Where a page leads on this node; what a browser would save as a file is no page. */
async function linksOf(page) {
  return page.$$eval('a[href^="/"]:not([download])', (all) => all.map((one) => one.getAttribute('href')));
}

/** Which of these routes an address is; `/cases/new` is `/cases/new`, and never `/cases/:id`. */
export function routeFinder(routes) {
  const patterns = routes.map((route) => [route, new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`)]);
  const exact = new Set(routes);
  return (path) => (exact.has(path) ? path : patterns.find(([, pattern]) => pattern.test(path))?.[0]);
}
