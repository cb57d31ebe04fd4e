import { Inject, Injectable } from '@nestjs/common';
import { msBetween, type Instant } from '../domain/shared/instant.js';
import { SystemClock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { FETCH, type Fetch } from '../platform/network.js';

/** What came back, or why nothing did. */
export type PartnerReply =
  | {
      readonly reached: true;
      readonly status: number;
      readonly body: () => Promise<string | undefined>;
      /** There and back, to the first byte of the answer. */
      readonly roundTripMs: number;
      /** By how much the partner's clock is ahead of this machine's: its Date header (RFC 9110 6.6.1) against the middle of the way. */
      readonly skewMs?: number;
    }
  | { readonly reached: false; readonly error: string };

const ANSWER_MAX_BYTES = 8_000_000;

/** The only network client of the room. Redirects are not followed: the host is the directory's. Never called inside a transaction. */
@Injectable()
export class PartnerClient {
  /** Always the machine's: an exercise moves the time it shows, never the machine. */
  private readonly machine = new SystemClock();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(FETCH) private readonly network: Fetch,
  ) {}

  async post(base: string, path: `/exchange/${string}`, body: string): Promise<PartnerReply> {
    return this.call(base, path, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/jose',
        'accept': 'application/json, application/jose, application/problem+json',
      },
    });
  }

  async get(base: string, path: `/exchange/${string}`): Promise<PartnerReply> {
    return this.call(base, path, { method: 'GET', headers: { accept: 'application/json' } });
  }

  private async call(base: string, path: string, request: RequestInit): Promise<PartnerReply> {
    const url = addressOf(base, path, this.config['node.mode'] === 'production');
    if (url === undefined) return { reached: false, error: 'address-refused' };
    try {
      const before = this.machine.now();
      const response = await this.network(url, {
        ...request,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.config['exchange.timeoutMs']),
      });
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        return { reached: false, error: 'redirect-refused' };
      }
      const after = this.machine.now();
      return {
        reached: true,
        status: response.status,
        body: () => readBounded(response),
        roundTripMs: msBetween(before, after),
        ...skewOf(response.headers.get('date'), before, after),
      };
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

/** A Date header has whole seconds: half of one is added, so that a right clock reads 0 and not half a second behind. */
function skewOf(date: string | null, before: Instant, after: Instant): { skewMs?: number } {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return {};
  const ahead = theirs + 500 - (Date.parse(before) + Date.parse(after)) / 2;
  return { skewMs: Math.round(ahead / 1000) * 1000 + 0 };
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
