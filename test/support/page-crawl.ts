import { type Write } from './hostile.js';
import { type PageClient } from './page-client.js';
import { addressOf, filledForms, unescaped } from './page-form.js';

/** An answer to one address. */
export interface Found {
  /** The page that led there. */
  readonly from: string;
  /** Undefined where the address is of no page. */
  readonly route: string | undefined;
  readonly address: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** So many addresses of one route are opened: lists may be long. */
const MOST_OF_A_ROUTE = 30;
/** What a form that asks takes in its fields of a notation of their own: with any other text it asks again. */
const RIGHT = { caseNumber: 'A 1' };

/**
 * Everything to which the pages lead one person, from the first page on: by every link, by every form that only asks (GET), with text of `write` in its
 * fields, and by where an answer leads on; and from `starts`, to which no link need lead.
 */
export async function crawl(
  client: PageClient,
  routeOf: (path: string) => string | undefined,
  {
    write,
    starts = [],
    most = MOST_OF_A_ROUTE,
  }: { readonly write: Write; readonly starts?: readonly string[]; readonly most?: number },
): Promise<readonly Found[]> {
  const known = new Set(['/', ...starts]);
  const counts = new Map<string, number>();
  const queue = [...known].map((address) => ({ address, from: '' }));
  const found: Found[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { address } = next;
    const answer = await client.get(address);
    const here = { ...next, route: routeOf(pathOf(address)), ...answer };
    found.push(here);
    for (const led of leadsOf(here, write)) {
      const route = routeOf(pathOf(led));
      const count = counts.get(route ?? '') ?? 0;
      if (route === undefined || known.has(led) || count >= most) continue;
      known.add(led);
      counts.set(route, count + 1);
      queue.push({ address: led, from: address });
    }
  }
  return found;
}

export const isPage = ({ headers }: Pick<Found, 'headers'>): boolean =>
  (headers.get('content-type') ?? '').startsWith('text/html');

const pathOf = (address: string): string => address.split(/[?#]/)[0] ?? '';

function leadsOf(here: Found & { readonly location?: string }, write: Write): readonly string[] {
  if (here.location !== undefined && here.location !== '') return [here.location];
  if (!isPage(here)) return [];
  const links = [...here.html.matchAll(/<a\b[^>]*?\bhref="(\/[^"]*)"/g)].map(
    ([, link = '']) => unescaped(link).split('#')[0] ?? '',
  );
  const asked = [{}, RIGHT]
    .flatMap((given) => filledForms(here.html, here.address, write, given))
    .filter(({ method }) => method === 'get')
    .map((form) => addressOf(form));
  return [...links, ...asked];
}
