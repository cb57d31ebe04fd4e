import { type PartyRole } from '../messages/vocabulary.js';
import { type CalendarDate } from '../shared/instant.js';
import { refuse, type Refusal } from '../shared/refusal.js';

/** What stands against erasing the name of a natural person from a marking record. */
export interface HolderErasure {
  readonly role: PartyRole;
  readonly heldFrom?: CalendarDate;
  readonly recordedOn: CalendarDate;
  /** Open cases that rest on the record. */
  readonly openCases: number;
}

/** ITI 12: records of manufacture at least thirty years, all others at least twenty. */
const KEPT_YEARS = { manufacture: 30, other: 20 } as const;

/** Every reason against it; the history of the weapon itself is never erased. */
export function erasureRefusals(holder: HolderErasure, today: CalendarDate): readonly Refusal[] {
  const until = keptUntil(holder);
  return [
    ...(holder.openCases > 0 ? [refuse('record-held', { rule: 'an open case rests on the record' })] : []),
    ...(today < until ? [refuse('retention-runs', { rule: 'ITI 12', detail: until })] : []),
  ];
}

/** From the later of both days: what was recorded long after is kept as long as what was recorded at once. */
export function keptUntil({ role, heldFrom, recordedOn }: HolderErasure): CalendarDate {
  const start = heldFrom !== undefined && heldFrom > recordedOn ? heldFrom : recordedOn;
  const years = role === 'maker' ? KEPT_YEARS.manufacture : KEPT_YEARS.other;
  return `${String(Number(start.slice(0, 4)) + years)}${start.slice(4)}`;
}
