import { readFileSync, writeFileSync } from 'node:fs';
import { isAlive } from './process.js';

/** A service that runs in a folder, and the launcher whose it is to stop. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  readonly launcher: number;
}

export function noteRunning(file: string, pid: number, port: number): void {
  writeFileSync(file, JSON.stringify({ pid, port, launcher: process.pid } satisfies Running), { mode: 0o600 });
}

/** Undefined where nothing was noted or its process is gone. */
export function findRunning(file: string): Running | undefined {
  try {
    const running = JSON.parse(readFileSync(file, 'utf8')) as Running;
    return isAlive(running.pid) ? running : undefined;
  } catch {
    return undefined;
  }
}

/** A crashed launcher's service is ours to stop; a living one's is only borrowed. */
export function isBorrowed(running: Running | undefined): boolean {
  return running !== undefined && running.launcher !== process.pid && isAlive(running.launcher);
}
