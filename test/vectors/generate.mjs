/*
 * Writes envelopes.json: golden vectors of the wire, valid and invalid, for another country's implementation. Written against docs and RFCs
 * with node:crypto, jose and canonicalize alone; it imports nothing of the product, so that the vectors judge the product.
 * Every key, content-encryption key, nonce and ephemeral key is derived from a name: the same run gives the same bytes. A real sender draws
 * them at random, so an implementation compares what it opens, never what it seals.
 *
 *   node test/vectors/generate.mjs          rewrites envelopes.json
 *   node test/vectors/generate.mjs --print  prints it
 */
import canonicalize from 'canonicalize';
import { CompactEncrypt, calculateJwkThumbprint, importJWK } from 'jose';
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NOW = '2026-11-24T10:00:00.000Z';
const THREAD = '019ab3b0-0000-7000-8000-000000000001';
const INCIDENT = '019ab3b0-0000-7000-8000-0000000000aa';
const jtiOf = (n) => `019ab3b0-0000-7000-8000-${String(n).padStart(12, '0')}`;

const bytesOf = (name, length) =>
  createHash('sha512').update(`proofmark vectors: ${name}`).digest().subarray(0, length);
const b64 = (data) => Buffer.from(data).toString('base64url');
const hash = (text) => createHash('sha256').update(text).digest('base64url');

function keyOf(name, curve) {
  const prefix = { Ed25519: '302e020100300506032b657004220420', X25519: '302e020100300506032b656e04220420' }[curve];
  const der = Buffer.concat([Buffer.from(prefix, 'hex'), bytesOf(`key ${name}`, 32)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, jwk: privateKey.export({ format: 'jwk' }) };
}

async function keysOf(state) {
  const signing = keyOf(`${state} signing`, 'Ed25519');
  const sealing = keyOf(`${state} sealing`, 'X25519');
  return {
    signing: { ...signing, kid: await calculateJwkThumbprint(signing.jwk) },
    sealing: { ...sealing, kid: await calculateJwkThumbprint(sealing.jwk) },
  };
}

const AUT = await keysOf('AUT');
const USA = await keysOf('USA');
const RETIRED = await keysOf('USA retired');
const REVOKED = await keysOf('USA revoked');
const STRANGER = await keysOf('XAB');

const remind = { text: 'We await your answer.' };
const request = {
  incident: { id: INCIDENT, item: 1, of: 1 },
  reference: 'USA 2026/17',
  requesterKind: 'State',
  urgency: 'routine',
  illicit: [{ ground: '6a', law: '18 U.S.C. 922(g)' }],
  recovery: {
    kind: 'seized',
    date: { on: '2026-11-02' },
    country: 'USA',
    circumstances: 'Found in a vehicle at a road check.',
  },
  weapon: {
    type: 'self-loading pistol',
    make: 'GLOCK',
    model: '17',
    calibre: '9 mm Luger',
    marks: [
      { kind: 'serial', text: 'BXY123', component: 'frame', condition: 'legible' },
      { kind: 'country of manufacture', text: 'AUSTRIA', country: 'AUT', condition: 'legible' },
    ],
  },
  intendedUse: { use: 'criminal investigation' },
  confidentiality: { guaranteed: true },
  handling: {
    recipients: ['NPC of Austria'],
    purposes: ['criminal investigation'],
    onwardRelease: 'with consent',
    evidenceUse: 'with consent',
  },
  nationalCheck: [{ holder: 'own registry', result: 'no record', on: '2026-11-03' }],
};

const headerOf = (more = {}) => ({
  alg: 'Ed25519',
  typ: 'proofmark-letter+jws',
  ver: 1,
  kid: USA.signing.kid,
  iss: 'USA',
  aud: 'AUT',
  epoch: 1,
  jti: jtiOf(1),
  iat: '2026-11-24T09:59:00.000Z',
  thread: THREAD,
  role: 'requester',
  seq: 2,
  prev: hash('the letter before'),
  seen: 1,
  kind: 'REMIND',
  exercise: true,
  ...more,
});

/** Signs exactly these texts: how the invalid ones are made. */
async function signTexts(headerText, bodyText, key = USA.signing.privateKey) {
  const input = `${b64(headerText)}.${b64(bodyText)}`;
  return `${input}.${b64(sign(null, Buffer.from(input), key))}`;
}
const letter = (more = {}, body = remind, key = USA.signing.privateKey) =>
  signTexts(canonicalize(headerOf(more)), canonicalize(body), key);

const outerOf = (more = {}) => ({
  alg: 'ECDH-ES+A256KW',
  enc: 'A256GCM',
  typ: 'proofmark-envelope+jwe',
  kid: AUT.sealing.kid,
  iss: 'USA',
  aud: 'AUT',
  jti: jtiOf(1),
  ...more,
});

async function sealed(name, plaintext, more = {}, { enc = 'A256GCM' } = {}) {
  return await new CompactEncrypt(Buffer.from(plaintext))
    .setProtectedHeader(outerOf({ enc, ...more }))
    .setContentEncryptionKey(bytesOf(`content key ${name}`, enc === 'A128GCM' ? 16 : 32))
    .setInitializationVector(bytesOf(`nonce ${name}`, 12))
    .setKeyManagementParameters({
      epk: await importJWK(keyOf(`ephemeral ${name}`, 'X25519').jwk, 'ECDH-ES', { extractable: true }),
    })
    .encrypt({ kty: 'OKP', crv: 'X25519', x: AUT.sealing.jwk.x });
}

/** Replaces one segment of a compact serialisation. */
const withSegment = (text, at, change) =>
  text
    .split('.')
    .map((segment, index) => (index === at ? change(segment) : segment))
    .join('.');
const rewriteOuter = (jwe, change) =>
  withSegment(jwe, 0, (segment) => b64(change(Buffer.from(segment, 'base64url').toString())));

/** The same bytes in another spelling: the unused bits of the last character set. */
function looseSpelling(segment) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return segment.slice(0, -1) + alphabet[alphabet.indexOf(segment.at(-1)) + 1];
}

const plain = await letter();
const golden = await sealed('golden', plain);

const valid = [];
const invalid = [];
const accept = async (name, jwe, letters) =>
  valid.push({
    name,
    jwe,
    letters: letters.map((jws) => ({
      mid: hash(jws),
      header: JSON.parse(Buffer.from(jws.split('.')[0], 'base64url')),
      body: JSON.parse(Buffer.from(jws.split('.')[1], 'base64url')),
    })),
  });
/** `authenticated`: the inner signature held, so the receiver answers with a signed rejection; else a plain problem. */
const reject = async (name, jwe, code, { field, authenticated = false } = {}) =>
  invalid.push({ name, jwe, code, ...(field === undefined ? {} : { field }), authenticated });
const rejectLetter = async (name, jws, code, more = {}, outer = {}) =>
  reject(name, await sealed(name, jws, outer), code, more);
const authenticated = true;

await accept('a reminder', golden, [plain]);
const first = await letter({ seq: 1, prev: null, seen: 0, kind: 'REQUEST' }, request);
await accept('a request, first of its thread', await sealed('request', first), [first]);
const second = await letter({ jti: jtiOf(2), seq: 3, prev: hash(plain) });
await accept(
  'a batch of two letters',
  await sealed('batch', canonicalize([plain, second]), { jti: jtiOf(99), batch: true }),
  [plain, second],
);
const old = await letter({ iat: '2001-01-01T00:00:00.000Z' });
await accept('a letter of any age, its key valid then', await sealed('old', old), [old]);
const retired = await letter(
  { kid: RETIRED.signing.kid, iat: '2020-06-01T00:00:00.000Z' },
  remind,
  RETIRED.signing.privateKey,
);
await accept('a letter signed while a key, now expired, was valid', await sealed('retired', retired), [retired]);
const late = await letter({ kid: RETIRED.signing.kid }, remind, RETIRED.signing.privateKey);
await accept('a letter signed by a key that had run out, which only warns', await sealed('late', late), [late]);
const ahead = await letter({ iat: '2026-11-24T10:05:00.000Z' });
await accept('a letter dated exactly five minutes ahead', await sealed('ahead', ahead), [ahead]);

// the envelope's form
await reject('four segments', golden.split('.').slice(0, 4).join('.'), 'envelope-form');
await reject(
  'an empty tag',
  withSegment(golden, 4, () => ''),
  'envelope-form',
);
await reject(
  'a padded segment',
  withSegment(golden, 0, (segment) => `${segment}==`),
  'encoding-not-canonical',
  { field: '/segment/0' },
);
for (const [at, segment] of golden.split('.').entries()) {
  if (Buffer.from(segment, 'base64url').length % 3 !== 0) {
    await reject(
      `segment ${at} in a loose spelling`,
      withSegment(golden, at, looseSpelling),
      'encoding-not-canonical',
      { field: `/segment/${at}` },
    );
  }
}
await reject(
  'a line break in the ciphertext',
  withSegment(golden, 3, (segment) => `${segment.slice(0, 8)}\n${segment.slice(8)}`),
  'encoding-not-canonical',
  { field: '/segment/3' },
);
await reject(
  'an outer header that is not JSON',
  rewriteOuter(golden, (text) => text.slice(1)),
  'json-broken',
);
await reject(
  'an outer header with a member twice',
  rewriteOuter(golden, (text) => text.replace('{', '{"iss":"USA",')),
  'member-doubled',
);
await reject(
  'an outer header with a foreign member',
  rewriteOuter(golden, (text) => text.replace('{', '{"cty":"JWT",')),
  'header-invalid',
  { field: '/outer/cty' },
);
await reject(
  'an outer header without a sender',
  rewriteOuter(golden, (text) => text.replace('"iss":"USA",', '')),
  'header-invalid',
  { field: '/outer/iss' },
);
await reject(
  'a compressed envelope',
  rewriteOuter(golden, (text) => text.replace('{', '{"zip":"DEF",')),
  'compression-refused',
  { field: '/outer/zip' },
);
await reject(
  'an envelope that asks for an extension',
  rewriteOuter(golden, (text) => text.replace('{', '{"crit":["b64"],"b64":false,')),
  'critical-refused',
  { field: '/outer/crit' },
);
await reject(
  'a key agreement that is not the named one',
  rewriteOuter(golden, (text) => text.replace('ECDH-ES+A256KW', 'ECDH-ES')),
  'algorithm-refused',
  { field: '/outer/alg' },
);
await reject(
  'a content encryption that is not the named one',
  await sealed('a128', plain, {}, { enc: 'A128GCM' }),
  'algorithm-refused',
  { field: '/outer/enc' },
);
await reject('addressed to another State', await sealed('to DEU', plain, { aud: 'DEU' }), 'audience-wrong');
await reject(
  'sealed for a key that is not ours',
  await sealed('lost key', plain, { kid: STRANGER.sealing.kid }),
  'sealing-key-unknown',
);
await reject(
  'an outer header changed after sealing',
  rewriteOuter(golden, (text) => text.replace('"iss":"USA"', '"iss":"XAB"')),
  'envelope-not-opened',
);
await reject(
  'a ciphertext with one bit changed',
  withSegment(golden, 3, (segment) => {
    const bytes = Buffer.from(segment, 'base64url');
    bytes[0] ^= 1;
    return b64(bytes);
  }),
  'envelope-not-opened',
);
await reject(
  'a batch that is not a list',
  await sealed('batch of nothing', '{}', { jti: jtiOf(99), batch: true }),
  'batch-invalid',
);
await reject('an empty batch', await sealed('empty batch', '[]', { jti: jtiOf(99), batch: true }), 'batch-invalid');
await reject(
  'a batch that is not canonical',
  await sealed('loose batch', JSON.stringify([plain], null, 1), { jti: jtiOf(99), batch: true }),
  'json-not-canonical',
);

// the letter's form, before its signature counts
await rejectLetter('a letter of two segments', plain.split('.').slice(0, 2).join('.'), 'envelope-form');
await rejectLetter('a letter with a loose signature', withSegment(plain, 2, looseSpelling), 'encoding-not-canonical', {
  field: '/segment/2',
});
await rejectLetter('a letter signed with EdDSA by its old name', await letter({ alg: 'EdDSA' }), 'algorithm-refused', {
  field: '/header/alg',
});
await rejectLetter(
  'a letter without a signature',
  `${b64(canonicalize(headerOf({ alg: 'none' })))}.${b64(canonicalize(remind))}.AA`,
  'algorithm-refused',
  { field: '/header/alg' },
);
await rejectLetter('a letter that asks for an extension', await letter({ crit: ['exp'], exp: 1 }), 'critical-refused', {
  field: '/header/crit',
});
await rejectLetter(
  'a header that is not canonical',
  await signTexts(JSON.stringify(headerOf()), canonicalize(remind)),
  'json-not-canonical',
  { field: '/header' },
);
await rejectLetter(
  'a header with a member twice',
  await signTexts(canonicalize(headerOf()).replace('{', '{"alg":"Ed25519",'), canonicalize(remind)),
  'member-doubled',
  { field: '/header' },
);
await rejectLetter(
  'a body that is not canonical',
  await signTexts(canonicalize(headerOf()), '{"text": "We await your answer."}'),
  'json-not-canonical',
  { field: '/body' },
);
await rejectLetter(
  'a body with a member twice',
  await signTexts(canonicalize(headerOf()), '{"text":"A","text":"B"}'),
  'member-doubled',
  { field: '/body' },
);
await rejectLetter(
  'a body that is not UTF-8',
  await signTexts(canonicalize(headerOf()), Buffer.from([0x7b, 0xff, 0x7d])),
  'json-broken',
  { field: '/body' },
);
await rejectLetter(
  'a body with half a character',
  await signTexts(canonicalize(headerOf()), '{"text":"\\ud800"}'),
  'json-not-canonical',
  { field: '/body' },
);
await rejectLetter('a body that is not JSON', await signTexts(canonicalize(headerOf()), '{'), 'json-broken', {
  field: '/body',
});
await rejectLetter('a letter of another type', await letter({ typ: 'JWT' }), 'header-invalid', {
  field: '/header/typ',
});
await rejectLetter(
  'a letter dated on a day that does not exist',
  await letter({ iat: '2026-02-30T00:00:00.000Z' }),
  'header-invalid',
  { field: '/header/iat' },
);
await rejectLetter(
  'a State that the directory does not know',
  await letter({ iss: 'XAB', kid: STRANGER.signing.kid }, remind, STRANGER.signing.privateKey),
  'sender-unknown',
  {},
  { iss: 'XAB' },
);
await rejectLetter(
  'a key that the directory does not know',
  await letter({ kid: STRANGER.signing.kid }, remind, STRANGER.signing.privateKey),
  'signing-key-unknown',
);
await rejectLetter(
  'a key that was not yet valid when it signed',
  await letter({ iat: '1999-12-31T23:59:59.999Z' }),
  'signing-key-not-valid',
);
await rejectLetter(
  'a revoked key',
  await letter({ kid: REVOKED.signing.kid }, remind, REVOKED.signing.privateKey),
  'signing-key-revoked',
);
await rejectLetter(
  'a signature by another key',
  await letter({}, remind, STRANGER.signing.privateKey),
  'signature-wrong',
);
await rejectLetter(
  'a signature over another body',
  withSegment(plain, 1, () => b64(canonicalize({ text: 'Never mind.' }))),
  'signature-wrong',
);

// the letter's content, said to a partner whose signature held
await rejectLetter('a wire version that is not read here', await letter({ ver: 2, extra: true }), 'version-unknown', {
  field: '/header/ver',
  authenticated,
});
await rejectLetter('a header with a foreign member', await letter({ note: 'x' }), 'header-invalid', {
  field: '/header/note',
  authenticated,
});
await rejectLetter('a side of the trace that does not exist', await letter({ role: 'observer' }), 'header-invalid', {
  field: '/header/role',
  authenticated,
});
await rejectLetter(
  'a request by the side that is asked',
  await letter({ role: 'responder', kind: 'WITHDRAW' }, { reason: 'duplicate', erasePersons: false }),
  'kind-not-writable',
  { field: '/header/kind', authenticated },
);
await rejectLetter('a header without its place', await letter({ seq: undefined }), 'header-invalid', {
  field: '/header/seq',
  authenticated,
});
await rejectLetter('a first letter that follows another', await letter({ seq: 1 }), 'header-invalid', {
  field: '/header/prev',
  authenticated,
});
await rejectLetter('a later letter that follows none', await letter({ prev: null }), 'header-invalid', {
  field: '/header/prev',
  authenticated,
});
await rejectLetter(
  'another sender outside than inside',
  plain,
  'outer-inner-differ',
  { field: '/header/iss', authenticated },
  { iss: 'XAB' },
);
await rejectLetter('another addressee inside than outside', await letter({ aud: 'DEU' }), 'outer-inner-differ', {
  field: '/header/aud',
  authenticated,
});
await rejectLetter(
  'another name outside than inside',
  plain,
  'outer-inner-differ',
  { field: '/header/jti', authenticated },
  { jti: jtiOf(7) },
);
await rejectLetter(
  'dated more than five minutes ahead',
  await letter({ iat: '2026-11-24T10:05:00.001Z' }),
  'letter-from-the-future',
  { field: '/header/iat', authenticated },
);
await rejectLetter('a kind that is not known', await letter({ kind: 'GREET' }), 'kind-unknown', {
  field: '/header/kind',
  authenticated,
});
await rejectLetter(
  'an answer by the side that asked',
  await letter({ kind: 'ACKNOWLEDGE' }, { reference: 'x' }),
  'kind-not-writable',
  { field: '/header/kind', authenticated },
);
await rejectLetter('a body with a foreign member', await letter({}, { ...remind, secret: 1 }), 'letter-invalid', {
  field: '/body/secret',
  authenticated,
});
await rejectLetter('a body without what its kind asks for', await letter({}, {}), 'letter-invalid', {
  field: '/body',
  authenticated,
});
await rejectLetter('a body of another type', await letter({}, { text: 7 }), 'letter-invalid', {
  field: '/body/text',
  authenticated,
});
await rejectLetter('a text over its length', await letter({}, { text: 'x'.repeat(501) }), 'letter-invalid', {
  field: '/body/text',
  authenticated,
});
await rejectLetter('a body that is a list', await letter({}, []), 'letter-invalid', { field: '/body', authenticated });
const withRecovery = (change) =>
  letter(
    { seq: 1, prev: null, seen: 0, kind: 'REQUEST' },
    { ...request, recovery: { ...request.recovery, ...change } },
  );
await rejectLetter('a day that does not exist', await withRecovery({ date: { on: '2026-02-31' } }), 'letter-invalid', {
  field: '/body/recovery/date/on',
  authenticated,
});
await rejectLetter('a country that does not exist', await withRecovery({ country: 'JJJ' }), 'country-unknown', {
  field: '/body/recovery/country',
  authenticated,
});
await rejectLetter('a country in small letters', await withRecovery({ country: 'usa' }), 'letter-invalid', {
  field: '/body/recovery/country',
  authenticated,
});

// receipts
const receiptHeader = { alg: 'Ed25519', typ: 'proofmark-receipt+jws', kid: USA.signing.kid };
const receiptOf = (more = {}) => ({
  type: 'received',
  iss: 'USA',
  aud: 'AUT',
  mid: hash('our letter'),
  jti: jtiOf(3),
  thread: THREAD,
  direction: 'responder',
  seq: 1,
  at: '2026-11-24T09:59:30.000Z',
  checkpoint: null,
  ...more,
});
const signReceipt = (more = {}, header = {}, key = USA.signing.privateKey) =>
  signTexts(canonicalize({ ...receiptHeader, ...header }), canonicalize(receiptOf(more)), key);
const due = [
  {
    clock: 'acknowledge',
    policy: 'national default',
    policyVersion: 1,
    calendarVersion: 1,
    zone: 'America/New_York',
    dueAt: '2026-12-02T05:00:00.000Z',
  },
];
const receipts = {
  valid: [
    { name: 'received', jws: await signReceipt() },
    { name: 'accepted, with the deadlines it computed', jws: await signReceipt({ type: 'accepted', due }) },
    {
      name: 'rejected for good, naming what stands',
      jws: await signReceipt({ type: 'rejected', code: 'place-taken', final: false, standing: hash('another letter') }),
    },
    {
      name: 'rejected for its version, naming those read',
      jws: await signReceipt({
        type: 'rejected',
        code: 'version-unknown',
        versions: [1],
        thread: null,
        direction: null,
        seq: null,
      }),
    },
  ],
  invalid: [
    {
      name: 'names another message',
      jws: await signReceipt({ mid: hash('another letter') }),
      code: 'receipt-of-another',
    },
    { name: 'is for another State', jws: await signReceipt({ aud: 'DEU' }), code: 'receipt-of-another' },
    { name: 'is by another State', jws: await signReceipt({ iss: 'XAB' }), code: 'receipt-of-another' },
    {
      name: 'is signed by another key',
      jws: await signReceipt({}, {}, STRANGER.signing.privateKey),
      code: 'signature-wrong',
    },
    {
      name: 'is signed by a key not known',
      jws: await signReceipt({}, { kid: STRANGER.signing.kid }, STRANGER.signing.privateKey),
      code: 'signing-key-unknown',
    },
    {
      name: 'is signed by a revoked key',
      jws: await signReceipt({}, { kid: REVOKED.signing.kid }, REVOKED.signing.privateKey),
      code: 'signing-key-revoked',
    },
    { name: 'is a letter', jws: plain, code: 'receipt-invalid' },
    { name: 'rejects without a code', jws: await signReceipt({ type: 'rejected' }), code: 'receipt-invalid' },
    { name: 'has a foreign member', jws: await signReceipt({ thanks: true }), code: 'receipt-invalid' },
    { name: 'has no time', jws: await signReceipt({ at: '2026-11-24' }), code: 'receipt-invalid' },
    {
      name: 'is not canonical',
      jws: await signTexts(canonicalize(receiptHeader), JSON.stringify(receiptOf())),
      code: 'json-not-canonical',
    },
  ],
  mid: hash('our letter'),
};

const publicJwk = ({ kty, crv, x }) => ({ kty, crv, x });
const vectors = {
  own: 'AUT',
  now: NOW,
  knownVersions: [1],
  sealingKeys: [{ kid: AUT.sealing.kid, privateJwk: { ...publicJwk(AUT.sealing.jwk), d: AUT.sealing.jwk.d } }],
  directory: {
    USA: [
      { kid: USA.signing.kid, jwk: publicJwk(USA.signing.jwk), validFrom: '2000-01-01T00:00:00.000Z' },
      {
        kid: RETIRED.signing.kid,
        jwk: publicJwk(RETIRED.signing.jwk),
        validFrom: '2020-01-01T00:00:00.000Z',
        validTo: '2021-01-01T00:00:00.000Z',
      },
      {
        kid: REVOKED.signing.kid,
        jwk: publicJwk(REVOKED.signing.jwk),
        validFrom: '2000-01-01T00:00:00.000Z',
        revokedAt: '2026-11-24T09:00:00.000Z',
      },
    ],
  },
  valid,
  invalid,
  receipts,
};

const output = `${JSON.stringify(vectors, null, 2)}\n`;
if (process.argv.includes('--print')) process.stdout.write(output);
else writeFileSync(join(import.meta.dirname, 'envelopes.json'), output);
