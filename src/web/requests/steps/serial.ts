import { isCertain, parseReading } from '../../../domain/firearm/mark-reading.js';
import { COMPONENTS, MARK_CONDITIONS, type Mark, type Weapon } from '../../../domain/messages/index.js';
import { type FormInput } from '../../forms/form-state.js';
import { Faults, memberOf, optional, type Parts, type Step, type StepSetting, typed } from './step.js';

/** A serial number is there, is there with doubts, or is not. */
const READINGS = ['sure', 'doubt', 'none'] as const;

/** The mark that identifies (ITI 10, 17(b)), or why there is none. */
export const serialStep: Step = {
  view: ({ words }, { weapon }) => {
    const mark = serialOf(weapon);
    const sure = mark?.text !== undefined && certain(mark.text);
    return {
      stored: {
        reading:
          mark?.text === undefined ? (weapon?.noMarkReason === undefined ? '' : 'none') : sure ? 'sure' : 'doubt',
        serial: mark?.text ?? '',
        component: mark?.component ?? 'frame',
        condition: mark?.condition ?? 'legible',
        reason: weapon?.noMarkReason ?? '',
      },
      components: words.terms('component', COMPONENTS),
      conditions: words.terms('markCondition', MARK_CONDITIONS),
    };
  },

  read: (setting, input, { weapon }) => {
    const faults = new Faults(setting.words);
    const how = faults.chosen(READINGS, input, 'reading', 'reading');
    const others = (weapon?.marks ?? []).filter((mark) => mark !== serialOf(weapon));
    if (how === 'none') return withoutSerial(setting, input, weapon, others);
    const text = typed(input, 'serial');
    if (how !== undefined && text === '') faults.say('serial', 'serial');
    else if (how !== undefined) sayNotation(faults, 'serial', text);
    return faults.judge(() => withMark(weapon, { ...markIn(input, how), text }, others));
  },

  next: (input) => (typed(input, 'reading') === 'doubt' ? 'characters' : undefined),
};

/** What is wrong with a notation, at its character. */
export function sayNotation(faults: Faults, field: string, text: string): void {
  const parsed = parseReading(text);
  if (text.length > 200) faults.say(field, 'tooLong', { most: 200 });
  else if (!parsed.ok) faults.say(field, `notation.${parsed.error.code}`, { position: parsed.error.position + 1 });
}

export function serialOf(weapon: Weapon | undefined): Mark | undefined {
  return weapon?.marks.find((mark) => mark.kind === 'serial');
}

export function withMark(weapon: Weapon | undefined, mark: Mark, others: readonly Mark[]): Parts {
  const { noMarkReason: _none, ...rest } = weapon ?? UNKNOWN;
  return { weapon: { ...rest, marks: [mark, ...others] } };
}

const UNKNOWN: Weapon = { type: 'unknown', marks: [] };

function withoutSerial(
  { words }: StepSetting,
  input: FormInput,
  weapon: Weapon | undefined,
  others: Mark[],
): ReturnType<Step['read']> {
  const faults = new Faults(words);
  const noMarkReason = typed(input, 'noMarkReason');
  if (noMarkReason === '') faults.say('noMarkReason', 'noMarkReason');
  else if (noMarkReason.length > 500) faults.say('noMarkReason', 'tooLong', { most: 500 });
  return faults.judge(() => ({ weapon: { ...(weapon ?? UNKNOWN), marks: others, noMarkReason } }));
}

function markIn(input: FormInput, how: (typeof READINGS)[number] | undefined): Mark {
  const condition = memberOf(MARK_CONDITIONS, typed(input, 'condition')) ?? 'legible';
  const component = memberOf(COMPONENTS, typed(input, 'component'));
  return {
    kind: 'serial',
    condition: how === 'doubt' && condition === 'legible' ? 'partly legible' : condition,
    ...optional('component', component ?? ''),
  } as Mark;
}

function certain(text: string): boolean {
  const parsed = parseReading(text);
  return parsed.ok && isCertain(parsed.reading);
}
