import { SingleBar } from 'cli-progress';

/** How far the rows are: a bar on a terminal, a plain line now and then where the output goes into a file. */
export class Progress {
  private readonly bar: SingleBar | undefined;
  private done = 0;
  private nextLine = 0;

  constructor(
    private readonly total: number,
    private readonly write: (text: string) => void,
    terminal: boolean,
  ) {
    this.bar = terminal
      ? new SingleBar({ format: 'rows [{bar}] {value}/{total}  {last}', stream: process.stderr, hideCursor: true })
      : undefined;
    this.bar?.start(total, 0, { last: '' });
  }

  step(last: string): void {
    this.done += 1;
    this.bar?.update(this.done, { last });
    if (this.bar === undefined && this.done >= this.nextLine) {
      this.write(`rows done: ${String(this.done)} of ${String(this.total)}`);
      this.nextLine = this.done + Math.max(1, Math.ceil(this.total / 10));
    }
  }

  /** A line beside the bar. */
  say(text: string): void {
    if (this.bar !== undefined) process.stderr.write('\n');
    this.write(text);
  }

  stop(): void {
    this.bar?.stop();
    if (this.bar === undefined && this.done > 0) this.write(`rows done: ${String(this.done)} of ${String(this.total)}`);
  }
}
