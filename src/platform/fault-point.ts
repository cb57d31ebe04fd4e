import { Injectable } from '@nestjs/common';

/** The numbered places of design.md 3 where a crash must lose nothing. */
export const FAULT_POINTS = [
  'dispatch 1 claimed', 'dispatch 2 enqueued', 'dispatch 3 signed', 'dispatch 4 sealed saved', 'dispatch 5 POST sent', 'dispatch 6 receipt read', 'dispatch 7 committed',
  'inbox 1 verified', 'inbox 2 inserted', 'inbox 3 receipt signed', 'inbox 4 committed', 'inbox 5 enqueued', 'inbox 6 applied', 'inbox 7 committed',
  'sequencer 1 locked', 'sequencer 2 taken', 'sequencer 3 checkpoint signed', 'sequencer 4 committed',
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

/** Passing a fault point does nothing outside tests, where it may kill the process or throw. */
@Injectable()
export class FaultPoints {
  pass(_point: FaultPoint): Promise<void> | void {
    return undefined;
  }
}
