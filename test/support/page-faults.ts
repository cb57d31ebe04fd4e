import { type Found } from './page-crawl.js';

/** A page with its styles and scripts, over the wire: goal of the project for a slow line. */
const MAX_BYTES = 100_000;

/** What no page may have in it, whatever people wrote. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/<script>alert|<img src=x|<b>/, 'markup that nobody wrote'],
  [/49\$\{7|\{\{7\*7\}\}49/, 'a template that was carried out'],
  [/<script(?![^>]*\bsrc=)[^>]*>/, 'a script within the page'],
  [/<style\b|<[^>]+\sstyle\s*=/, 'a style within the page'],
  [/<[a-z][^<>"']*(?:"[^"]*"[^<>"']*)*\son[a-z]+\s*=/i, 'a handler within the page'],
  // `data:,` is the icon that no page has.
  [/\b(?:href|src|action)="\s*(?:javascript:|data:(?!,"))/i, 'an address that is code'],
  [/(?:src|href|action)="(?:https?:)?\/\//, 'something from elsewhere'],
];

/** What is wrong with the text of a page and with how it is sent. */
export function faultsOfHtml({ html, headers }: Pick<Found, 'html' | 'headers'>): readonly string[] {
  const policy = headers.get('content-security-policy') ?? '';
  return [
    ...FORBIDDEN.filter(([pattern]) => pattern.test(html)).map(([, fault]) => fault),
    ...(policy.includes("default-src 'none'") && !policy.includes('unsafe') ? [] : [`the policy "${policy}"`]),
  ];
}

/** Weighs pages with what they bring along, each file once. */
export class Scales {
  private readonly weights = new Map<string, number>();

  async tooHeavy(url: string, { html, headers }: Pick<Found, 'html' | 'headers'>): Promise<readonly string[]> {
    let bytes = weightOf(headers, html);
    for (const [, asset = ''] of html.matchAll(/<(?:link|script)\b[^>]*?\b(?:href|src)="(\/assets\/[^"]+)"/g))
      bytes += await this.weigh(`${url}${asset}`);
    return bytes < MAX_BYTES ? [] : [`${String(bytes)} bytes`];
  }

  private async weigh(address: string): Promise<number> {
    const known = this.weights.get(address);
    if (known !== undefined) return known;
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address} answers ${String(response.status)}`);
    const bytes = weightOf(response.headers, await response.text());
    this.weights.set(address, bytes);
    return bytes;
  }
}

/** As it came, packed or not. */
function weightOf(headers: Headers, text: string): number {
  return Number(headers.get('content-length') ?? Buffer.byteLength(text));
}
