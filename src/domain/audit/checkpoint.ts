import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { digestOf } from '../shared/canonical.js';
import { sha256 } from './merkle.js';

/**
 * A signed tree head as a C2SP signed note (c2sp.org/signed-note, c2sp.org/tlog-checkpoint): three lines, an empty one, a signature
 * line. The key's name is the log's origin, so that a note of one log can not pass for a note of another.
 */
export interface Checkpoint {
  /** `proofmark/<STATE>/<epoch>` */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly state: string;
  readonly epoch: number;
  readonly note: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly keyHash: Uint8Array;
  readonly signature: Uint8Array;
}

/** A ledger key's public half: `x` of its OKP key (RFC 8037), `kid` its RFC 7638 thumbprint, which people read out. */
export interface LedgerKey {
  readonly x: string;
  readonly kid: string;
  readonly raw: Uint8Array;
  readonly publicKey: KeyObject;
}

const ED25519 = Buffer.of(0x01);
const NOTE =
  /^(?<origin>proofmark\/(?<state>[A-Z]{3})\/(?<epoch>[1-9]\d{0,8}))\n(?<size>[1-9]\d{0,14})\n(?<root>[A-Za-z0-9+/]{43}=)\n\n(?<signatures>(?:\u2014 \S+ [A-Za-z0-9+/=]+\n)+)$/;

export function originOf(state: string, epoch: number): string {
  return `proofmark/${state}/${String(epoch)}`;
}

/** `sign` is Ed25519 over the bytes it is given. */
export function signCheckpoint(
  checkpoint: Checkpoint,
  key: LedgerKey,
  sign: (bytes: Uint8Array) => Uint8Array,
): string {
  const text = textOf(checkpoint);
  const signature = Buffer.concat([keyHash(checkpoint.origin, key), sign(Buffer.from(text, 'utf8'))]).toString(
    'base64',
  );
  return `${text}\n\u2014 ${checkpoint.origin} ${signature}\n`;
}

/** Undefined where the text is not a checkpoint of a Proofmark log, spelt as we spell it. */
export function parseCheckpoint(note: string): SignedCheckpoint | undefined {
  const groups = NOTE.exec(note)?.groups as
    Record<'origin' | 'state' | 'epoch' | 'size' | 'root' | 'signatures', string> | undefined;
  if (groups === undefined) return undefined;
  const root = Buffer.from(groups.root, 'base64');
  const signatures = groups.signatures.trimEnd().split('\n').map(parseSignature);
  if (root.toString('base64') !== groups.root || signatures.includes(undefined)) return undefined;
  return {
    origin: groups.origin,
    state: groups.state,
    epoch: Number(groups.epoch),
    size: Number(groups.size),
    root,
    note,
    signatures: signatures as NoteSignature[],
  };
}

/** The key whose valid signature the note carries; signatures by strangers (witnesses) are passed over, as the format asks. */
export function signerOf(checkpoint: SignedCheckpoint, keys: readonly LedgerKey[]): LedgerKey | undefined {
  const text = Buffer.from(textOf(checkpoint), 'utf8');
  return keys.find((key) => {
    const hash = keyHash(checkpoint.origin, key);
    return checkpoint.signatures.some(
      (one) =>
        one.name === checkpoint.origin && hash.equals(one.keyHash) && verify(null, text, key.publicKey, one.signature),
    );
  });
}

/** Undefined where `x` is not the one spelling of 32 bytes. */
export function ledgerKey(x: string): LedgerKey | undefined {
  const raw = Buffer.from(x, 'base64url');
  if (raw.length !== 32 || raw.toString('base64url') !== x) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  return { x, kid: digestOf(jwk), raw, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) };
}

/** The notes of a file, one behind the other; undefined stands for a piece that is not a checkpoint. */
export function splitNotes(
  text: string,
): { readonly line: number; readonly checkpoint: SignedCheckpoint | undefined }[] {
  const pieces: { line: number; checkpoint: SignedCheckpoint | undefined }[] = [];
  let lines: string[] = [];
  let start = 1;
  const flush = (): void => {
    if (lines.length > 0) pieces.push({ line: start, checkpoint: parseCheckpoint(`${lines.join('\n')}\n`) });
    lines = [];
  };
  for (const [i, line] of text.replaceAll('\r\n', '\n').split('\n').entries()) {
    const isEmptyBetween = line === '' && (lines.length === 0 || isSignatureLine(lines.at(-1)));
    if (isEmptyBetween || (!isSignatureLine(line) && isSignatureLine(lines.at(-1)))) flush();
    if (isEmptyBetween) continue;
    if (lines.length === 0) start = i + 1;
    lines.push(line);
  }
  flush();
  return pieces;
}

function textOf({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${String(size)}\n${Buffer.from(root).toString('base64')}\n`;
}

/** The first four bytes of SHA-256(name || LF || 0x01 || public key): finds the key, proves nothing. */
function keyHash(name: string, key: LedgerKey): Buffer {
  return sha256(Buffer.from(`${name}\n`, 'utf8'), ED25519, key.raw).subarray(0, 4);
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name, text] = line.split(' ');
  const bytes = Buffer.from(text ?? '', 'base64');
  if (name === undefined || bytes.toString('base64') !== text || bytes.length < 5) return undefined;
  return { name, keyHash: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

function isSignatureLine(line: string | undefined): boolean {
  return line?.startsWith('\u2014 ') ?? false;
}
