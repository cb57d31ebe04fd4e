import { COMPONENTS, MARK_CONDITIONS, MARK_KINDS, type Mark } from '../../../domain/messages/index.js';
import { normalForm } from '../../../domain/firearm/serial-number.js';
import { type FormInput } from '../../forms/form-state.js';
import { markRow } from '../../letters/request-content.js';
import { countryChoices } from './countries.js';
import { sayNotation, serialOf } from './serial.js';
import { Faults, memberOf, optional, type Step, typed } from './step.js';

const FIELDS = ['mark-kind', 'mark-text', 'mark-country', 'mark-year'];

/** All other marks (ITI 8, 17(b)): they say whom to ask. One at a time, as many as there are. */
export const marksStep: Step = {
  view: ({ words, own, partners }, { weapon }) => {
    const serial = serialOf(weapon);
    return {
      marks: (weapon?.marks ?? []).flatMap((mark, index) =>
        mark === serial ? [] : [{ ...markRow(words, mark), remove: `remove-${String(index)}` }],
      ),
      kinds: words.terms('markKind', MARK_KINDS),
      countries: countryChoices(words, [own, ...partners]),
      components: words.terms('component', COMPONENTS),
      conditions: words.terms('markCondition', MARK_CONDITIONS),
    };
  },

  read: ({ words, today }, input, { weapon }) => {
    const faults = new Faults(words);
    const marks = [...(weapon?.marks ?? [])];
    const known = { ...(weapon ?? { type: 'unknown' as const }) };
    const removed = removedIn(input);
    if (removed !== undefined)
      return faults.judge(() => ({ weapon: { ...known, marks: marks.filter((_, index) => index !== removed) } }));
    if (typed(input, 'do') !== 'add' && FIELDS.every((field) => typed(input, field) === ''))
      return faults.judge(() => ({ weapon: { ...known, marks } }));
    const mark = markIn(input, today, faults);
    if (marks.length >= 40) faults.say('mark-kind', 'marks', { most: 40 });
    return faults.judge(() => ({ weapon: { ...known, marks: [...marks, mark] } }));
  },

  next: (input) => (typed(input, 'do') === 'continue' ? undefined : 'marks'),
};

function removedIn(input: FormInput): number | undefined {
  const [, place] = /^remove-(\d{1,2})$/.exec(typed(input, 'do')) ?? [];
  return place === undefined ? undefined : Number(place);
}

function markIn(input: FormInput, today: string, faults: Faults): Mark {
  const kind = faults.chosen(MARK_KINDS, input, 'mark-kind', 'markKind');
  const text = typed(input, 'mark-text');
  const country = typed(input, 'mark-country');
  const year = normalForm(typed(input, 'mark-year'));
  const component = memberOf(COMPONENTS, typed(input, 'mark-component'));
  const condition = memberOf(MARK_CONDITIONS, typed(input, 'mark-condition')) ?? 'legible';
  if (text !== '') sayNotation(faults, 'mark-text', text);
  if (text === '' && country === '' && condition !== 'obliterated' && condition !== 'absent')
    faults.say('mark-text', 'markText');
  const fits = /^\d{4}$/.test(year) && Number(year) >= 1500 && Number(year) <= Number(today.slice(0, 4));
  if (year !== '' && !fits) faults.say('mark-year', 'year');
  return {
    kind: kind ?? 'proof',
    condition,
    ...optional('text', text),
    ...optional('country', country),
    ...(fits ? { year: Number(year) } : {}),
    ...(component === undefined ? {} : { component }),
  };
}
