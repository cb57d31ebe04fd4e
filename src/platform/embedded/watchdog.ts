import { spawn, type ChildProcess } from 'node:child_process';

/**
 * A small child in a group of its own whose input closes when we end, however we end: it then stops the services with the signals
 * that each takes for "stop now, in order". Ctrl-C in a terminal reaches neither it nor them.
 */
export class Watchdog {
  private readonly child: ChildProcess;

  constructor() {
    this.child = spawn(process.execPath, ['-e', SCRIPT], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      cwd: '/',
    });
    this.child.on('error', () => undefined);
    this.child.stdin?.on('error', () => undefined);
    this.child.unref();
    (this.child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  }

  guard(pid: number, signal: NodeJS.Signals): void {
    this.child.stdin?.write(`${String(pid)} ${signal}\n`);
  }

  /** The services were stopped by ourselves. */
  dismiss(): void {
    this.child.stdin?.end('done\n');
  }
}

const SCRIPT = `
  let text = '';
  process.stdin.setEncoding('utf8').on('data', (more) => { text += more; }).on('end', () => {
    const lines = text.trim().split('\\n');
    if (lines.includes('done')) return;
    for (const line of lines) {
      const [pid, signal] = line.split(' ');
      try { process.kill(Number(pid), signal); } catch {}
    }
  });`;
