import { Inject, Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG, type Config } from './config.js';
import { writeOnce } from './key-file.js';

/** What is sealed under the node's own key; each purpose has a key of its own (HKDF, RFC 5869). */
export type Purpose =
  | 'case key'
  | 'stored answer'
  | 'second factor'
  | 'form token'
  | 'form draft'
  | 'search key'
  | 'review note'
  | 'data subject'
  | 'wide search';

const FORMAT = 1;

/** The node's master key: a setting in production, a file of the data folder elsewhere. */
@Injectable()
export class MasterKey {
  private readonly secret: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.secret =
      config['node.masterKey'] === ''
        ? secretOfFile(config['node.dataFolder'])
        : Buffer.from(config['node.masterKey'], 'utf8');
  }

  seal(purpose: Purpose, bytes: Uint8Array, context: string): Buffer {
    return sealWith(this.keyFor(purpose), bytes, context);
  }

  /** Throws where the bytes were changed or belong to another context. */
  open(purpose: Purpose, sealed: Uint8Array, context: string): Buffer {
    return openWith(this.keyFor(purpose), sealed, context);
  }

  /** A code that only this node can know again: nobody else holds the key that it is made from. */
  codeFor(purpose: 'set-up code', context: string): string {
    return Buffer.from(hkdfSync('sha256', this.secret, `proofmark ${context}`, purpose, 15)).toString('base64url');
  }

  /** One text, one value, for this node alone: found again without being readable in the table (HMAC, RFC 2104; 16 bytes). */
  searchKey(text: string): Buffer {
    return createHmac('sha256', this.keyFor('search key')).update(text, 'utf8').digest().subarray(0, 16);
  }

  /** For the recovery file alone, which is sealed to shares before it leaves. */
  forRecovery(): string {
    return this.secret.toString('utf8');
  }

  private keyFor(purpose: Purpose): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secret, 'proofmark', purpose, 32));
  }
}

/** AES-256-GCM (NIST SP 800-38D): format byte, 12 bytes nonce, 16 bytes tag, ciphertext; `context` is authenticated with it. */
export function sealWith(key: Uint8Array, bytes: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
}

export function openWith(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes.length < 29 || bytes[0] !== FORMAT) throw new Error('sealed bytes of an unknown format');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context, 'utf8')).setAuthTag(bytes.subarray(13, 29));
  return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]);
}

function secretOfFile(dataFolder: string): Buffer {
  const path = join(dataFolder, 'keys', 'master.key');
  writeOnce(path, randomBytes(32).toString('base64url'));
  return Buffer.from(readFileSync(path, 'utf8'), 'utf8');
}
