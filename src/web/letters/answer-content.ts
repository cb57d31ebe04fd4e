import {
  type Body,
  LIFECYCLE_EVENTS,
  type RecordFact,
  REFUSAL_GROUNDS,
  WEAPON_TYPES,
  RECORD_FIELDS,
} from '../../domain/messages/index.js';
import { MASKED_PERSON } from '../../domain/tracing/handling.js';
import { type Words } from '../i18n/words.js';
import { dated, row, section, type LetterLine, type LetterRow, type LetterSection } from './letter-rows.js';
import { handlingRows } from './request-content.js';

/** An answer as a person reads it; one from a look-alike says so first. */
export function answerContent(words: Words, body: Body<'ANSWER'>): readonly LetterSection[] {
  const l = (key: string): string => words.t(`letters.label.${key}`);
  const { match, nextState } = body;
  return [
    ...section(words.t('letters.section.answer'), [
      ...row(l('outcome'), words.term('outcome', body.outcome)),
      ...row(l('part'), words.term('answerPart', body.part)),
      ...row(
        l('match'),
        words.term('matchBasis', match.basis),
        ...(match.differences ?? []).map((one) => differenceText(words, one)),
      ),
      ...row(l('nextState'), nextState && words.country(nextState)),
      ...row(l('level'), levelText(words, body.level)),
      ...row(l('reference'), body.reference),
    ]),
    ...section(words.t('letters.section.facts'), factRows(words, body.facts)),
    ...section(words.t('letters.section.withheld'), withheldRows(words, body.withheld)),
    ...section(words.t('letters.section.handling'), handlingRows(words, body.handling)),
    ...section(words.t('letters.section.note'), row(l('note'), body.note)),
  ];
}

/** "Character 3: O was asked, 0 is recorded." */
export function differenceText(
  words: Words,
  { position, asked, recorded }: { readonly position: number; readonly asked: string; readonly recorded: string },
): string {
  const shown = (character: string): string =>
    character === ''
      ? words.t('letters.character.none')
      : words.t(`letters.character.${/\p{N}/u.test(character) ? 'digit' : 'letter'}`, { character });
  return words.t('letters.difference', {
    position: words.number(position + 1),
    asked: shown(asked),
    recorded: shown(recorded),
  });
}

export function levelText(words: Words, level: 0 | 1 | 2): string {
  return words.t(`letters.level.${String(level)}`);
}

/** What happened stands together: its date, its States, who took part. What tells of no event has a row of its own. */
export function factRows(words: Words, facts: readonly RecordFact[]): readonly LetterRow[] {
  const groups: RecordFact[][] = [];
  for (const fact of facts) {
    const last = groups.at(-1);
    const begins = last?.some(isDate) === true && BEGINS_ANEW.includes(fact.field);
    if (fact.event === undefined || last?.[0]?.event !== fact.event || begins) groups.push([fact]);
    else last.push(fact);
  }
  return groups.flatMap((group) => groupRow(words, group));
}

function groupRow(words: Words, group: readonly RecordFact[]): LetterRow[] {
  const [first] = group;
  if (first === undefined) return [];
  if (first.event === undefined) return [{ label: plainLabel(words, first), lines: [factLine(words, first)] }];
  const day = group.find(isDate);
  const others = group.filter((fact) => fact !== day).map((fact) => eventLine(words, fact, day?.on));
  const lines = day === undefined ? others : [eventLine(words, day), ...others];
  return [{ label: words.term('lifecycle', first.event), lines }];
}

/** A record tells the States of an event before the event itself: one of them after it belongs to the next. */
const BEGINS_ANEW: readonly RecordFact['field'][] = ['State', 'event', 'status'];
const isDate = ({ field }: RecordFact): boolean => field === 'event';

function plainLabel(words: Words, { field, role }: RecordFact): string {
  const name = words.term('recordField', field);
  return role === undefined
    ? name
    : words.t('letters.factOf', { field: name, occasion: words.term('partyRole', role) });
}

/** Under the name of its event a fact needs no more than what it adds: the day, the State, the dealer's name; a date only where it is another one. */
function eventLine(words: Words, fact: RecordFact, day?: string): LetterLine {
  if (fact.value === MASKED_PERSON) return factLine(words, fact);
  if (isDate(fact)) return { text: dated(words, fact.on) ?? words.t('letters.noDate') };
  const { on, ...undated } = fact;
  const { text } = factLine(words, on === day ? undated : fact);
  const role = fact.role && words.term('partyRole', fact.role);
  const what = fact.field === 'State' ? role : (role ?? words.term('recordField', fact.field));
  return { text: what === undefined ? text : words.t('letters.factAs', { value: text, what }) };
}

export function withheldRows(words: Words, withheld: Body<'ANSWER'>['withheld']): readonly LetterRow[] {
  return withheld.flatMap(({ field, why }) => row(fieldText(words, field), whyText(words, why)));
}

/** Of the list, or as the other State wrote it. */
export function fieldText(words: Words, field: string): string {
  return (RECORD_FIELDS as readonly string[]).includes(field) ? words.term('recordField', field) : field;
}

function whyText(words: Words, why: Body<'ANSWER'>['withheld'][number]['why']): string {
  const ground = (REFUSAL_GROUNDS as readonly string[]).includes(why);
  return ground ? words.term('refusalGround', why) : words.term('withheldReason', why);
}

export function factLine(words: Words, fact: RecordFact): LetterLine {
  if (fact.value === MASKED_PERSON) return { text: words.t('letters.maskedPerson'), masked: true };
  const value = factValue(words, fact);
  const on = dated(words, fact.on);
  return {
    text: on === undefined ? value : words.t('letters.factOn', { value, date: on }),
    ...(fact.field === 'serial' ? { serial: true as const } : {}),
  };
}

function factValue(words: Words, { field, value }: RecordFact): string {
  if (field === 'State') return words.country(value);
  if (field === 'type' && isOneOf(WEAPON_TYPES, value)) return words.term('weaponType', value);
  const happened = field === 'event' || field === 'status';
  return happened && isOneOf(LIFECYCLE_EVENTS, value) ? words.term('lifecycle', value) : value;
}

function isOneOf(list: readonly string[], text: string): boolean {
  return list.includes(text);
}
