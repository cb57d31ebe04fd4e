import { type PolicyDraft } from '../../../registries/directory/clock-policy.service.js';
import { type PolicyDto } from '../../../registries/directory/dto/policies.dto.js';
import { type FieldKinds } from '../../forms/form-body.js';
import { inputOf, type FormInput } from '../../forms/form-state.js';
import { type PageCall } from '../../page/page-call.js';

export const POLICY_FIELDS: FieldKinds = {
  numbers: ['terms-*-amount'],
  ticks: ['adopted', 'verified'],
  lists: ['states'],
};

/** The form has a row for each clock; one without a number is a clock that the policy does not set. */
export function policyInput(call: PageCall): FormInput {
  const input = inputOf(call.request.body);
  const set = (name: string): boolean => {
    const row = /^terms-(\d+)-/.exec(name)?.[1];
    return row === undefined || (input[`terms-${row}-amount`]?.[0] ?? '').trim() !== '';
  };
  const states = (input['states']?.[0] ?? '')
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((one) => one !== '');
  return { ...Object.fromEntries(Object.entries(input).filter(([name]) => set(name))), states };
}

export function draftOf(id: string, body: PolicyDto): PolicyDraft {
  const { scope, states, adopted, title, source, article, verified, urgency, startsAt } = body;
  const terms = Object.fromEntries(body.terms.map(({ clock, amount, unit }) => [clock, { amount, unit }]));
  return {
    scope,
    states,
    adopted,
    policy: { id, title, source, ...(article === undefined ? {} : { article }), verified, urgency, startsAt, terms },
  };
}
