/** Each job, and the ids that its bell carries: never a serial number, a name or a body (the queue is a doorbell, not a memory). */
export interface JobPayloads {
  'outbox.dispatch': { readonly outboxId: string };
  'followup.execute': { readonly followUpId: string };
  'inbox.apply': { readonly thread: string };
  'registry.match': { readonly caseId: string };
  'deadline.fire': { readonly deadlineId: string };
  'audit.sequence': Record<string, never>;
}

export type JobName = keyof JobPayloads;
export const JOB_NAMES = [
  'outbox.dispatch',
  'followup.execute',
  'inbox.apply',
  'registry.match',
  'deadline.fire',
  'audit.sequence',
] as const satisfies readonly JobName[];

/** Rings the worker. May be lost without harm: the sweep of the same room finds the row again. Never throws for a dead queue. */
export abstract class JobBell {
  abstract ring<N extends JobName>(
    name: N,
    payload: JobPayloads[N],
    options?: { readonly delayMs?: number },
  ): Promise<void>;
}

/** One handler per job name; a room registers it in its module's `onModuleInit`. */
export abstract class JobHandlers {
  abstract on<N extends JobName>(name: N, handle: (payload: JobPayloads[N]) => Promise<void>): void;
}

/**
 * A sweep finds work in Postgres that no bell announced; sweeps alone suffice for correctness. Answers how many rows it moved:
 * a test drains a node by calling every sweep until all answer 0.
 */
export interface Sweep {
  readonly name: string;
  /** Milliseconds between two runs. */
  readonly everyMs: number;
  run(): Promise<number>;
}

export abstract class Sweeps {
  abstract add(sweep: Sweep): void;
  abstract all(): readonly Sweep[];
}
