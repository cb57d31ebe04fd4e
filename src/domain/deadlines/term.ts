/** The units in which an instrument or a policy counts. Hours elapse everywhere alike; the others are counted in the zone of the side that must act. */
export const TERM_UNITS = ['hours', 'calendar days', 'months', 'working days'] as const;
export type TermUnit = (typeof TERM_UNITS)[number];

/** A span as a policy writes it: `{ amount: 5, unit: 'working days' }`. Whole and not negative. */
export interface Term {
  readonly amount: number;
  readonly unit: TermUnit;
}
