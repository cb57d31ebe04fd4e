/** Injection token of the network: `fetch`, or what a test puts between two nodes. Only the outgoing clients of a room inject it. */
export const FETCH = Symbol('FETCH');
export type Fetch = typeof globalThis.fetch;
