/** Why somebody reads marking records. Closed: a purpose that is not here has no place in the registry. */
export const QUERY_PURPOSES = [
  'national check before a request',
  'answer to a partner State',
  'criminal investigation',
  'licensing check',
  'customs or border check',
  'upkeep of the registry',
  'audit',
] as const;
export type QueryPurpose = (typeof QUERY_PURPOSES)[number];
