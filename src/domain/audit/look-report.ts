/** The reports on looks, in the order in which they are offered. */
export const LOOK_REPORTS = [
  'queries without a case',
  'out of hours',
  'volume',
  'refusals to partners',
  'refusals at the door',
  'own approvals',
  'level 2',
  'seals broken',
] as const;
export type LookReport = (typeof LOOK_REPORTS)[number];
