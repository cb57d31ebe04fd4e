import { Temporal } from 'temporal-polyfill';
import { type Instant, instantOf } from '../shared/instant.js';

/**
 * Wall-clock time of a zone as one number: milliseconds since 1970-01-01T00:00 as the clocks there show it. Made to run forward only:
 * in the hour that a change of clocks repeats it stands still at that hour's end, so that no stretch of time counts twice or backwards.
 */
export type WallMs = number;

/** The zone's wall-clock reading at `at`, held at the end of a repeated hour while that hour runs the second time. */
export function wallAt(at: Instant, zone: string): WallMs {
  const here = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const wall = wallOf(here);
  if (plain(wall).toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds === here.epochMilliseconds)
    return wall;
  const change = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return change === null ? wall : wallOf(change.subtract({ milliseconds: 1 })) + 1;
}

/**
 * The first instant at which the zone's clocks have come to `wall`. A reading that occurs twice is the first of the two (as RFC 5545 3.3.5
 * and Temporal's `compatible` have it); one that a change of clocks skips is the moment of that change, so that a later reading never names
 * an earlier instant.
 */
export function instantAt(wall: WallMs, zone: string): Instant {
  const found = plain(Math.ceil(wall)).toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (wallOf(found) === Math.ceil(wall)) return textOf(found);
  const change = found.getTimeZoneTransition('next');
  if (change === null) throw new Error(`no change of clocks in ${zone} explains a skipped reading`);
  return textOf(change);
}

/** The reading `months` later on the same day of the month, or on that month's last day where it is shorter. */
export function addMonths(wall: WallMs, months: number): WallMs {
  return plain(wall).add({ months }, { overflow: 'constrain' }).toZonedDateTime('UTC').epochMilliseconds;
}

function plain(wall: WallMs): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
}

function wallOf(at: Temporal.ZonedDateTime): WallMs {
  return at.epochMilliseconds + at.offsetNanoseconds / 1_000_000;
}

function textOf(at: Temporal.ZonedDateTime): Instant {
  return instantOf(new Date(at.epochMilliseconds));
}
