import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, type Config } from './config.js';
import { openQueue, type Bells, type Opened } from './job-backend.js';
import { within } from './job-timeout.js';
import { JobBell, type JobName, type JobPayloads } from './jobs.js';

/** Rings by BullMQ; opens its connection at the first ring. Every failure ends here: the sweep of the room finds the row. */
@Injectable()
export class QueueBell extends JobBell implements OnModuleDestroy {
  private readonly log = new Logger('bell');
  private queue: Opened<Bells> | undefined;
  private closed = false;
  private lastError = '';

  constructor(@Inject(CONFIG) private readonly config: Config) {
    super();
  }

  override async ring<N extends JobName>(
    name: N,
    payload: JobPayloads[N],
    options: { readonly delayMs?: number } = {},
  ): Promise<void> {
    if (this.closed) return;
    try {
      await within(this.config['queue.ringTimeoutMs'], this.add(name, payload, options.delayMs ?? 0));
      this.lastError = '';
    } catch (error) {
      this.note(error);
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    await this.queue?.close();
  }

  /**
   * Two rings for one row are one job while it waits; a ring for a row whose job is in hand makes the job run once more after it,
   * because the handler may already have read past what the ring announces. A delayed bell never swallows one that is due now.
   */
  private async add<N extends JobName>(name: N, payload: JobPayloads[N], delay: number): Promise<void> {
    this.queue ??= openQueue(this.config, (error) => {
      this.note(error);
    });
    const id = bellId(name, payload);
    await this.queue.bullmq.add(name, payload, {
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
      ...(delay > 0
        ? { delay, deduplication: { id: `${id}~later`, replace: true } }
        : { deduplication: { id, keepLastIfActive: true } }),
    });
  }

  /** A dead queue is told once, not at each ring and each attempt to connect. */
  private note(error: unknown): void {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    if (this.closed || text === this.lastError) return;
    this.lastError = text;
    this.log.warn(`the queue does not answer; sweeps go on (${text})`);
  }
}

/** Rings nothing: for processes and tests that work by sweeps alone. */
@Injectable()
export class SilentBell extends JobBell {
  override ring(): Promise<void> {
    return Promise.resolve();
  }
}

/** BullMQ keeps ':' for itself. */
export function bellId<N extends JobName>(name: N, payload: JobPayloads[N]): string {
  return [name, ...Object.values(payload as Record<string, string>)].join('~').replaceAll(':', '_');
}
