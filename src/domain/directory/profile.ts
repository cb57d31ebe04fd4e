import { type CalendarDate, type Instant } from '../shared/instant.js';

/** Can the partner keep to our restrictions (ITI 15)? Assessed by us, never asked of the wire. */
export const CONFIDENTIALITY_ASSESSMENTS = [
  'guaranteed',
  'guaranteed in part',
  'not guaranteed',
  'not assessed',
] as const;
/** What an officer noticed in how a partner asks. A flag makes a person look; it decides nothing. */
export const PATTERN_FLAGS = [
  'unusual volume',
  'persons asked for without a weapon',
  'weapon unlikely to be in its hands',
  'passed on without consent',
  'never gives feedback',
  'other',
] as const;

export type ConfidentialityAssessment = (typeof CONFIDENTIALITY_ASSESSMENTS)[number];
export type PatternFlag = (typeof PATTERN_FLAGS)[number];

/** What we think of a partner: local, never sent, versioned for If-Match. */
export interface PartnerProfile {
  readonly country: string;
  readonly version: number;
  /** 0 State or outcome; 1 company or State body and dates; 2 natural person. */
  readonly highestLevel: 0 | 1 | 2;
  readonly confidentiality: ConfidentialityAssessment;
  readonly assessedOn?: CalendarDate;
  readonly suspended: boolean;
  readonly suspendedReason?: string;
  readonly flags: readonly PatternFlag[];
  readonly note?: string;
  readonly updatedAt?: Instant;
}

/** Before anybody has assessed a partner: at most level 1, and nothing assumed. */
export function newProfile(country: string): PartnerProfile {
  return { country, version: 0, highestLevel: 1, confidentiality: 'not assessed', suspended: false, flags: [] };
}
