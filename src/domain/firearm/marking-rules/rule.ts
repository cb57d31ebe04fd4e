import { type CalendarDate } from '../../shared/instant.js';
import { type Component, type Firearm, type RecordedMark } from '../marking.js';

/** Whose rule it is. */
export const MARKING_INSTRUMENTS = ['ITI', 'Firearms Protocol', 'EU', 'OSCE', 'SADC', 'ECOWAS', 'US'] as const;
export type MarkingInstrument = (typeof MARKING_INSTRUMENTS)[number];

/** What a rule found on one weapon. */
export const FINDINGS = [
  'as asked',
  'missing',
  'encouraged',
  'not readable',
  'too small',
  'too shallow',
  'size not known',
  'depth not known',
  'on another component',
  'not on a plate',
  'script not taken',
  'date not known',
] as const;
export type FindingKind = (typeof FINDINGS)[number];

/** What a rule looks for. */
export const ASKED_MARKS = [
  'manufacturer',
  'country of manufacture',
  'serial',
  'year of manufacture',
  'model',
  'calibre',
  'country of import',
  'year of import',
  'importer',
  'State stock mark',
  'unique mark',
  'embedded metal plate',
  'readable marks',
] as const;
export type AskedMark = (typeof ASKED_MARKS)[number];

export interface RuleQuestion {
  readonly firearm: Firearm;
  /** The State whose rules are asked about, ISO 3166-1 alpha-3. */
  readonly state: string;
  /** The day of the look: a rule that was not in force then asks nothing. */
  readonly on: CalendarDate;
}

/** Does an instrument bind a State? `unknown`: the node has no list of its parties. */
export const RULE_BINDS = ['yes', 'no', 'unknown'] as const;
export type RuleBinds = (typeof RULE_BINDS)[number];

/** How an instrument weakens what it asks. */
export const RULE_CONDITIONS = ['to the extent possible', 'where feasible', 'encouraged'] as const;

export interface MarkingRule {
  readonly id: string;
  readonly instrument: MarkingInstrument;
  /** Where it stands. */
  readonly article: string;
  /** False: from general knowledge, not read in a published text; shown as such. */
  readonly verified: boolean;
  /** In force, for what happened to the weapon, from this day. */
  readonly from: CalendarDate;
  readonly binds: (state: string) => RuleBinds;
  /** When the act that the rule speaks of happened to this weapon; undefined: it did not. A rule is never applied to an earlier act. */
  readonly act: (question: RuleQuestion) => RuleAct | undefined;
  readonly check: (question: RuleQuestion) => readonly FoundMark[];
  /** The instrument weakens it: to the extent possible, where feasible, encouraged. */
  readonly condition?: (typeof RULE_CONDITIONS)[number];
}

/** `year` alone where the day is not known. */
export interface RuleAct {
  readonly on?: CalendarDate;
  readonly year?: number;
}

export interface FoundMark {
  readonly asked: AskedMark;
  readonly found: FindingKind;
  readonly component?: Component['kind'];
  readonly markId?: string;
  /** Measured, and what is asked. */
  readonly measuredMm?: number;
  readonly askedMm?: number;
}

/** Advice to a person, never a decision. */
export interface MarkingFinding extends FoundMark {
  readonly ruleId: string;
  readonly instrument: MarkingInstrument;
  readonly article: string;
  readonly verified: boolean;
  readonly binds: RuleBinds;
  readonly condition?: MarkingRule['condition'];
  /** Only a want under ITI 8 or 10 that bound this State on this day may be suggested for ground 6(c) of the instrument. */
  readonly suggestsGround6c: boolean;
}

/** Marks that stand now: a reading that was corrected is no mark of its own. */
export function standingMarks(firearm: Firearm): readonly { component: Component; mark: RecordedMark }[] {
  return firearm.components.flatMap((component) =>
    component.marks.filter((mark) => !mark.superseded).map((mark) => ({ component, mark })),
  );
}

export function isReadable(mark: RecordedMark): boolean {
  return mark.condition !== 'obliterated' && mark.condition !== 'absent' && mark.condition !== 'altered';
}
