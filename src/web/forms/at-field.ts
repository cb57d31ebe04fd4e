import { type Refusal } from '../../domain/shared/refusal.js';

/** The same refusal at one field of the page: where a page holds several forms of one kind, each has a field of its own name. */
export function atField(refusal: Refusal, field: string): Refusal {
  const reasons = refusal.reasons?.map((reason) => ({ ...reason, field: `/${field}` }));
  return { ...refusal, field: `/${field}`, ...(reasons === undefined ? {} : { reasons }) };
}
