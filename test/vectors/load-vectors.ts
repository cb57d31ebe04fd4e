import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JWK } from 'jose';
import { type PublicJwk } from '../../src/domain/directory/entry.js';
import { type OpenDeps } from '../../src/domain/envelope/open.js';
import { type SenderKey } from '../../src/domain/envelope/sender-key.js';
import { refuse, type Refusal } from '../../src/domain/shared/refusal.js';

type DirectoryKey = SenderKey & { readonly kid: string; readonly jwk: PublicJwk };

export interface Vectors {
  readonly own: string;
  readonly now: string;
  readonly knownVersions: readonly number[];
  readonly sealingKeys: readonly { readonly kid: string; readonly privateJwk: JWK }[];
  readonly directory: Readonly<Record<string, readonly DirectoryKey[]>>;
  readonly valid: readonly {
    readonly name: string;
    readonly jwe: string;
    readonly letters: readonly { readonly mid: string; readonly header: object; readonly body: unknown }[];
  }[];
  readonly invalid: readonly {
    readonly name: string;
    readonly jwe: string;
    readonly code: string;
    readonly field?: string;
    readonly authenticated: boolean;
  }[];
  readonly receipts: {
    readonly mid: string;
    readonly valid: readonly { readonly name: string; readonly jws: string }[];
    readonly invalid: readonly { readonly name: string; readonly jws: string; readonly code: string }[];
  };
}

export function loadVectors(): Vectors {
  return JSON.parse(readFileSync(join(__dirname, 'envelopes.json'), 'utf8')) as Vectors;
}

/** A receiver as the vectors describe it. */
export function receiverOf(vectors: Vectors): OpenDeps {
  return {
    own: vectors.own,
    now: vectors.now,
    knownVersions: vectors.knownVersions,
    maxBytes: 100_000,
    maxLetters: 50,
    isCountry: (code) => ['AUT', 'USA', 'DEU', 'XAB'].includes(code),
    sealingKeys: (kid) => vectors.sealingKeys.find((key) => key.kid === kid)?.privateJwk,
    signingKeyOf: (iss, kid): SenderKey | Refusal => {
      const keys = vectors.directory[iss];
      if (keys === undefined) return refuse('sender-unknown', { field: '/iss' });
      const key = keys.find((one) => one.kid === kid);
      return key ?? refuse('signing-key-unknown', { field: '/kid' });
    },
  };
}
