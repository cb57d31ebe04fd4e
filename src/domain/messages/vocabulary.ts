/** Closed lists of the instrument and of the field's practice. Words are the wire's, the table's and the page's at once. */

/** ITI 4, and UNODC's extra rows. */
export const WEAPON_TYPES = [
  'revolver',
  'self-loading pistol',
  'rifle',
  'carbine',
  'assault rifle',
  'sub-machine gun',
  'light machine gun',
  'shotgun',
  'heavy machine gun',
  'under-barrel grenade launcher',
  'mounted grenade launcher',
  'portable anti-aircraft gun',
  'portable anti-tank gun',
  'recoilless rifle',
  'portable anti-tank missile launcher',
  'portable anti-tank rocket launcher',
  'portable anti-aircraft missile launcher',
  'mortar under 100 mm',
  'single-shot',
  'alarm or signal',
  'component only',
  'other',
  'unknown',
] as const;
export const MANUFACTURES = ['industrial', 'craft', 'privately made', 'converted', 'unknown'] as const;
export const COMPONENTS = [
  'frame',
  'receiver',
  'upper receiver',
  'lower receiver',
  'barrel',
  'slide',
  'bolt',
  'breech block',
  'cylinder',
  'control component',
] as const;
export const MARK_KINDS = [
  'serial',
  'manufacturer',
  'importer',
  'country of manufacture',
  'model',
  'calibre',
  'year',
  'import',
  'proof',
  'State stock',
  'force or unit',
  'confiscation',
  'deactivation',
  'security',
  'geometric symbol',
] as const;
export const MARK_METHODS = [
  'stamp',
  'roll stamp',
  'dot-peen',
  'laser',
  'engraving',
  'cast',
  'etch',
  'embedded plate',
  'micro-stamp',
  'unknown',
] as const;
export const MARK_CONDITIONS = ['legible', 'partly legible', 'altered', 'obliterated', 'restored', 'absent'] as const;
export const LIFECYCLE_EVENTS = [
  'manufactured',
  'proofed',
  'exported',
  'imported',
  'transferred',
  'sold',
  'reported lost',
  'reported stolen',
  'recovered',
  'deactivated',
  'destroyed',
  'record handed over by a closed company',
] as const;
export const RECOVERY_KINDS = ['seized', 'found', 'surrendered'] as const;
/** ITI 6. */
export const ILLICIT_GROUNDS = ['6a', '6b', '6c', '6d', '6e'] as const;
/** ITI 22; there is no fifth. */
export const REFUSAL_GROUNDS = [
  'compromises an ongoing criminal investigation',
  'breaks a law that protects confidential information',
  'the requesting State cannot guarantee confidentiality',
  'national security consistent with the Charter',
] as const;
/** Lawful noes that are not ITI 22. */
export const NOT_ACCEPTED_REASONS = [
  'ammunition is out of scope',
  'antique',
  'not recovered in the jurisdiction of the asker',
  'asker not entitled',
  'illicit nature not shown',
] as const;
export const OUTCOMES = [
  'traced to last lawful holder',
  'traced to export',
  'traced to State stock',
  'traced to dealer only',
  'not in records',
  'records past retention',
  'predates records',
  'serial not of that maker',
  'serial incomplete',
  'serial obliterated',
  'several candidates',
  'wrong State',
  'misidentified',
  'unmarked or craft',
  'reported lost or stolen',
  'withdrawn',
  'duplicate',
] as const;
export const DIVERSIONS = [
  'theft or loss from State stock',
  'battlefield capture',
  'peace-operation loss',
  'unauthorised re-export',
  'breach of end use',
  'embargo breach',
  'dealer diversion',
  'straw purchase',
  'theft from or loss by owner',
  'illicit manufacture',
  'conversion or reactivation',
  'diversion from custody or before destruction',
  'in transit',
  'brokered',
] as const;
export const CONFIDENCES = ['established', 'probable', 'possible'] as const;
export const PARTY_ROLES = [
  'maker',
  'importer',
  'exporter',
  'broker',
  'carrier',
  'consignee',
  'dealer',
  'end user',
  'State body',
  'private holder',
] as const;
export const URGENCIES = ['routine', 'urgent'] as const;
/** What an answer is wanted for (ITI 17(c)). */
export const INTENDED_USES = [
  'criminal investigation',
  'intelligence',
  'court evidence',
  'administrative measure',
  'statistics',
] as const;
export const REQUESTER_KINDS = [
  'State',
  'Security Council panel',
  'peace operation',
  'international court',
  'other',
] as const;
export const NATIONAL_HOLDERS = [
  'own registry',
  'lost or stolen',
  'armed forces',
  'police',
  'customs',
  'licensing',
  'iARMS through the NCB',
] as const;
export const HOLDER_RESULTS = ['no record', 'record found', 'not asked'] as const;
/** What of a record is told or held back. */
export const RECORD_FIELDS = [
  'State',
  'company',
  'State body',
  'date',
  'event',
  'document',
  'person',
  'make',
  'model',
  'calibre',
  'serial',
  'type',
  'status',
] as const;
/** Why something is held back where it is not a ground of ITI 22. */
export const WITHHELD_REASONS = ['level', 'policy', 'partner'] as const;
export const ANSWER_PARTS = ['part', 'final'] as const;
export const MATCH_BASES = ['exact', 'look-alike', 'none'] as const;
/** Onward release and use as evidence (ITI 15). */
export const RELEASES = ['no', 'with consent'] as const;
export const CONSENT_DECISIONS = ['grant', 'deny', 'withdraw'] as const;
export const CONSENT_SCOPES = ['next State', 'named agency', 'court evidence'] as const;
export const WITHDRAW_REASONS = [
  'no longer needed',
  'solved otherwise',
  'sent in error',
  'duplicate',
  'other',
] as const;
/** What a requester says of an answer. */
export const VERDICTS = ['yes', 'no', 'not known'] as const;
/** TLP 2.0 as a label beside the binding limits; GREEN and CLEAR are refused for case data. */
export const TLP_LABELS = ['TLP:RED', 'TLP:AMBER+STRICT', 'TLP:AMBER'] as const;

export type WeaponType = (typeof WEAPON_TYPES)[number];
export type ComponentKind = (typeof COMPONENTS)[number];
export type MarkKind = (typeof MARK_KINDS)[number];
export type MarkCondition = (typeof MARK_CONDITIONS)[number];
export type LifecycleKind = (typeof LIFECYCLE_EVENTS)[number];
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type Diversion = (typeof DIVERSIONS)[number];
export type PartyRole = (typeof PARTY_ROLES)[number];
export type Urgency = (typeof URGENCIES)[number];
export type RecordField = (typeof RECORD_FIELDS)[number];
export type DisclosureLevel = 0 | 1 | 2;
