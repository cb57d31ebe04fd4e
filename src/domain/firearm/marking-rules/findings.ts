import { type CalendarDate } from '../../shared/instant.js';
import { type FoundMark, type MarkingFinding, type MarkingRule, type RuleAct, type RuleQuestion } from './rule.js';
import { MARKING_RULES } from './rules.js';

/**
 * What the instruments ask of the marks of one weapon, for one State and day: what is there, what is missing, too small, too shallow, or on
 * another component. Rules that were not in force when the weapon was made, brought in or given away ask nothing (nothing is retroactive); where
 * that day is not known, the finding says so. A finding is advice: a person decides.
 */
export function markingFindings(question: RuleQuestion): readonly MarkingFinding[] {
  return MARKING_RULES.flatMap((rule) => findingsOf(rule, question));
}

function findingsOf(rule: MarkingRule, question: RuleQuestion): readonly MarkingFinding[] {
  const binds = rule.binds(question.state);
  const act = binds === 'no' || question.on < rule.from ? undefined : rule.act(question);
  if (act === undefined) return [];
  const within = wasInForce(rule.from, act);
  if (within === 'before') return [];
  const found = rule.check(question);
  // Where the day is not known, what is there may still be said; what is missing may have been lawful.
  const shown = within === 'unknown' ? found.map(undated) : found;
  return shown.map((one) => ({
    ...one,
    ruleId: rule.id,
    instrument: rule.instrument,
    article: rule.article,
    verified: rule.verified,
    binds,
    ...(rule.condition === undefined ? {} : { condition: rule.condition }),
    suggestsGround6c: suggests6c(rule, one),
  }));
}

const SATISFIED = ['as asked', 'encouraged', 'size not known', 'depth not known', 'date not known'];

function suggests6c(rule: MarkingRule, { found }: FoundMark): boolean {
  const ofTheInstrument = rule.instrument === 'ITI' && /^ITI (?:8|10)\b/.test(rule.article);
  return ofTheInstrument && rule.verified && rule.condition === undefined && !SATISFIED.includes(found);
}

function undated(one: FoundMark): FoundMark {
  return SATISFIED.includes(one.found) ? one : { ...one, found: 'date not known' };
}

/** An act without a date that a rule needs none for is always within. */
function wasInForce(from: CalendarDate, { on, year }: RuleAct): 'within' | 'before' | 'unknown' {
  if (on !== undefined) return on < from ? 'before' : 'within';
  const first = Number(from.slice(0, 4));
  if (year === undefined || year === first) return 'unknown';
  return year < first ? 'before' : 'within';
}
