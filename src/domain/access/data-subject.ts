/** What a person may ask of the data protection officer. */
export const SUBJECT_ASKS = ['access', 'rectification', 'restriction', 'erasure'] as const;
export type SubjectAsk = (typeof SUBJECT_ASKS)[number];

export const IDENTITY_CHECKS = ['identity document', 'in person', 'authorised representative'] as const;
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];

export const SUBJECT_DECISIONS = [
  'inform',
  'rectify',
  'restrict',
  'lift restriction',
  'erase',
  'refuse',
  'defer',
] as const;
export type SubjectDecision = (typeof SUBJECT_DECISIONS)[number];

/** Why something is not done, or not yet. */
export const SUBJECT_GROUNDS = [
  'ongoing investigation',
  'court order',
  'rights of others',
  'public safety',
  'minimum retention',
  'unfounded',
] as const;
export type SubjectGround = (typeof SUBJECT_GROUNDS)[number];

export const HELD_PLACES = ['marking record', 'case'] as const;
export type HeldPlace = (typeof HELD_PLACES)[number];
