import { REFUSAL_GROUNDS, type RefusalGround } from '../../domain/messages/index.js';
import { refuse, type Result, succeed } from '../../domain/shared/refusal.js';
import { PLAIN_KINDS, PROPOSED_KINDS } from '../../domain/tracing/command.js';
import { cutToLevel } from '../../domain/tracing/handling.js';
import { type HeldBack } from '../../domain/tracing/held-back.js';
import { RefusalError } from '../../platform/problem.js';
import { letterOf } from '../../tracing/cases/case-acts.service.js';
import { type CaseView, type CompositionView } from '../../tracing/cases/case-answering.service.js';
import { type CaseCommand } from '../../tracing/cases/case-foresight.service.js';
import { AnswerDto } from '../../tracing/cases/dto/command.dto.js';
import { bodyOf, readForm } from '../forms/form-body.js';
import { type FormInput } from '../forms/form-state.js';
import { correctedWeapon } from './request-correction.js';
import { linesIn } from './case-form.js';
import { ANSWER_LETTERS, type LetterSlug } from './letter-links.js';

/** The answer out of its form, under the rules of the API. */
export async function answerCommand(input: FormInput): Promise<Result<CaseCommand>> {
  const held = (input['heldBack-fields'] ?? []).length > 0 || (input['heldBack-ground']?.[0] ?? '') !== '';
  const fields = { ...input, 'handling-recipients': linesIn(input, 'handling-recipients') };
  const form = await readForm(AnswerDto, fields, {
    numbers: ['level'],
    lists: ['handling-recipients', 'handling-purposes', ...(held ? ['heldBack-fields'] : [])],
  });
  return form.ok ? succeed(Object.assign({ type: 'compose answer' as const }, form.value)) : form;
}

/** Any other letter out of its form; what the case itself knows (a scope, the corrected facts) comes from the case. */
export function letterCommand(
  slug: LetterSlug,
  input: FormInput,
  from: { readonly view: CaseView; readonly composition?: CompositionView },
): Result<CaseCommand> {
  const kind = ANSWER_LETTERS[slug];
  const { body, trueGround } = BODIES[slug](input, from);
  const plain = (PLAIN_KINDS as readonly string[]).includes(kind);
  return refusedAsValue((): CaseCommand =>
    plain
      ? { type: 'write', letter: letterOf(PLAIN_KINDS, kind, body) }
      : {
          type: 'propose letter',
          letter: letterOf(PROPOSED_KINDS, kind, body),
          ...(trueGround === undefined ? {} : { trueGround }),
        },
  );
}

interface Made {
  readonly body: unknown;
  readonly trueGround?: RefusalGround;
}
type Make = (input: FormInput, from: { readonly view: CaseView; readonly composition?: CompositionView }) => Made;

const text = (input: FormInput, field: string): string => (input[field]?.[0] ?? '').trim();
const inside = (input: FormInput, lists: readonly string[] = []): Record<string, unknown> =>
  (bodyOf(input, { lists }) as { body?: Record<string, unknown> }).body ?? {};

/** The ground is named in the letter, or kept for the file where naming it would itself reveal (ITI 22). */
const grounded: Make = (input) => {
  const { ground, ...body } = inside(input, input['body-fields'] === undefined ? [] : ['body-fields']);
  const known = REFUSAL_GROUNDS.find((one) => one === ground);
  if (known === undefined) return { body };
  return text(input, 'neutral') === 'yes' ? { body, trueGround: known } : { body: { ...body, ground: known } };
};
const asTyped: Make = (input) => ({ body: inside(input) });

const BODIES: Readonly<Record<LetterSlug, Make>> = {
  'ask-more': (input) => ({ body: { questions: inside(input)['questions'] ?? [] } }),
  'delay': grounded,
  'restriction': (input, from) => {
    const made = grounded(input, from);
    return { ...made, body: { fields: [], ...(made.body as object) } };
  },
  'refusal': grounded,
  'not-accepted': asTyped,
  'forward': asTyped,
  'clarification': asTyped,
  'consent': (input, { view }) => {
    const body = inside(input);
    const asked = view.shared.consents[text(input, 'body-consentId')];
    return { body: { ...body, ...(asked === undefined ? {} : { scope: asked.scope }) } };
  },
  'correction': (input, { view, composition }) =>
    view.case.role === 'requester' ? requestCorrectionBody(input, view) : correctionBody(input, composition),
};

/** What is wrong decides what the correction says: the facts as they are recorded now, another outcome, or nothing at all any more. */
function correctionBody(input: FormInput, composition: CompositionView | undefined): Made {
  const { outcome, ...body } = inside(input);
  const told = composition?.view.shared.answer;
  switch (text(input, 'wrong')) {
    case 'all':
      return { body: { ...body, outcome: 'withdrawn', facts: [] } };
    case 'facts': {
      if (composition === undefined || told === undefined) return { body };
      const { partner, facts } = composition;
      const level = Math.min(told.body.level, partner.highestLevel) as 0 | 1 | 2;
      const cut = cutToLevel(facts, level, partner.highestLevel, heldBackIn(told.body.withheld));
      const chosen = composition.view.case.chosen?.outcome;
      return { body: { ...body, facts: cut.facts, ...(chosen === undefined ? {} : { outcome: chosen }) } };
    }
    default:
      return { body: { ...body, ...(outcome === undefined ? {} : { outcome }) } };
  }
}

/** Of our request: why, and the weapon as it is, where that was told wrongly. */
function requestCorrectionBody(input: FormInput, { shared }: CaseView): Made {
  const { weapon: _typed, ...body } = inside(input);
  const weapon = correctedWeapon(input, shared.weapon);
  return { body: { ...body, ...(weapon === undefined ? {} : { weapon }) } };
}

/** What the answer held back on a ground of ITI 22 stays held back. */
function heldBackIn(withheld: readonly { readonly field: string; readonly why: string }[]): HeldBack | undefined {
  const ground = REFUSAL_GROUNDS.find((one) => withheld.some(({ why }) => why === one));
  if (ground === undefined) return undefined;
  const fields = withheld.filter(({ why }) => why === ground).map(({ field }) => field);
  return { ground, fields: fields as HeldBack['fields'] };
}

function refusedAsValue<T>(make: () => T): Result<T> {
  try {
    return succeed(make());
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
}

/** The law points into the body of a letter; in a form its fields stand under `body`. */
export function atBody<T>(result: Result<T>): Result<T> {
  if (result.ok || result.field === undefined || result.field.startsWith('/body')) return result;
  return refuse(result.code, { ...result, field: `/body${result.field}` });
}
