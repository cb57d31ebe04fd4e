/** What the database must have had applied before this build may work on it; a test compares it with the list of migrations. */
export const EXPECTED_MIGRATIONS = [
  'Platform1700000000000',
  'Audit1700000001000',
  'Outbox1700000002000',
  'Deadlines1700000003000',
  'Notices1700000004000',
  'Identity1700000010000',
  'Directory1700000011000',
  'Markings1700000012000',
  'Reference1700000013000',
  'Tracing1700000020000',
  'Exchange1700000030000',
  'Web1700000040000',
  'CaseProposals1700000041000',
  'FirearmReports1700000042000',
  'SerialSearch1700000050000',
] as const;
