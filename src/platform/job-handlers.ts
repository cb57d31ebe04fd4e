import { Injectable } from '@nestjs/common';
import { JobHandlers, type JobName, type JobPayloads } from './jobs.js';

type AnyHandler = (payload: never) => Promise<void>;

/** Which room answers which bell. */
@Injectable()
export class HandlerRegistry extends JobHandlers {
  private readonly handlers = new Map<JobName, AnyHandler>();

  override on<N extends JobName>(name: N, handle: (payload: JobPayloads[N]) => Promise<void>): void {
    if (this.handlers.has(name)) throw new Error(`the job ${name} has two handlers`);
    this.handlers.set(name, handle);
  }

  names(): readonly JobName[] {
    return [...this.handlers.keys()];
  }

  async handle<N extends JobName>(name: N, payload: JobPayloads[N]): Promise<void> {
    const handle = this.handlers.get(name) as ((payload: JobPayloads[N]) => Promise<void>) | undefined;
    if (handle === undefined) throw new Error(`the job ${name} has no handler`);
    await handle(payload);
  }
}
