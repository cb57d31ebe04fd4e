import { INTENDED_USES, RELEASES, TLP_LABELS, URGENCIES } from '../../../domain/messages/index.js';
import { dateParts, readDate } from '../../forms/date-field.js';
import { type FormInput } from '../../forms/form-state.js';
import { Faults, memberOf, optional, type Parts, type Step, typed } from './step.js';

/** What the answer is wanted for (ITI 17(c)). */
export const useStep: Step = {
  view: ({ words }, { intendedUse }) => ({
    stored: { use: intendedUse?.use ?? '', text: intendedUse?.text ?? '' },
    uses: words.terms('intendedUse', INTENDED_USES),
  }),
  read: ({ words }, input) => {
    const faults = new Faults(words);
    const use = faults.chosen(INTENDED_USES, input, 'intendedUse-use', 'use');
    return faults.judge(() => ({
      intendedUse: { use: use ?? 'criminal investigation', ...optional('text', typed(input, 'intendedUse-text')) },
    }));
  },
};

/** Can we keep what we are told to the recipients that we name (ITI 15)? */
export const confidentialityStep: Step = {
  view: (_setting, { confidentiality }) => ({
    stored: {
      guaranteed: confidentiality === undefined ? '' : confidentiality.guaranteed ? 'yes' : 'no',
      law: confidentiality?.disclosureLaw ?? '',
    },
  }),
  read: ({ words }, input) => {
    const faults = new Faults(words);
    const guaranteed = typed(input, 'guaranteed');
    const law = typed(input, 'confidentiality-disclosureLaw');
    if (guaranteed !== 'yes' && guaranteed !== 'no') faults.say('guaranteed', 'confidentiality');
    if (guaranteed === 'no' && law === '') faults.say('confidentiality-disclosureLaw', 'disclosureLaw');
    return faults.judge(() => ({
      confidentiality: {
        guaranteed: guaranteed === 'yes',
        ...(guaranteed === 'no' ? optional('disclosureLaw', law) : {}),
      },
    }));
  },
};

/** The limits that bind us with the answer (ITI 15). */
export const handlingStep: Step = {
  view: ({ words }, { handling, intendedUse, doNotContactHolders }) => ({
    stored: {
      recipients: handling?.recipients.join('\n') ?? '',
      purposes: handling?.purposes ?? (intendedUse === undefined ? [] : [intendedUse.use]),
      onwardRelease: handling?.onwardRelease ?? 'with consent',
      evidenceUse: handling?.evidenceUse ?? 'with consent',
      deleteBy: dateParts(handling?.deleteBy),
      label: handling?.label ?? 'TLP:AMBER',
      quiet: doNotContactHolders ?? false,
    },
    purposes: words.terms('intendedUse', INTENDED_USES),
    releases: words.terms('release', RELEASES),
    labels: TLP_LABELS.map((label) => ({
      value: label,
      text: words.term('tlp', label),
      hint: { text: words.t(`requests.handling.labelHint.${LABEL_KEYS[label]}`) },
    })),
  }),
  read: ({ words }, input) => {
    const faults = new Faults(words);
    const purposes = INTENDED_USES.filter((use) => (input['handling-purposes'] ?? []).includes(use));
    if (purposes.length === 0) faults.say('handling-purposes', 'purposes');
    const label = faults.chosen(TLP_LABELS, input, 'handling-label', 'label');
    const day = readDate(input, 'handling-deleteBy');
    if (day.kind === 'wrong') faults.say('handling-deleteBy', 'dateWrong');
    const recipients = recipientsOf(input);
    if (recipients.length > 50) faults.say('handling-recipients', 'recipients');
    if (recipients.some((one) => one.length > 200)) faults.say('handling-recipients', 'tooLong', { most: 200 });
    return faults.judge((): Parts => ({
      handling: {
        recipients,
        purposes,
        onwardRelease: memberOf(RELEASES, typed(input, 'handling-onwardRelease')) ?? 'no',
        evidenceUse: memberOf(RELEASES, typed(input, 'handling-evidenceUse')) ?? 'no',
        ...(day.kind === 'date' ? { deleteBy: day.date } : {}),
        ...(label === undefined ? {} : { label }),
      },
      doNotContactHolders: typed(input, 'quiet') === 'yes',
    }));
  },
};

const LABEL_KEYS = {
  'TLP:RED': 'red',
  'TLP:AMBER+STRICT': 'strict',
  'TLP:AMBER': 'amber',
} as const satisfies Record<(typeof TLP_LABELS)[number], string>;

function recipientsOf(input: FormInput): string[] {
  return typed(input, 'handling-recipients')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** How soon, and why. */
export const urgencyStep: Step = {
  view: ({ words }, { urgency, urgencyReason }) => ({
    stored: { urgency: urgency ?? '', reason: urgencyReason ?? '' },
    choices: URGENCIES.map((one) => ({
      value: one,
      text: words.term('urgency', one),
      hint: words.t(`requests.urgency.hint.${one}`),
    })),
  }),
  read: ({ words }, input) => {
    const faults = new Faults(words);
    const urgency = faults.chosen(URGENCIES, input, 'urgency', 'urgency');
    const reason = typed(input, 'urgencyReason');
    if (urgency === 'urgent' && reason === '') faults.say('urgencyReason', 'urgencyReason');
    return faults.judge(() => ({
      urgency: urgency ?? 'routine',
      ...(urgency === 'urgent' ? optional('urgencyReason', reason) : {}),
    }));
  },
};
