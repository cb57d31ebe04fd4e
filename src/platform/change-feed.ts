import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from './config.js';
import { type Tx } from './transaction.js';

/** In this database alone: two nodes never hear one another. */
const CHANNEL = 'proofmark_change';
const RETRY_MS = 5000;

/** Tells, when and if the transaction commits, that the thing of this id has changed. An id and nothing else: whoever hears it asks what it may know. */
export async function announceChange(tx: Tx, id: string): Promise<void> {
  await tx.query('SELECT pg_notify($1, $2)', [CHANNEL, id]);
}

/**
 * Hears of committed changes of every process of this node (LISTEN). For screens that are open: what is missed while the connection is
 * away is seen at the next loading. Connects when somebody listens, and only then.
 */
@Injectable()
export class ChangeFeed implements OnModuleDestroy {
  private readonly log = new Logger('changes');
  private readonly listeners = new Set<(id: string) => void>();
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Answers how to stop. Resolves once the listening has begun, so that no change after it is missed. */
  async listen(listener: (id: string) => void): Promise<() => void> {
    this.listeners.add(listener);
    await this.connect();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) void this.disconnect();
    };
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    await this.disconnect();
  }

  private async connect(): Promise<void> {
    if (this.client !== undefined || this.closed) return;
    const client = new pg.Client({
      connectionString: this.config['database.url'],
      application_name: 'proofmark changes',
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', ({ payload = '' }) => {
      for (const listener of this.listeners) listener(payload);
    });
    client.on('error', () => {
      this.lost(client);
    });
    client.on('end', () => {
      this.lost(client);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch {
      this.lost(client);
    }
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    void client.end().catch(() => undefined);
    if (this.closed || this.listeners.size === 0) return;
    this.log.warn('the database does not tell of changes for the moment; pages show them when they are loaded');
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), RETRY_MS);
  }

  private async disconnect(): Promise<void> {
    clearTimeout(this.retry);
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }
}
