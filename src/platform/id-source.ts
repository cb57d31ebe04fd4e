import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { uuidV7 } from '../domain/shared/ids.js';
import { Clock } from './clock.js';

/** The only source of new ids: UUIDv7 of the node's clock, so that keys grow with time. */
@Injectable()
export class IdSource {
  constructor(private readonly clock: Clock) {}

  next(): string {
    return uuidV7(this.clock.now(), randomBytes(10));
  }
}
