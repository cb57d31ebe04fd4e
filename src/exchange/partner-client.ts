import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config.js';
import { FETCH, type Fetch } from '../platform/network.js';

/** What came back, or why nothing did. */
export type PartnerReply =
  | { readonly reached: true; readonly status: number; readonly body: () => Promise<string | undefined> }
  | { readonly reached: false; readonly error: string };

const ANSWER_MAX_BYTES = 8_000_000;

/** The only network client of the room. Redirects are not followed: the host is the directory's. Never called inside a transaction. */
@Injectable()
export class PartnerClient {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(FETCH) private readonly network: Fetch,
  ) {}

  async post(base: string, path: `/exchange/${string}`, body: string): Promise<PartnerReply> {
    const url = addressOf(base, path, this.config['node.mode'] === 'production');
    if (url === undefined) return { reached: false, error: 'address-refused' };
    try {
      const response = await this.network(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/jose',
          'accept': 'application/json, application/jose, application/problem+json',
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(this.config['exchange.timeoutMs']),
      });
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        return { reached: false, error: 'redirect-refused' };
      }
      return { reached: true, status: response.status, body: () => readBounded(response) };
    } catch (error) {
      return { reached: false, error: nameOf(error) };
    }
  }
}

/** The directory's address and our own path; in production only https. */
function addressOf(base: string, path: string, secureOnly: boolean): string | undefined {
  try {
    const url = new URL(base);
    if (url.protocol !== 'https:' && (secureOnly || url.protocol !== 'http:')) return undefined;
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}${path}`;
  } catch {
    return undefined;
  }
}

/** Undefined where the answer breaks off or is longer than any answer of ours. */
async function readBounded(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > ANSWER_MAX_BYTES) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'network';
  if (error.name === 'TimeoutError') return 'timed-out';
  const code = (error.cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'network';
}
