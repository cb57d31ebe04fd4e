import { type Role } from '../../domain/messages/index.js';
import { type CaseState } from '../../domain/tracing/case.js';
import { pause } from './case-file.js';
import { type Desk } from './node-api.js';

/** A line of a node's work list. */
export interface Line {
  readonly id: string;
  readonly thread: string;
  readonly state: CaseState;
  readonly version: number;
}

interface Waiter {
  readonly thread: string;
  readonly role: Role;
  readonly states: readonly CaseState[];
  readonly until: number;
  readonly found: (line: Line) => void;
  readonly lost: (error: Error) => void;
}

const TICK_MS = 250;
const PAGE = 200;

/** An officer's work list, looked through for all that wait at once: one reading for many, and none while nobody waits. */
export class WorkList {
  private readonly waiters = new Set<Waiter>();
  private looking = false;
  private ticks = 0;

  constructor(private readonly desk: Desk) {}

  /** The case of this thread, as soon as it stands in one of the states. */
  waitFor(thread: string, role: Role, states: readonly CaseState[], timeoutMs = 120_000): Promise<Line> {
    return new Promise((found, lost) => {
      this.waiters.add({ thread, role, states, until: this.ticks + timeoutMs / TICK_MS, found, lost });
      void this.look();
    });
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    while (this.waiters.size > 0) {
      try {
        await this.lookOnce();
      } catch (error) {
        for (const waiter of this.waiters)
          waiter.lost(error instanceof Error ? error : new Error('the work list can not be read'));
        this.waiters.clear();
      }
      await pause(TICK_MS);
      this.ticks += 1;
    }
    this.looking = false;
  }

  private async lookOnce(): Promise<void> {
    const lists = new Set(
      [...this.waiters].flatMap((waiter) =>
        waiter.states.map((state) => `role=${waiter.role}&state=${encodeURIComponent(state)}`),
      ),
    );
    const lines = new Map<string, Line>();
    for (const list of lists)
      for (const line of await this.read(list)) lines.set(`${list.split('&')[0] ?? ''} ${line.thread}`, line);
    for (const waiter of this.waiters) {
      const line = lines.get(`role=${waiter.role} ${waiter.thread}`);
      if (line !== undefined && waiter.states.includes(line.state)) {
        this.waiters.delete(waiter);
        waiter.found(line);
      } else if (this.ticks > waiter.until) {
        this.waiters.delete(waiter);
        waiter.lost(
          new Error(`no case of ${this.desk.state} in the thread ${waiter.thread} became: ${waiter.states.join(', ')}`),
        );
      }
    }
  }

  private async read(list: string): Promise<readonly Line[]> {
    const lines: Line[] = [];
    let after = '';
    for (;;) {
      const page = await this.desk.get<{ items: readonly Line[]; next: string | null }>(
        `/api/cases?${list}&limit=${String(PAGE)}${after}`,
      );
      lines.push(...page.items);
      if (page.next === null) return lines;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
  }
}
