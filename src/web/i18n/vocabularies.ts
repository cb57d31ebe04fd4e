import { ACTIONS } from '../../domain/access/policy.js';
import { FINDING_KINDS } from '../../domain/audit/report.js';
import {
  HELD_PLACES,
  IDENTITY_CHECKS,
  SUBJECT_ASKS,
  SUBJECT_DECISIONS,
  SUBJECT_GROUNDS,
} from '../../domain/access/data-subject.js';
import { LOOK_REPORTS } from '../../domain/audit/look-report.js';
import { REVIEW_VERDICTS } from '../../domain/audit/sample.js';
import { CLOCK_KINDS, TERM_UNITS } from '../../domain/deadlines/clock.js';
import { CHANNEL_KINDS, CONTACT_KINDS, KEY_USES, MARKING_SUBJECTS } from '../../domain/directory/entry.js';
import { CONFIDENTIALITY_ASSESSMENTS, PATTERN_FLAGS } from '../../domain/directory/profile.js';
import { HOLDER_KINDS } from '../../domain/firearm/marking.js';
import { ASKED_MARKS, FINDINGS, RULE_BINDS, RULE_CONDITIONS } from '../../domain/firearm/marking-rules/rule.js';
import { MARKING_RULES } from '../../domain/firearm/marking-rules/rules.js';
import { SIGN_CONFIDENCES, SIGN_SAYINGS, SYMBOLS } from '../../domain/firearm/origin-sign.js';
import { MATCH_REASONS } from '../../domain/firearm/similarity.js';
import { QUERY_PURPOSES } from '../../domain/firearm/query-purpose.js';
import { MESSAGE_KINDS, ROLES } from '../../domain/messages/kinds.js';
import {
  ANSWER_PARTS,
  COMPONENTS,
  CONFIDENCES,
  CONSENT_DECISIONS,
  CONSENT_SCOPES,
  DIVERSIONS,
  HOLDER_RESULTS,
  ILLICIT_GROUNDS,
  INTENDED_USES,
  LIFECYCLE_EVENTS,
  MANUFACTURES,
  MARK_CONDITIONS,
  MARK_KINDS,
  MARK_METHODS,
  MATCH_BASES,
  NATIONAL_HOLDERS,
  NOT_ACCEPTED_REASONS,
  OUTCOMES,
  PARTY_ROLES,
  RECORD_FIELDS,
  RECOVERY_KINDS,
  REFUSAL_GROUNDS,
  RELEASES,
  REQUESTER_KINDS,
  TLP_LABELS,
  URGENCIES,
  VERDICTS,
  WEAPON_TYPES,
  WITHDRAW_REASONS,
  WITHHELD_REASONS,
} from '../../domain/messages/vocabulary.js';
import { PERSON_ROLES } from '../../domain/shared/actor.js';
import { CASE_STATES, CONSULTATION_KINDS, CONTACT_CHANNELS, FLAG_CODES } from '../../domain/tracing/case.js';
import { APPROVAL_NEEDS } from '../../domain/tracing/proposal.js';
import { ESTABLISHMENTS } from '../../domain/tracing/closing.js';
import { DISPOSAL_KINDS, HOLD_KINDS } from '../../domain/tracing/custody.js';
import { CASE_EVENTS } from '../../domain/tracing/event.js';
import { PAPER_CHANNELS, PAPER_KINDS } from '../../domain/tracing/paper.js';
import { STANDINGS } from '../../domain/tracing/stream.js';
import { POLICY_STANDINGS, PRESET_SOURCES, PRESETS } from '../../domain/deadlines/presets.js';
import { SHARED_STATES, WITHOUT_EFFECT } from '../../domain/tracing/shared-state.js';
import { LATE_ACTS, WAITS } from '../../domain/tracing/waits.js';
import { SOURCE_STANDINGS } from '../../registries/reference/reference.service.js';

/**
 * The closed lists whose members have a text in every language, as `vocabulary.<name>.<member>`. A member with a full stop in it would be two
 * keys: the test of the catalogues refuses it.
 */
export const VOCABULARIES = {
  personRole: PERSON_ROLES,
  caseState: CASE_STATES,
  caseRole: ROLES,
  sharedState: SHARED_STATES,
  withoutEffect: WITHOUT_EFFECT,
  messageKind: MESSAGE_KINDS,
  clock: CLOCK_KINDS,
  termUnit: TERM_UNITS,
  weaponType: WEAPON_TYPES,
  manufacture: MANUFACTURES,
  component: COMPONENTS,
  markKind: MARK_KINDS,
  markMethod: MARK_METHODS,
  markCondition: MARK_CONDITIONS,
  lifecycle: LIFECYCLE_EVENTS,
  recovery: RECOVERY_KINDS,
  illicitGround: ILLICIT_GROUNDS,
  refusalGround: REFUSAL_GROUNDS,
  notAccepted: NOT_ACCEPTED_REASONS,
  outcome: OUTCOMES,
  diversion: DIVERSIONS,
  confidence: CONFIDENCES,
  partyRole: PARTY_ROLES,
  urgency: URGENCIES,
  intendedUse: INTENDED_USES,
  requesterKind: REQUESTER_KINDS,
  nationalHolder: NATIONAL_HOLDERS,
  holderResult: HOLDER_RESULTS,
  holderKind: HOLDER_KINDS,
  tlp: TLP_LABELS,
  queryPurpose: QUERY_PURPOSES,
  confidentiality: CONFIDENTIALITY_ASSESSMENTS,
  patternFlag: PATTERN_FLAGS,
  keyUse: KEY_USES,
  contactKind: CONTACT_KINDS,
  channelKind: CHANNEL_KINDS,
  markingSubject: MARKING_SUBJECTS,
  // a full stop would make two keys of one
  action: ACTIONS.map((action) => action.replaceAll('.', ' ')),
  recordField: RECORD_FIELDS,
  withheldReason: WITHHELD_REASONS,
  answerPart: ANSWER_PARTS,
  matchBasis: MATCH_BASES,
  matchReason: MATCH_REASONS,
  release: RELEASES,
  consentDecision: CONSENT_DECISIONS,
  consentScope: CONSENT_SCOPES,
  withdrawReason: WITHDRAW_REASONS,
  verdict: VERDICTS,
  approvalNeed: APPROVAL_NEEDS,
  flag: FLAG_CODES,
  contactChannel: CONTACT_CHANNELS,
  consultation: CONSULTATION_KINDS,
  hold: HOLD_KINDS,
  disposal: DISPOSAL_KINDS,
  established: ESTABLISHMENTS,
  policyStanding: POLICY_STANDINGS,
  clockPreset: PRESETS.map(({ id }) => id),
  presetSource: Object.keys(PRESET_SOURCES),
  letterStanding: STANDINGS,
  caseEvent: CASE_EVENTS,
  paperKind: PAPER_KINDS,
  paperChannel: PAPER_CHANNELS,
  auditFinding: FINDING_KINDS,
  wait: WAITS,
  lateAct: LATE_ACTS,
  reviewVerdict: REVIEW_VERDICTS,
  lookReport: LOOK_REPORTS,
  subjectAsk: SUBJECT_ASKS,
  identityCheck: IDENTITY_CHECKS,
  subjectDecision: SUBJECT_DECISIONS,
  subjectGround: SUBJECT_GROUNDS,
  heldPlace: HELD_PLACES,
  markingRule: MARKING_RULES.map(({ id }) => id),
  markFinding: FINDINGS,
  askedMark: ASKED_MARKS,
  ruleBinds: RULE_BINDS,
  ruleCondition: RULE_CONDITIONS,
  markSymbol: SYMBOLS,
  signSaying: SIGN_SAYINGS,
  signConfidence: SIGN_CONFIDENCES,
  sourceStanding: SOURCE_STANDINGS,
} as const satisfies Record<string, readonly string[]>;

export type VocabularyName = keyof typeof VOCABULARIES;
