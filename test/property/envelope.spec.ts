import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { type PublicJwk } from '../../src/domain/directory/entry.js';
import { openEnvelope, type OpenDeps } from '../../src/domain/envelope/open.js';
import { type LetterPlace } from '../../src/domain/envelope/letter-header.js';
import { seal } from '../../src/domain/envelope/seal.js';
import { midOf, signLetter, type SigningKey } from '../../src/domain/envelope/sign.js';
import { ERRORS } from '../../src/domain/shared/refusal.js';
import { loadVectors, receiverOf } from '../vectors/load-vectors.js';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NOW = '2026-11-24T10:00:00.000Z';
const vectors = loadVectors();
const golden = vectors.valid[0];
const goldenReceiver = receiverOf(vectors);

/** What a receiver says to this envelope: the code of its refusal, or `taken`. */
async function verdict(jwe: string, receiver: OpenDeps): Promise<string> {
  const opened = await openEnvelope(jwe, receiver);
  if (!opened.ok) return opened.code;
  return opened.value.items.map((item) => (item.ok ? 'taken' : item.code)).join();
}

function expectRefused(said: readonly string[]): void {
  const foreign = said.filter((code) => !Object.hasOwn(ERRORS, code));
  expect(foreign).toEqual([]);
  expect(said.length).toBeGreaterThan(0);
}

/** Every spelling of a segment's bytes but the canonical one: the unused bits of the last character, padding. */
function otherSpellings(segment: string): string[] {
  const loose = Array.from(BASE64URL)
    .map((last) => segment.slice(0, -1) + last)
    .filter((text) => text !== segment && Buffer.from(text, 'base64url').equals(Buffer.from(segment, 'base64url')));
  const standard = segment.replaceAll('-', '+').replaceAll('_', '/');
  const padded = ['=', '=='].map((padding) => segment + padding);
  return [...loose, ...padded, ` ${segment}`, `${segment}\n`, ...(standard === segment ? [] : [standard])];
}

function flip(text: string, position: number, bit: number): string {
  return (
    text.slice(0, position) + String.fromCharCode(text.charCodeAt(position) ^ (1 << bit)) + text.slice(position + 1)
  );
}

describe('a changed golden envelope', () => {
  it('is refused at every one-bit flip of every character of its text', async () => {
    const said: string[] = [];
    const { jwe } = golden!;
    for (let position = 0; position < jwe.length; position++) {
      for (let bit = 0; bit < 8; bit++) said.push(await verdict(flip(jwe, position, bit), goldenReceiver));
    }
    expect(said).toHaveLength(jwe.length * 8);
    expectRefused(said);
  });

  it('is refused at every one-bit flip of the bytes of every segment', async () => {
    const said: string[] = [];
    const segments = golden!.jwe.split('.');
    for (const [at, segment] of segments.entries()) {
      const bytes = Buffer.from(segment, 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        said.push(await verdict(segments.with(at, changed.toString('base64url')).join('.'), goldenReceiver));
      }
    }
    expectRefused(said);
  });

  it('is refused in every other base64url spelling of every segment', async () => {
    const segments = golden!.jwe.split('.');
    const said: string[] = [];
    for (const [at, segment] of segments.entries()) {
      for (const other of otherSpellings(segment))
        said.push(await verdict(segments.with(at, other).join('.'), goldenReceiver));
    }
    expect(new Set(said)).toEqual(new Set(['encoding-not-canonical']));
  });
});

interface Node {
  readonly sign: SigningKey;
  readonly sealTo: { readonly kid: string; readonly publicKey: JWK };
  readonly receiver: OpenDeps;
}
let node: Node;

beforeAll(async () => {
  const signing = await generateKeyPair('Ed25519', { extractable: true });
  const sealing = await generateKeyPair('ECDH-ES+A256KW', { crv: 'X25519', extractable: true });
  const [publicSigning, publicSealing, kid, sealingKid] = await Promise.all([
    exportJWK(signing.publicKey),
    exportJWK(sealing.publicKey),
    calculateJwkThumbprint(signing.publicKey),
    calculateJwkThumbprint(sealing.publicKey),
  ]);
  node = {
    sign: { kid, privateKey: signing.privateKey },
    sealTo: { kid: sealingKid, publicKey: publicSealing },
    receiver: {
      own: 'AUT',
      now: NOW,
      knownVersions: [1],
      maxBytes: 1_000_000,
      maxLetters: 50,
      isCountry: () => true,
      sealingKeys: (asked) => (asked === sealingKid ? sealing.privateKey : undefined),
      signingKeyOf: () => ({ jwk: publicSigning as PublicJwk, validFrom: '2000-01-01T00:00:00.000Z' }),
    },
  };
});

const uuid = fc.uuid();
const text = (maxLength: number) =>
  fc.string({ minLength: 1, maxLength, unit: 'grapheme' }).filter((value) => value.length <= maxLength);
const places: fc.Arbitrary<LetterPlace> = fc
  .record({
    iss: fc.constant('USA'),
    aud: fc.constant('AUT'),
    epoch: fc.integer({ min: 1, max: 9 }),
    jti: uuid,
    iat: fc
      .date({ min: new Date('2001-01-01'), max: new Date(NOW), noInvalidDate: true })
      .map((date) => date.toISOString()),
    thread: uuid,
    role: fc.constantFrom('requester' as const, 'responder' as const),
    seq: fc.integer({ min: 1, max: 5 }),
    seen: fc.nat(9),
    exercise: fc.boolean(),
  })
  .map((place) => ({ ...place, prev: place.seq === 1 ? null : midOf(String(place.seq)) }));
const letters = text(500).map((body) => ({ kind: 'REMIND' as const, body: { text: body } }));

describe('a sealed letter', () => {
  it('opens to what was sealed, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(places, letters, async (place, letter) => {
        const { jws, mid } = await signLetter(place, letter, node.sign);
        const opened = await openEnvelope(await seal(jws, node.sealTo, place), node.receiver);
        expect(opened).toMatchObject({
          ok: true,
          value: { items: [{ ok: true, mid, letter, header: { ...place, kind: letter.kind } }] },
        });
      }),
      { numRuns: 100 },
    );
  });

  it('opens to each of a batch, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(places, letters), { minLength: 1, maxLength: 8 }), uuid, async (list, jti) => {
        const signed = await Promise.all(list.map(([place, letter]) => signLetter(place, letter, node.sign)));
        const opened = await openEnvelope(
          await seal(
            signed.map(({ jws }) => jws),
            node.sealTo,
            { iss: 'USA', aud: 'AUT', jti },
          ),
          node.receiver,
        );
        if (!opened.ok) throw new Error(opened.code);
        expect(opened.value.items.map((item) => item.ok && item.is === 'letter' && item.mid)).toEqual(
          signed.map(({ mid }) => mid),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('keeps its identity however often it is signed and sealed', async () => {
    await fc.assert(
      fc.asyncProperty(places, letters, async (place, letter) => {
        const [one, two] = [await signLetter(place, letter, node.sign), await signLetter(place, letter, node.sign)];
        expect(two).toEqual(one);
        expect(await seal(one.jws, node.sealTo, place)).not.toBe(await seal(one.jws, node.sealTo, place));
      }),
      { numRuns: 20 },
    );
  });

  it('is refused when any bit of the signed letter inside is flipped before sealing, by a holder of our public key', async () => {
    const place: LetterPlace = {
      iss: 'USA',
      aud: 'AUT',
      epoch: 1,
      jti: '019ab3b0-0000-7000-8000-000000000001',
      iat: NOW,
      thread: '019ab3b0-0000-7000-8000-000000000002',
      role: 'requester',
      seq: 1,
      prev: null,
      seen: 0,
      exercise: true,
    };
    const { jws } = await signLetter(place, { kind: 'REMIND', body: { text: 'x' } }, node.sign);
    const said: string[] = [];
    for (let position = 0; position < jws.length; position++) {
      for (let bit = 0; bit < 7; bit++)
        said.push(await verdict(await seal(flip(jws, position, bit), node.sealTo, place), node.receiver));
    }
    for (const [at, segment] of jws.split('.').entries()) {
      for (const other of otherSpellings(segment))
        said.push(
          await verdict(await seal(jws.split('.').with(at, other).join('.'), node.sealTo, place), node.receiver),
        );
    }
    expectRefused(said);
  });
});
