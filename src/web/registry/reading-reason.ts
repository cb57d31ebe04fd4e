import { refuse } from '../../domain/shared/refusal.js';
import { RefusalError } from '../../platform/problem.js';
import { QUERY_PURPOSES } from '../../domain/firearm/query-purpose.js';
import { ReadReason } from '../../registries/markings/query.dto.js';
import { readForm } from '../forms/form-body.js';
import { errorsOf, FormState, inputOf } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type PageCall } from '../page/page-call.js';
import { type View } from '../page/page-renderer.service.js';

/** Why somebody reads a record, as the address of its pages carries it: every page of a record asks for it, as the API does. */
export type ReadingReason = Pick<ReadReason, 'purpose' | 'caseNumber'>;

/** The address of a page of a record, with the reason in it. */
export function withReason(path: string, { purpose, caseNumber }: ReadingReason): string {
  return `${path}?${new URLSearchParams({ purpose, caseNumber }).toString()}`;
}

/** The reason in the address; undefined where it is not whole. */
export async function reasonOf(call: PageCall): Promise<ReadingReason | undefined> {
  const read = await readForm(ReadReason, givenIn(call));
  return read.ok ? read.value : undefined;
}

/** A form stands on a page that was opened for a reason: one without it is not ours. */
export async function reasonNeeded(call: PageCall): Promise<ReadingReason> {
  const reason = await reasonOf(call);
  if (reason === undefined) throw new RefusalError(refuse('field-invalid', { rule: 'a purpose and a case number' }));
  return reason;
}

export interface ReasonView extends View {
  readonly form: FormState;
  readonly action: string;
  readonly purposes: readonly { readonly value: string; readonly text: string }[];
  readonly purpose: string;
}

/** The question that stands before a record. What is asked is told as errors only where somebody has answered already. */
export async function reasonView(words: Words, call: PageCall, usual: string): Promise<ReasonView> {
  const input = givenIn(call);
  const asked = Object.keys(input).length > 0;
  const read = await readForm(ReadReason, input);
  const errors = asked && !read.ok ? errorsOf(words, read, input) : [];
  return {
    title: words.t('registry.reason.title'),
    form: new FormState(input, errors),
    action: call.request.url.split('?')[0] ?? '/',
    purposes: words.terms('queryPurpose', QUERY_PURPOSES),
    purpose: usual,
  };
}

function givenIn(call: PageCall): ReturnType<typeof inputOf> {
  const { purpose, caseNumber } = call.request.query as Readonly<Record<string, unknown>>;
  return inputOf({
    ...(purpose === undefined ? {} : { purpose }),
    ...(caseNumber === undefined ? {} : { caseNumber }),
  });
}
