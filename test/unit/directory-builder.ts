import { createHash } from 'node:crypto';
import { thumbprint } from '../../src/domain/directory/fingerprint.js';
import { KEY_CURVES, type DirectoryKey, type KeyUse, type StateEntry } from '../../src/domain/directory/entry.js';

/** A key that is the same in every run; 32 bytes of any value are a public key by form. */
export function keyNamed(use: KeyUse, name: string, more: Partial<DirectoryKey> = {}): DirectoryKey {
  const jwk = { kty: 'OKP', crv: KEY_CURVES[use], x: createHash('sha256').update(name).digest('base64url') } as const;
  return { use, kid: thumbprint(jwk), jwk, validFrom: '2026-01-01T00:00:00.000Z', ...more };
}

export function entryOf(country: string, more: Partial<StateEntry> = {}): StateEntry {
  return {
    country,
    version: 1,
    authority: `Contact point of ${country}`,
    contacts: [
      {
        kind: 'ITI tracing',
        office: 'Tracing desk',
        telephone: '+1 202 555 0100',
        email: 'trace@example.org',
        languages: ['en', 'pt-BR'],
        hours: 'Mo-Fr 9-17',
        zone: 'America/New_York',
      },
    ],
    channel: { kind: 'node', url: 'https://node.example.org' },
    keys: [
      keyNamed('signing', `${country} signing 1`),
      keyNamed('sealing', `${country} sealing 1`),
      keyNamed('ledger', `${country} ledger 1`),
    ],
    markingPractices: [
      { of: 'country of import', shownAs: 'importer with city', source: 'letter of the State', verified: true },
    ],
    targets: [],
    capabilities: { versions: [1], kinds: ['REQUEST'], batchMax: 10 },
    ...more,
  };
}
