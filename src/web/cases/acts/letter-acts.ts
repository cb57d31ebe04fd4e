import { INTENDED_USES } from '../../../domain/messages/index.js';
import { CONSENT_SCOPES, VERDICTS, WITHDRAW_REASONS } from '../../../domain/messages/vocabulary.js';
import { REASONED_KINDS } from '../../../domain/tracing/offers.js';
import { bodyOf } from '../../forms/form-body.js';
import { type FormInput } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type CASE_LETTERS, slugOf } from '../case-acts.view.js';
import { type CaseView } from '../case-frame.js';
import { type Choices, type Field, field, unchosen, type Option } from './act.js';

type Kind = (typeof CASE_LETTERS)[number];

/** A letter that one person writes: its questions, and the body that they stand for. */
export interface LetterAct {
  readonly kind: Kind;
  readonly needs?: readonly (keyof Choices)[];
  readonly warns?: true;
  fields(words: Words, view: CaseView, choices: Choices): readonly Field[];
  /** `id`: for what the letter itself names. */
  body(input: FormInput, view: CaseView, id: string): object;
}

type Letter = CaseView['letters'][number];

const LETTER_ACTS: readonly LetterAct[] = [
  {
    kind: 'MORE',
    fields: (words, view) =>
      questionsOf(view).map(({ text }, i) =>
        field(words, 'area', `answers-${String(i)}-text`, 'answerTo', {
          label: words.t('cases.field.answerTo', { number: i + 1 }),
          hint: text,
        }),
      ),
    body: (input, view) => ({
      answers: questionsOf(view).flatMap(({ field: about }, i) => {
        const text = (input[`answers-${String(i)}-text`]?.[0] ?? '').trim();
        return text === '' ? [] : [{ ...(about === undefined ? {} : { field: about }), text }];
      }),
    }),
  },
  {
    kind: 'CLARIFY',
    fields: (words, view) => [
      field(words, 'radios', 'about', 'clarifyAbout', lettersToChoose(words, view, REASONED_KINDS)),
      field(words, 'area', 'question', 'question'),
    ],
    body: (input) => bodyOf(input),
  },
  {
    kind: 'FEEDBACK',
    fields: (words) => [
      field(words, 'radios', 'rightWeapon', 'rightWeapon', { options: words.terms('verdict', VERDICTS) }),
      field(words, 'radios', 'helped', 'helped', { options: words.terms('verdict', VERDICTS) }),
      field(words, 'area', 'text', 'remark'),
    ],
    body: (input) => bodyOf(input),
  },
  {
    kind: 'CONSENT_REQUEST',
    needs: ['states'],
    fields: (words, view, { states }) => [
      field(words, 'radios', 'scope-kind', 'scope', { options: words.terms('consentScope', CONSENT_SCOPES) }),
      field(words, 'select', 'scope-state', 'scopeState', { options: [unchosen(words), ...states] }),
      field(words, 'text', 'scope-agency', 'scopeAgency'),
      field(words, 'text', 'scope-court', 'scopeCourt'),
      field(words, 'radios', 'of', 'consentOf', lettersToChoose(words, view, GIVING_KINDS)),
      field(words, 'area', 'what', 'consentWhat'),
      field(words, 'select', 'purpose', 'purpose', {
        options: [unchosen(words), ...words.terms('intendedUse', INTENDED_USES)],
      }),
    ],
    body: (input, _, id) => {
      const kind = input['scope-kind']?.[0] ?? '';
      const member = SCOPE_MEMBERS[kind];
      const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !name.startsWith('scope-')));
      const to = member === undefined ? undefined : input[`scope-${member}`]?.[0]?.trim();
      return {
        ...bodyOf(rest),
        consentId: id,
        scope: { kind, ...(member === undefined || to === '' ? {} : { [member]: to }) },
      };
    },
  },
  {
    kind: 'REMIND',
    fields: (words) => [field(words, 'area', 'text', 'reminder')],
    body: (input) => bodyOf(input),
  },
  {
    kind: 'WITHDRAW',
    warns: true,
    fields: (words) => [
      field(words, 'radios', 'reason', 'withdrawReason', { options: words.terms('withdrawReason', WITHDRAW_REASONS) }),
      field(words, 'area', 'text', 'remark'),
      field(words, 'tick', 'erasePersons', 'erasePersons'),
    ],
    body: (input) => bodyOf(input, { ticks: ['erasePersons'] }),
  },
];

export function letterAct(slug: string): LetterAct | undefined {
  return LETTER_ACTS.find(({ kind }) => slugOf(kind) === slug);
}

/** What each scope of a consent names. */
export const SCOPE_MEMBERS: Readonly<Record<string, string>> = {
  'next State': 'state',
  'named agency': 'agency',
  'court evidence': 'court',
};
const GIVING_KINDS: readonly Letter['kind'][] = ['ANSWER', 'FORWARD_NOTICE', 'CORRECT', 'REQUEST', 'MORE'];

function questionsOf({ letters }: CaseView): readonly { readonly field?: string; readonly text: string }[] {
  const asked = letters.findLast(({ kind, body }) => kind === 'ASK_MORE' && body !== undefined)?.body;
  return (asked as { questions: { field?: string; text: string }[] } | undefined)?.questions ?? [];
}

/** Letters of the other side that a letter may point at, the last one chosen already. */
function lettersToChoose(
  words: Words,
  { case: kase, letters }: CaseView,
  kinds: readonly Letter['kind'][],
): Partial<Field> {
  const options = letters.flatMap(({ role, kind, seq, mid, standing }): Option[] =>
    role !== kase.role && kinds.includes(kind) && standing === 'received' && mid !== undefined
      ? [
          {
            value: mid,
            text: `${words.term('messageKind', kind)} (${words.t('cases.messages.number', { number: seq })})`,
          },
        ]
      : [],
  );
  const last = options.at(-1)?.value;
  return { options, ...(last === undefined ? {} : { stored: [last] }) };
}
