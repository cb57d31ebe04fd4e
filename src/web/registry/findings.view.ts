import { type Firearm } from '../../domain/firearm/marking.js';
import { markingFindings } from '../../domain/firearm/marking-rules/findings.js';
import { type MarkingFinding } from '../../domain/firearm/marking-rules/rule.js';
import { type CalendarDate } from '../../domain/shared/instant.js';
import { type Words } from '../i18n/words.js';

/** What the rules of one State found on a weapon. */
export interface FindingsView {
  readonly title: string;
  readonly rules: readonly RuleFindings[];
  /** Does any of them rest on what was not read in a publication? */
  readonly anyUnverified: boolean;
}

interface RuleFindings {
  readonly rule: string;
  readonly notes: readonly string[];
  readonly verified: boolean;
  readonly binding: string;
  readonly lines: readonly FindingLine[];
  readonly mayBeGround: boolean;
}

interface FindingLine {
  readonly mark: string;
  readonly found: string;
  readonly details: string | undefined;
  /** What the rule asks is not there. */
  readonly wanting: boolean;
}

export interface FindingsAsked {
  readonly state: string;
  readonly today: CalendarDate;
}

/** The rules of this State, and of the State of manufacture where that is another: advice, and no ground by itself. */
export function findingsView(words: Words, firearm: Firearm, { state, today }: FindingsAsked): readonly FindingsView[] {
  const states = [...new Set([state, firearm.countryOfManufacture ?? state])];
  return states.map((one) => {
    const findings = markingFindings({ firearm, state: one, on: today });
    return {
      title: words.t('registry.findings.for', { state: words.country(one), date: words.date(today) }),
      rules: byRule(findings).map((group) => ruleFindings(words, group)),
      anyUnverified: findings.some(({ verified }) => !verified),
    };
  });
}

export function millimetres(words: Words, value: number): string {
  return words.number(value, { style: 'unit', unit: 'millimeter', maximumFractionDigits: 4 });
}

/** Each rule once, in the order of the rules. */
function byRule(findings: readonly MarkingFinding[]): readonly (readonly MarkingFinding[])[] {
  const groups = new Map<string, MarkingFinding[]>();
  for (const finding of findings) groups.set(finding.ruleId, [...(groups.get(finding.ruleId) ?? []), finding]);
  return [...groups.values()];
}

function ruleFindings(words: Words, findings: readonly MarkingFinding[]): RuleFindings {
  const [first] = findings as [MarkingFinding, ...MarkingFinding[]];
  return {
    rule: words.term('markingRule', first.ruleId),
    notes: first.condition === undefined ? [] : [words.term('ruleCondition', first.condition)],
    verified: first.verified,
    binding: words.term('ruleBinds', first.binds),
    lines: findings.map((finding) => lineOf(words, finding)),
    mayBeGround: findings.some(({ suggestsGround6c }) => suggestsGround6c),
  };
}

const WANTING: readonly MarkingFinding['found'][] = [
  'missing',
  'not readable',
  'too small',
  'too shallow',
  'on another component',
  'not on a plate',
  'script not taken',
];

function lineOf(words: Words, finding: MarkingFinding): FindingLine {
  const { asked, found, component } = finding;
  const details = [
    ...(component === undefined ? [] : [words.term('component', component)]),
    ...measuresOf(words, finding),
  ];
  return {
    mark: words.term('askedMark', asked),
    found: words.term('markFinding', found),
    details: details.length === 0 ? undefined : details.join(' · '),
    wanting: WANTING.includes(found),
  };
}

function measuresOf(words: Words, { measuredMm, askedMm }: MarkingFinding): readonly string[] {
  if (askedMm === undefined) return [];
  const asked = millimetres(words, askedMm);
  if (measuredMm === undefined) return [words.t('registry.findings.asked', { asked })];
  return [words.t('registry.findings.measured', { measured: millimetres(words, measuredMm), asked })];
}
