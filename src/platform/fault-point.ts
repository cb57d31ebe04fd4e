import { Injectable } from '@nestjs/common';

/** The numbered places of the design, chapter 3, where a crash must lose nothing. */
export const FAULT_POINTS = [
  'dispatch 1 claimed',
  'dispatch 2 enqueued',
  'dispatch 3 signed',
  'dispatch 4 sealed saved',
  'dispatch 5 POST sent',
  'dispatch 6 receipt read',
  'dispatch 7 committed',
  'inbox 1 verified',
  'inbox 2 inserted',
  'inbox 3 receipt signed',
  'inbox 4 committed',
  'inbox 5 enqueued',
  'inbox 6 applied',
  'inbox 7 committed',
  'sequencer 1 locked',
  'sequencer 2 taken',
  'sequencer 3 checkpoint signed',
  'sequencer 4 committed',
] as const;

/** Inside the transaction of one part of a wide search. */
export const WIDE_SEARCH_POINT = 'wide search 1 part looked at';

export type FaultPoint = (typeof FAULT_POINTS)[number] | typeof WIDE_SEARCH_POINT;

/** Passing a fault point does nothing outside tests, where it may kill the process or throw. Always await it. */
@Injectable()
export class FaultPoints {
  pass(_point: FaultPoint): Promise<void> | void {
    return undefined;
  }
}

export interface FaultOrder {
  readonly point: FaultPoint;
  /** The passing at which it strikes, from 1. */
  readonly passing: number;
}

/** `inbox 2 inserted#3`: the third passing; without `#` the first. Undefined where no such point exists. */
export function faultOrder(text: string): FaultOrder | undefined {
  const [name, passing = '1'] = text.split('#');
  const point = [...FAULT_POINTS, WIDE_SEARCH_POINT].find((one): one is FaultPoint => one === name);
  return point === undefined || !/^[1-9]\d{0,5}$/.test(passing) ? undefined : { point, passing: Number(passing) };
}

/** Strikes once, at the ordered passing: in a spawned process it kills, in a test it throws. */
export class StrikingFaultPoints extends FaultPoints {
  private passed = 0;

  constructor(
    private readonly order: FaultOrder,
    private readonly strike: (point: FaultPoint) => Promise<void> | void,
  ) {
    super();
  }

  override pass(point: FaultPoint): Promise<void> | void {
    if (point !== this.order.point) return undefined;
    this.passed += 1;
    return this.passed === this.order.passing ? this.strike(point) : undefined;
  }
}

/** Dies as by a power cut: no handler runs, and the code after the point never does. */
export function killProcess(): Promise<void> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}
