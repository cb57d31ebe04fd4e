import { Injectable } from '@nestjs/common';
import { addMs, instantOf, type Instant } from '../domain/shared/instant.js';

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

/** Stands still until it is set or moved. */
export class TestClock extends Clock {
  private at: Instant;

  constructor(at: Instant = '2026-03-02T08:00:00.000Z') {
    super();
    this.at = at;
  }

  override now(): Instant {
    return this.at;
  }

  set(at: Instant): void {
    this.at = at;
  }

  advance(ms: number): Instant {
    this.at = addMs(this.at, ms);
    return this.at;
  }
}

/** A moment of the machine's time, the moment of the exercise that it stands for, and how fast the exercise runs. */
export interface ClockSetting {
  readonly realAt: Instant;
  readonly shownAt: Instant;
  readonly rate: number;
}

/** What a clock so set shows at `real`. */
export function shownTime(setting: ClockSetting, real: Instant): Instant {
  return addMs(setting.shownAt, Math.round((Date.parse(real) - Date.parse(setting.realAt)) * setting.rate));
}

/** Demo and test: the machine's time, moved and stretched by a row that every process of the exercise reads. */
export class OffsetClock extends Clock {
  private setting: ClockSetting | undefined;

  constructor(private readonly machine: Clock = new SystemClock()) {
    super();
  }

  override now(): Instant {
    const real = this.machine.now();
    return this.setting === undefined ? real : shownTime(this.setting, real);
  }

  follow(setting: ClockSetting | undefined): void {
    this.setting = setting;
  }
}
