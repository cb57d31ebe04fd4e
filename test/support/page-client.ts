import { PASSWORD } from './people.js';

export interface PageAnswer {
  readonly status: number;
  readonly html: string;
  readonly location: string;
  readonly headers: Headers;
}

/** What a form sends: a field may be sent several times. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** One person at the pages, over HTTP: keeps cookies, takes the token of the page on which a form stands, follows nothing by itself. */
export class PageClient {
  private readonly jar = new Map<string, string>();

  constructor(
    private readonly url: string,
    private readonly locale = 'en',
  ) {}

  async signIn(signInName: string): Promise<this> {
    const answer = await this.post('/sign-in', { signInName, password: PASSWORD });
    if (answer.status !== 303) throw new Error(`${signInName} could not sign in: ${String(answer.status)}`);
    return this;
  }

  async get(path: string): Promise<PageAnswer> {
    return this.send('GET', path);
  }

  /** Opens the page `from`, and posts a form as that page would. */
  async post(path: string, fields: Fields, from = path): Promise<PageAnswer> {
    const body = new URLSearchParams({ _token: await this.token(from), _at: from });
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.send('POST', path, body);
  }

  /** As `post`, and then the page to which it leads. */
  async submit(path: string, fields: Fields, from = path): Promise<PageAnswer> {
    const { status, location, html } = await this.post(path, fields, from);
    if (status !== 303) throw new Error(`${path} answered ${String(status)}: ${html.slice(0, 300)}`);
    return this.get(location);
  }

  async upload(
    path: string,
    fields: Fields,
    file: { name: string; content: string },
    from = path,
  ): Promise<PageAnswer> {
    const body = new FormData();
    body.append('_token', await this.token(from));
    body.append('_at', from);
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    body.append('file', new Blob([file.content], { type: 'text/csv' }), file.name);
    return this.send('POST', path, body);
  }

  private async token(page: string): Promise<string> {
    return /name="_token" value="([^"]+)"/.exec((await this.get(page)).html)?.[1] ?? '';
  }

  private async send(method: string, path: string, body?: URLSearchParams | FormData): Promise<PageAnswer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'accept': 'text/html',
        'accept-language': this.locale,
        'cookie': [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'sec-fetch-site': 'same-origin',
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      this.jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return {
      status: response.status,
      html: await response.text(),
      location: response.headers.get('location') ?? '',
      headers: response.headers,
    };
  }
}

/** The text of a page as a person reads it. */
export function textOf(html: string): string {
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}

/** The hidden fields of these names, as a form of the page would send them. */
export function hiddenIn(html: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '']),
  );
}
