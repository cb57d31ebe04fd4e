import { Inject, Injectable } from '@nestjs/common';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../domain/shared/canonical.js';
import { type Instant } from '../domain/shared/instant.js';
import { Clock } from './clock.js';
import { CONFIG, type Config } from './config.js';
import { writeOnce } from './key-file.js';

/** Three separate keys: a leak of one says nothing about the others. */
export const KEY_USES = ['signing', 'sealing', 'ledger'] as const;
export type KeyUse = (typeof KEY_USES)[number];

/** Octet key pair (RFC 8037), the public half. */
export interface PublicOkp {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519' | 'X25519';
  readonly x: string;
}

export interface KeyPair {
  readonly use: KeyUse;
  /** RFC 7638 thumbprint of the public half. */
  readonly kid: string;
  readonly publicJwk: PublicOkp;
  readonly privateKey: KeyObject;
  readonly createdAt: Instant;
}

interface KeyFile {
  readonly use: KeyUse;
  readonly kid: string;
  readonly createdAt: Instant;
  readonly privateJwk: PublicOkp & { readonly d: string };
}

const CURVES = { signing: 'ed25519', sealing: 'x25519', ledger: 'ed25519' } as const satisfies Record<KeyUse, string>;

/** The node's own keys: files of its data folder, numbered, never overwritten; the highest number is the current one. */
@Injectable()
export class KeyStore {
  private readonly read = new Map<string, KeyPair>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Throws in production where no key was made: a lost data folder must not turn silently into a new identity. */
  async current(use: KeyUse): Promise<KeyPair> {
    const last = (await this.all(use)).at(-1);
    if (last !== undefined) return last;
    if (this.config['node.mode'] === 'production')
      throw new Error(`this node has no ${use} key: run init, or restore its data folder`);
    this.write(use, 1, this.clock.now());
    return this.current(use);
  }

  /** For a node that is being set up: the current key, or the first one, made now. */
  async establish(use: KeyUse): Promise<KeyPair> {
    return (await this.all(use)).at(-1) ?? this.rotate(use, this.clock.now());
  }

  async byKid(use: KeyUse, kid: string): Promise<KeyPair | undefined> {
    return (await this.all(use)).find((key) => key.kid === kid);
  }

  /** Oldest first. Read from the folder each time: another process may have rotated. */
  all(use: KeyUse): Promise<readonly KeyPair[]> {
    return Promise.resolve(this.names(use).map((name) => this.load(join(this.folder(use), name))));
  }

  /** The files of every key, for the recovery file alone, which is sealed to shares before it leaves. */
  forRecovery(): readonly { readonly path: string; readonly text: string }[] {
    return KEY_USES.flatMap((use) =>
      this.names(use).map((name) => ({
        path: `${use}/${name}`,
        text: readFileSync(join(this.folder(use), name), 'utf8'),
      })),
    );
  }

  /** Makes the next key; the earlier ones stay, to open what was sealed to them. */
  async rotate(use: KeyUse, now: Instant): Promise<KeyPair> {
    let number = this.names(use).length + 1;
    while (!this.write(use, number, now)) number += 1;
    return this.current(use);
  }

  private write(use: KeyUse, number: number, now: Instant): boolean {
    const { privateKey } = CURVES[use] === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
    const privateJwk = privateKey.export({ format: 'jwk' }) as KeyFile['privateJwk'];
    const file: KeyFile = { use, kid: thumbprint(privateJwk), createdAt: now, privateJwk };
    return writeOnce(join(this.folder(use), `${String(number).padStart(6, '0')}.json`), JSON.stringify(file));
  }

  private load(path: string): KeyPair {
    const known = this.read.get(path);
    if (known !== undefined) return known;
    const { use, kid, createdAt, privateJwk } = JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
    const { kty, crv, x } = privateJwk;
    const pair: KeyPair = {
      use,
      kid,
      publicJwk: { kty, crv, x },
      privateKey: createPrivateKey({ key: { ...privateJwk }, format: 'jwk' }),
      createdAt,
    };
    this.read.set(path, pair);
    return pair;
  }

  private folder(use: KeyUse): string {
    return join(this.config['node.dataFolder'], 'keys', use);
  }

  private names(use: KeyUse): string[] {
    try {
      return readdirSync(this.folder(use))
        .filter((name) => /^\d{6}\.json$/.test(name))
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}

/** RFC 7638 3: SHA-256 over the required members in canonical order (RFC 8037 2 for OKP). */
export function thumbprint({ crv, kty, x }: PublicOkp): string {
  return digestOf({ crv, kty, x });
}
