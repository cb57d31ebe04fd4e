import { RECOVERY_KINDS } from '../../../domain/messages/index.js';
import { readDate, dateParts } from '../../forms/date-field.js';
import { Faults, NOT_YET, optional, type Parts, type Step, typed } from './step.js';

type Recovery = NonNullable<Parts['recovery']>;

/** When, where and how the weapon was recovered (ITI 16, 17(a)). */
export const findStep: Step = {
  view: ({ words, own }, { recovery }) => ({
    stored: {
      kind: recovery?.kind ?? '',
      date: dateParts(dateOf(recovery)),
      unsure: recovery !== undefined && 'notKnown' in recovery.date,
      place: recovery?.place ?? '',
      context: recovery?.context ?? '',
    },
    kinds: RECOVERY_KINDS.map((kind) => ({
      value: kind,
      text: words.term('recovery', kind),
      hint: { text: words.t(`requests.find.kindHint.${kind}`) },
    })),
    country: words.country(recovery?.country ?? own),
  }),

  read: ({ words, own, today }, input, { recovery }) => {
    const faults = new Faults(words);
    const kind = faults.chosen(RECOVERY_KINDS, input, 'recovery-kind', 'recoveryKind');
    const day = readDate(input, 'recovery-date');
    if (day.kind !== 'date') faults.say('recovery-date', day.kind === 'empty' ? 'dateMissing' : 'dateWrong');
    else if (day.date > today) faults.say('recovery-date', 'dateFuture');
    return faults.judge(() => {
      const date = day.kind === 'date' ? day.date : '';
      return {
        recovery: {
          kind: kind ?? 'found',
          date: typed(input, 'unsure') === 'yes' ? { notKnown: true, onOrBefore: date } : { on: date },
          country: recovery?.country ?? own,
          circumstances: recovery?.circumstances ?? NOT_YET,
          ...optional('place', typed(input, 'recovery-place')),
          ...optional('context', typed(input, 'recovery-context')),
        },
      };
    });
  },
};

export function dateOf(recovery: Recovery | undefined): string | undefined {
  if (recovery === undefined) return undefined;
  return 'on' in recovery.date ? recovery.date.on : recovery.date.onOrBefore;
}

/** How the weapon came to light. */
export const circumstancesStep: Step = {
  view: (_setting, { recovery }) => ({
    stored: { circumstances: recovery?.circumstances.trim() ?? '' },
    // The find comes first: without it there is nothing of which these could be the circumstances.
    early: recovery === undefined,
  }),
  read: ({ words }, input, { recovery }) => {
    const faults = new Faults(words);
    const circumstances = typed(input, 'recovery-circumstances');
    if (circumstances === '') faults.say('recovery-circumstances', 'circumstances');
    if (recovery === undefined) faults.say('recovery-circumstances', 'findFirst');
    return faults.judge(() => (recovery === undefined ? {} : { recovery: { ...recovery, circumstances } }));
  },
};
