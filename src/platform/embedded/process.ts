import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { childEnvironment } from '../config.js';
import { type Account } from './unprivileged.js';

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

/** A service in a process group of its own, its words in a file. */
export function startService(
  command: string,
  args: readonly string[],
  logFile: string,
  account: Account,
): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(command, args, {
      ...account,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: childEnvironment({ LC_ALL: 'C', LC_MESSAGES: 'C' }),
    });
    // Without a listener a command that cannot be started ends this process.
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Asks until the service answers; a service that has ended, or is silent for too long, is told with the last lines of its log. */
export async function untilAnswering(
  child: ChildProcess | undefined,
  ask: () => Promise<unknown>,
  logFile: string,
  tries = 300,
): Promise<void> {
  let last: unknown;
  for (let i = 0; i < tries; i += 1) {
    try {
      await ask();
      return;
    } catch (error) {
      last = error;
    }
    if (child !== undefined && (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)) break;
    await pause(50);
  }
  throw new Error(
    `a service does not start (${last instanceof Error ? last.message : 'no answer'}):\n${tailOf(logFile)}`,
  );
}

export async function stopProcess(pid: number, signal: NodeJS.Signals, tries = 200): Promise<void> {
  if (!send(pid, signal)) return;
  for (let i = 0; i < tries && send(pid, 0); i += 1) await pause(50);
  if (send(pid, 0)) send(pid, 'SIGKILL');
}

export function isAlive(pid: number): boolean {
  return send(pid, 0);
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function tailOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-10).join('\n');
  } catch {
    return '(no log)';
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
