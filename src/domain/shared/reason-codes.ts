/** What keeps a draft from being sent (ITI 6, 15 to 17). */
export const DRAFT_REASONS = [
  'ground-missing',
  'law-missing',
  'circumstances-missing',
  'recovery-missing',
  'weapon-missing',
  'mark-missing',
  'intended-use-missing',
  'confidentiality-missing',
  'handling-missing',
  'incident-missing',
  'urgency-reason-missing',
  'recovery-in-the-future',
  'recovered-elsewhere',
  'national-check-missing',
  'addressee-missing',
  'addressee-is-own',
  'addressee-unknown',
  'addressee-not-pinned',
  'addressee-suspended',
  'consent-missing',
  'exercise-differs',
] as const;

/** What keeps a case that was keyed in from paper from being put before a second person, besides what its request lacks. */
export const PAPER_REASONS = [
  'paper-reference-missing',
  'paper-received-missing',
  'paper-outcome-missing',
  'paper-until-missing',
  'paper-text-missing',
  'paper-day-future',
  'paper-day-order',
  'paper-day-live',
  'paper-letter-order',
] as const;

/** Codes of reasons that are no refusal of their own. Each has its sentence in every language. */
export const REASON_CODES = [
  ...DRAFT_REASONS,
  ...PAPER_REASONS,
  // why an answer may not be given at a level
  'level-over-partner',
  'confidentiality-not-guaranteed',
  'legal-basis-missing',
  'necessity-missing',
  'partner-not-assessed',
  // why what was told may not be used so (ITI 15)
  'terms-apart',
  'purpose-not-covered',
  'recipient-not-named',
  'delete-by-passed',
  'evidence-needs-consent',
  // how a mark is written that was read with doubt
  'mark-too-long',
  'choice-open',
  'choice-closed',
  'choice-small',
  'choice-doubled',
  'choice-sign',
  'part-open',
  'part-closed',
  'part-unknown',
  'part-nested',
  'part-empty',
  'run-doubled',
  'sign-missing',
  // whom to ask instead of a State that has ended
  'country-successor',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];
