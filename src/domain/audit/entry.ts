import { canonicalText, type Json } from '../shared/canonical.js';
import { type Instant } from '../shared/instant.js';
import { leafHash, sha256 } from './merkle.js';

/** What a room hands in; the entry of the ledger is made from it. */
export interface AuditInput {
  readonly at: Instant;
  /** `room.verb`: 'case.event', 'identity.signed-in'. */
  readonly act: string;
  readonly actor: AuditActor;
  readonly caseId?: string;
  readonly thread?: string;
  /** Never personal data and never a serial number: this part can not be erased. */
  readonly data: Readonly<Record<string, Json>>;
  /** Name, serial number, text of a person ...: the entry holds a salted hash, an erasable side table the value. */
  readonly personal?: Readonly<Record<string, string>>;
}

export interface AuditActor {
  readonly kind: 'person' | 'system' | 'partner';
  readonly id: string;
}

/** An entry as it is hashed. Its members never change meaning; a new shape takes a new `v`. */
export interface Entry {
  readonly v: 1;
  readonly at: Instant;
  readonly act: string;
  readonly actor: AuditActor;
  readonly caseId?: string;
  readonly thread?: string;
  readonly data: Readonly<Record<string, Json>>;
  /** base64url(SHA-256(salt || UTF-8 of the value)) by name. */
  readonly personal?: Readonly<Record<string, string>>;
  /** 16 random bytes: in a proof for a court the hashes of other cases' entries must not be guessable. */
  readonly salt: string;
}

export interface SealedEntry {
  readonly canonical: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly personal: readonly PersonalValue[];
}

export interface PersonalValue {
  readonly name: string;
  readonly salt: Uint8Array;
  readonly value: string;
}

export const PERSONAL_SALT_BYTES = 32;
const ENTRY_SALT_BYTES = 16;
/** Escaped once more in a bundle it still fits a line. */
const ENTRY_MAX_BYTES = 1_048_576;
/** `room.verb`, as the filters and the figures compare it. */
const ACT = /^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/;

/** Makes the bytes that the tree commits to. Throws for an act that is not `room.verb`: a defect of the caller. */
export function sealEntry(input: AuditInput, randomBytes: (size: number) => Uint8Array): SealedEntry {
  if (!ACT.test(input.act)) throw new TypeError(`an act is written room.verb, not '${input.act}'`);
  const personal = Object.entries(input.personal ?? {}).map(([name, value]) => ({
    name,
    salt: randomBytes(PERSONAL_SALT_BYTES),
    value: storable(value),
  }));
  const entry: Entry = {
    v: 1,
    at: input.at,
    act: input.act,
    actor: { kind: input.actor.kind, id: input.actor.id },
    ...(input.caseId === undefined ? {} : { caseId: input.caseId }),
    ...(input.thread === undefined ? {} : { thread: input.thread }),
    data: input.data,
    ...(personal.length === 0
      ? {}
      : { personal: Object.fromEntries(personal.map((one) => [one.name, personalHash(one.salt, one.value)])) }),
    salt: Buffer.from(randomBytes(ENTRY_SALT_BYTES)).toString('base64url'),
  };
  const canonical = Buffer.from(storableText(entry), 'utf8');
  if (canonical.length > ENTRY_MAX_BYTES)
    throw new RangeError(`an entry of ${String(canonical.length)} bytes: name a digest instead of the thing`);
  return { canonical, leafHash: leafHash(canonical), personal };
}

/** What stands in the entry for a personal value; whoever was given salt and value can check them against the ledger. */
export function personalHash(salt: Uint8Array, value: string): string {
  return sha256(salt, Buffer.from(value, 'utf8')).toString('base64url');
}

/** Reads an entry's text; undefined where it does not have the shape of one. */
export function parseEntry(text: string): Entry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isEntry(value) ? value : undefined;
}

function isEntry(value: unknown): value is Entry {
  if (!isObject(value) || value['v'] !== 1) return false;
  const actor = value['actor'];
  return (
    typeof value['at'] === 'string' &&
    typeof value['act'] === 'string' &&
    typeof value['salt'] === 'string' &&
    isObject(value['data']) &&
    isObject(actor) &&
    typeof actor['kind'] === 'string' &&
    typeof actor['id'] === 'string' &&
    isOptionalText(value['caseId']) &&
    isOptionalText(value['thread']) &&
    (value['personal'] === undefined || isObject(value['personal']))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

/** PostgreSQL keeps neither U+0000 nor a lone surrogate, not even escaped in JSON; what a stranger typed must not stop its own entry. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

function storableText(value: Entry): string {
  const text = JSON.stringify(value);
  return canonicalText(UNSTORABLE.test(text) ? storableJson(JSON.parse(text) as Json) : value);
}

function storableJson(value: Json): Json {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(storableJson);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [storable(name), storableJson(member as Json)]),
  );
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
