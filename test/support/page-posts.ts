import { type Write } from './hostile.js';
import { type PageClient } from './page-client.js';
import { type Found, isPage } from './page-crawl.js';
import { filledForms } from './page-form.js';

/** These end sessions and roles: nobody could go on after them. */
const LAST = /departure|sessions|\/roles\//;

/** The answer to a form, where it led on: the page there. */
export interface Posted {
  readonly from: string;
  readonly action: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** Sends every form of these pages once for each address that it has but for its ids; files are left out. */
export async function postForms(client: PageClient, pages: readonly Found[], write: Write): Promise<readonly Posted[]> {
  const known = new Set<string>();
  const forms = pages
    .filter((one) => one.status === 200 && isPage(one))
    .flatMap(({ html, address }) => filledForms(html, address, write).map((form) => ({ ...form, from: address })))
    .filter(({ method, takesFile, action }) => {
      const kind = action.replaceAll(/[0-9a-f-]{36}/g, ':id');
      if (method !== 'post' || takesFile || known.has(kind)) return false;
      known.add(kind);
      return true;
    });
  const posted: Posted[] = [];
  for (const { action, fields, from } of forms.sort(
    (a, b) => Number(LAST.test(a.action)) - Number(LAST.test(b.action)),
  )) {
    const answer = await client.post(action, fields, from);
    const shown = answer.status === 303 ? await client.get(answer.location) : answer;
    posted.push({ from, action, status: shown.status, html: shown.html, headers: shown.headers });
  }
  return posted;
}
