import { type Fetch } from '../../src/platform/network.js';

/** One POST between two nodes, as the network sees it. */
export interface Carried {
  readonly to: string;
  readonly path: string;
  readonly body: string;
}

/** What the network does with a POST: by default it carries it and brings the answer back. */
export type Fault = (carried: Carried, carry: () => Promise<Response>) => Promise<Response>;

/** A network between nodes in one process: real HTTP on loopback, with faults where a test puts them. */
export class TestNetwork {
  private readonly addresses = new Map<string, string | null>();
  private readonly faults: { readonly fault: Fault; left: number }[] = [];
  /** Every POST that a node sent, in order. */
  readonly sent: Carried[] = [];

  connect(host: string, url: string): void {
    this.addresses.set(host, url);
  }

  /** The State is not reachable until it is connected again. */
  disconnect(host: string): void {
    this.addresses.set(host, null);
  }

  /** The next `times` POSTs meet this fault. */
  next(fault: Fault, times = 1): void {
    this.faults.push({ fault, left: times });
  }

  readonly fetch: Fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const carried: Carried = {
      to: url.hostname,
      path: url.pathname,
      body: typeof init?.body === 'string' ? init.body : '',
    };
    this.sent.push(carried);
    const carry = async (): Promise<Response> => {
      // A host that nobody connected is a real address: a process of its own.
      const base = this.addresses.has(url.host) ? this.addresses.get(url.host) : url.origin;
      if (base == null) throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
      return fetch(`${base}${url.pathname}`, init);
    };
    const [first] = this.faults;
    if (first === undefined) return carry();
    first.left -= 1;
    if (first.left === 0) this.faults.shift();
    return first.fault(carried, carry);
  };
}

const broken = (): never => {
  throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
};

/** It arrives, and its answer is lost. */
export const answerLost: Fault = async (_, carry) => {
  await (await carry()).text();
  return broken();
};

/** It is lost on the way. */
export const requestLost: Fault = () => Promise.resolve().then(broken);

/** It arrives twice; the second answer is the one that comes back. */
export const twice: Fault = async (_, carry) => {
  await (await carry()).text();
  return carry();
};

/** Lost for the sender, kept for the test to deliver when it likes. */
export function held(into: Carried[]): Fault {
  return async (carried) => {
    into.push(carried);
    return requestLost(carried, () => Promise.reject(new Error('not carried')));
  };
}
