import { type FormInput, inputOf } from '../forms/form-state.js';
import { type PageCall } from '../page/page-call.js';

/** Of every form on a case: the version that its page was made of. It is never kept, so a form that comes back has the present one. */
const VERSION_FIELD = '_version';

/** The version that the form was made of; 0, which no case has, where it says none. */
export function versionIn(call: PageCall): number {
  const { [VERSION_FIELD]: text } = (call.request.body ?? {}) as Readonly<Record<string, unknown>>;
  const version = typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return Number.isSafeInteger(version) ? version : 0;
}

export function fieldsIn(call: PageCall): FormInput {
  return inputOf(call.request.body);
}

/** Each line of a box of text as one text of a list. */
export function linesIn(input: FormInput, field: string): readonly string[] {
  return (input[field]?.[0] ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
