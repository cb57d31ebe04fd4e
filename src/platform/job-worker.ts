import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type Job, type Worker } from 'bullmq';
import { CONFIG, type Config } from './config.js';
import { backendOf, openWorker, type Opened } from './job-backend.js';
import { HandlerRegistry } from './job-handlers.js';
import { JOB_NAMES, type JobName, type JobPayloads } from './jobs.js';
import { SweepRunner } from './sweeps.js';

/** Runs jobs and sweeps in the process that works. The queue may be dead at the start and come later. */
@Injectable()
export class JobWorker implements OnModuleDestroy {
  private readonly log = new Logger('worker');
  private worker: Opened<Worker<unknown, void, JobName>> | undefined;
  private lastError = '';

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly handlers: HandlerRegistry,
    private readonly sweeps: SweepRunner,
  ) {}

  start(): void {
    this.worker ??= openWorker(
      this.config,
      (job) => this.work(job),
      (error) => {
        this.note(error);
      },
    );
    this.sweeps.start();
    this.log.log(
      `works: ${String(this.handlers.names().length)} of ${String(JOB_NAMES.length)} jobs and ${String(this.sweeps.all().length)} sweeps, rung by ${backendOf(this.config)}`,
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweeps.stop();
    await this.worker?.close();
  }

  /** A failure is logged with ids only; the sweep finds the row again, so the job itself is never retried. */
  private async work(job: Job<unknown, void, JobName>): Promise<void> {
    try {
      await this.handlers.handle(job.name, job.data as JobPayloads[JobName]);
      this.lastError = '';
    } catch (error) {
      this.log.error(
        `the job ${job.name} failed: ${error instanceof Error ? error.message : 'unknown'}`,
        error instanceof Error ? error.stack : undefined,
      );
      throw error;
    }
  }

  private note(error: Error): void {
    const text = `${error.name}: ${error.message}`;
    if (text === this.lastError) return;
    this.lastError = text;
    this.log.warn(`the queue does not answer the worker; sweeps go on (${text})`);
  }
}
