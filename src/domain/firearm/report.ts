import { type LifecycleKind } from '../messages/vocabulary.js';
import { type FieldRule } from '../shared/field-rules.js';
import { type CalendarDate } from '../shared/instant.js';
import { refuse, succeed, type Blocker, type Result } from '../shared/refusal.js';
import { type Firearm, type LifecycleEvent } from './marking.js';

/** What a firearm is reported as after it was recorded. */
export const REPORT_KINDS = [
  'reported lost',
  'reported stolen',
  'recovered',
] as const satisfies readonly LifecycleKind[];
export type ReportKind = (typeof REPORT_KINDS)[number];

/** The report that stands: the last one of the record, in the order in which they came in. */
export function standingReport(events: readonly LifecycleEvent[]): ReportKind | undefined {
  const last = events.findLast((event) => (REPORT_KINDS as readonly LifecycleKind[]).includes(event.kind));
  return last?.kind as ReportKind | undefined;
}

/** Refuses `report-open` where the same report stands already, `firearm-invalid` of a destroyed weapon and of a day that has not come yet. */
export function decideReport(
  firearm: Pick<Firearm, 'events'>,
  report: { readonly kind: ReportKind; readonly on?: CalendarDate },
  today: CalendarDate,
): Result<ReportKind> {
  if (standingReport(firearm.events) === report.kind)
    return refuse('report-open', { field: '/kind', rule: 'one report of a kind at a time' });
  const reasons = [
    ...(firearm.events.some(({ kind }) => kind === 'destroyed')
      ? [invalid('/kind', 'a weapon that exists', 'The record says that the weapon was destroyed.', 'weapon-destroyed')]
      : []),
    ...(report.on !== undefined && report.on > today
      ? [invalid('/on', 'a day that has come', 'The day of the report lies ahead.', 'day-ahead')]
      : []),
  ];
  return reasons.length > 0 ? refuse('firearm-invalid', { reasons }) : succeed(report.kind);
}

function invalid(field: string, rule: string, text: string, says: FieldRule): Blocker {
  return { code: 'firearm-invalid', field, rule, text, says: { code: says } };
}
