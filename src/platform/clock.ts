import { Injectable } from '@nestjs/common';
import { instantOf, type Instant } from '../domain/shared/instant.js';

/** The only source of the present. Tests and the demo inject one that can be set; production takes the machine's. */
export abstract class Clock {
  abstract now(): Instant;
}

@Injectable()
export class SystemClock extends Clock {
  override now(): Instant {
    return instantOf(new Date());
  }
}
