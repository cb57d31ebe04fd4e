import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { childEnvironment, type Config, type SettingName, SETTINGS } from '../../src/platform/config.js';
import { type FaultPoint } from '../../src/platform/fault-point.js';

const root = join(__dirname, '..', '..');

/** The product compiled from the sources as they are, for processes of their own. */
export class Build {
  private readonly folder = join(root, 'node_modules', '.cache', `killed-${String(process.pid)}`);

  async make(): Promise<void> {
    const script = join(root, 'scripts', 'compile.mjs');
    const { compile } = (await import(script)) as {
      compile: (root: string, folders: readonly string[], target: string) => number;
    };
    compile(root, ['src', 'migrations'], this.folder);
    // The shipped lists are read from beside the code.
    cpSync(join(root, 'data'), join(this.folder, 'data'), { recursive: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A whole node, web and workers, with the settings of `config` and `more`; it kills itself at the point. */
  start(config: Config, point: FaultPoint, more: Partial<Config> = {}): Doomed {
    const settings = { ...config, 'node.runWorkers': true, 'faultPoint.kill': point, ...more };
    const child = spawn(process.execPath, ['--no-warnings', join(this.folder, 'src', 'main.js')], {
      env: childEnvironment(environmentOf(settings)),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return new Doomed(child);
  }
}

/** A process on its way to a fault point. */
export class Doomed {
  private said = '';
  private readonly exit: Promise<unknown[]>;

  constructor(private readonly child: ChildProcess) {
    this.exit = once(child, 'exit');
    child.stderr?.on('data', (chunk: Buffer) => {
      this.said += chunk.toString('utf8');
    });
  }

  /** Waits for its death; throws where it ended otherwise, or does not end. */
  async died(withinMs: number): Promise<void> {
    const timer = setTimeout(() => this.child.kill('SIGTERM'), withinMs);
    const [code, signal] = await this.exit;
    clearTimeout(timer);
    if (signal !== 'SIGKILL')
      throw new Error(`the process did not reach its fault point: it ended by ${String(signal ?? code)}\n${this.said}`);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Asks until somebody listens. */
export async function listening(port: number, withinMs: number): Promise<void> {
  const limit = performance.now() + withinMs;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => {
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    socket.destroy();
    if (open) return;
    if (performance.now() > limit) throw new Error(`nobody listens on ${String(port)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function environmentOf(settings: Partial<Config>): Record<string, string> {
  const entries = Object.entries(settings) as [SettingName, unknown][];
  return Object.fromEntries(
    entries.map(([name, value]) => [
      SETTINGS[name].env,
      typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value),
    ]),
  );
}
