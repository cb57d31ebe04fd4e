import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { addMs, type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Sweeps } from '../../platform/jobs.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { IdentityLedger, SIGN_IN } from './identity-ledger.service.js';
import { afterAttempt, isLocked, type BackOff } from './sign-in-back-off.js';
import { SignInLocksRepository, type LockKind } from './sign-in-locks.repository.js';

export interface Attempt {
  readonly name: string;
  readonly address: string;
}

/** One order for all, so that two attempts never wait for each other. */
const KINDS = ['address', 'name'] as const satisfies readonly LockKind[];
const MINUTE_MS = 60_000;
const FORGET_EVERY_MS = 10 * MINUTE_MS;

/** Slows guessing down, by name and by address, whether the name exists or not. */
@Injectable()
export class SignInAttemptsService implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly locks: SignInLocksRepository,
    private readonly ledger: IdentityLedger,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sweeps.add({ name: 'identity.forget-sign-in-locks', everyMs: FORGET_EVERY_MS, run: () => this.forget() });
  }

  /** Counts the attempt as failed; an attempt during a wait is refused and not counted. */
  async admit(attempt: Attempt): Promise<Result<null>> {
    const now = this.clock.now();
    return this.transactions.run(async (tx) => {
      const taken = [];
      for (const kind of KINDS) taken.push({ kind, lock: await this.locks.take(tx, kind, attempt[kind], now) });
      if (taken.some(({ lock }) => isLocked(lock, now))) return refuse('sign-in-locked');
      for (const { kind, lock } of taken)
        await this.locks.put(tx, kind, attempt[kind], afterAttempt(lock, now, this.backOff(kind)));
      return succeed(null);
    });
  }

  async failed(attempt: Attempt): Promise<void> {
    await this.transactions.run((tx) =>
      this.ledger.record(
        tx,
        SIGN_IN,
        'identity.sign-in-failed',
        {},
        { personal: { signInName: attempt.name, address: attempt.address } },
      ),
    );
  }

  /** The name starts anew; the address only gets this one attempt back, or one known account would cover for guessing others. */
  async succeeded(tx: Tx, attempt: Attempt): Promise<void> {
    await this.locks.forgive(tx, 'address', attempt.address);
    await this.locks.clear(tx, 'name', attempt.name);
  }

  private async forget(): Promise<number> {
    const before: Instant = addMs(this.clock.now(), -2 * this.config['access.backOffMaxMinutes'] * MINUTE_MS);
    return this.transactions.run((tx) => this.locks.forget(tx, before));
  }

  private backOff(kind: LockKind): BackOff {
    return {
      freeAttempts: this.config[kind === 'name' ? 'access.freeAttemptsByName' : 'access.freeAttemptsByAddress'],
      firstWaitMs: this.config['access.backOffSeconds'] * 1000,
      longestWaitMs: this.config['access.backOffMaxMinutes'] * MINUTE_MS,
    };
  }
}
