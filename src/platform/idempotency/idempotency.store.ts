import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { addMs, type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { Clock } from '../clock.js';
import { CONFIG, type Config } from '../config.js';
import { Sweeps } from '../jobs.js';
import { MasterKey } from '../master-key.js';
import { Transactions } from '../transaction.js';

export interface KeyedCall {
  readonly actor: string;
  readonly key: string;
  readonly route: string;
  /** Of method, address and body: the same key with another content is refused. */
  readonly digest: string;
}

export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Either the answer of the first call, or the lease under which this one is carried out. */
export interface Claim {
  readonly lease: string;
  readonly answer?: StoredAnswer;
}

interface Row {
  readonly request_digest: string;
  readonly answer: Buffer | null;
  readonly claimed: boolean;
}

const HOUR = 3_600_000;

/** The answers of creating calls, sealed: one may carry a new token or a name. */
@Injectable()
export class IdempotencyStore implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly master: MasterKey,
    private readonly sweeps: Sweeps,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sweeps.add({ name: 'idempotency.forget', everyMs: HOUR, run: () => this.forget() });
  }

  /** Of two calls at once one inserts the row; the other waits for that insert, sees it and is told that the first is under way. */
  async claim(call: KeyedCall): Promise<Result<Claim>> {
    const now = this.clock.now();
    const lease = randomUUID();
    const row = await this.transactions.run(async (tx) => {
      const [found] = await tx.query<Row>(CLAIM, [
        call.actor,
        call.key,
        call.route,
        call.digest,
        lease,
        addMs(now, this.config['idempotency.leaseMs']),
        now,
      ]);
      return found;
    });
    if (row === undefined) throw new Error('a claim of an idempotency key answers a row');
    if (row.request_digest !== call.digest) return refuse('idempotency-key-reused');
    if (row.answer !== null) return succeed({ lease, answer: this.openAnswer(call, row.answer) });
    return row.claimed ? succeed({ lease }) : refuse('idempotency-key-in-use');
  }

  async keep(call: KeyedCall, lease: string, answer: StoredAnswer): Promise<void> {
    const sealed = this.master.seal('stored answer', Buffer.from(JSON.stringify(answer), 'utf8'), contextOf(call));
    await this.transactions.run((tx) =>
      tx.execute(
        'UPDATE idempotency_key SET answer = $4, lease_until = NULL WHERE actor = $1 AND key = $2 AND lease = $3',
        [call.actor, call.key, lease, sealed],
      ),
    );
  }

  async release(call: KeyedCall, lease: string): Promise<void> {
    await this.transactions.run((tx) =>
      tx.execute('DELETE FROM idempotency_key WHERE actor = $1 AND key = $2 AND lease = $3 AND answer IS NULL', [
        call.actor,
        call.key,
        lease,
      ]),
    );
  }

  private openAnswer(call: KeyedCall, sealed: Buffer): StoredAnswer {
    return JSON.parse(this.master.open('stored answer', sealed, contextOf(call)).toString('utf8')) as StoredAnswer;
  }

  private async forget(): Promise<number> {
    const before: Instant = addMs(this.clock.now(), -this.config['idempotency.keepHours'] * HOUR);
    return this.transactions.run((tx) => tx.execute('DELETE FROM idempotency_key WHERE created_at < $1', [before]));
  }
}

/** A free key, or one whose call died with its lease, becomes ours; any other row stays and is only read. */
const CLAIM = `
  INSERT INTO idempotency_key AS k (actor, key, route, request_digest, lease, lease_until, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (actor, key) DO UPDATE SET
    lease       = CASE WHEN k.answer IS NULL AND k.lease_until < $7 AND k.request_digest = $4 THEN excluded.lease ELSE k.lease END,
    lease_until = CASE WHEN k.answer IS NULL AND k.lease_until < $7 AND k.request_digest = $4 THEN excluded.lease_until ELSE k.lease_until END
  RETURNING request_digest, answer, lease = $5 AS claimed`;

function contextOf(call: KeyedCall): string {
  return `${call.actor}\n${call.key}`;
}
