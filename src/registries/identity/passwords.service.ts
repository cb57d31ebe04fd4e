import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { weaknessOf } from './password-rules.js';
import { newSecret } from './secret.js';

/** Passwords as argon2id (RFC 9106), its cost a setting. */
@Injectable()
export class PasswordsService {
  /** The hash of a password that nobody has: an unknown name costs as much time as a known one. */
  private decoy: Promise<string> | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async hash(password: string): Promise<string> {
    // The package's default variant is argon2id, and the table's CHECK refuses any other.
    return hash(password.normalize('NFC'), {
      memoryCost: this.config['access.argon2MemoryKiB'],
      timeCost: this.config['access.argon2Passes'],
      parallelism: 1,
    });
  }

  /** False, after the same work, where there is no hash to compare with. */
  async matches(password: string, hashed: string | undefined): Promise<boolean> {
    const right = await verify(hashed ?? (await this.decoyHash()), password.normalize('NFC'));
    return right && hashed !== undefined;
  }

  /** Takes a new password, hashed, or says what is wrong with it. `names` are the words a guesser would try first. */
  async accept(password: string, names: readonly string[]): Promise<Result<string>> {
    const weakness = weaknessOf(password, names, this.config['access.passwordMinLength']);
    return weakness === undefined
      ? succeed(await this.hash(password))
      : refuse('password-weak', { field: '/password', detail: weakness });
  }

  private decoyHash(): Promise<string> {
    this.decoy ??= this.hash(newSecret('link').text);
    return this.decoy;
  }
}
