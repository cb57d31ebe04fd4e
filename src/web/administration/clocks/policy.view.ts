import { CLOCK_KINDS, TERM_UNITS } from '../../../domain/deadlines/clock.js';
import { type RecordedPolicy } from '../../../registries/directory/clock-policy.service.js';
import { type FormState } from '../../forms/form-state.js';
import { policySource, policyTitle } from '../../i18n/policy-words.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Fact } from '../table.view.js';
import { termText, urgencyText } from './clocks.view.js';

const SCOPES = ['own', 'instrument', 'agreement', 'known practice'] as const;
const URGENCIES = ['routine', 'urgent', 'any'] as const;
const STARTS = ['received', 'acknowledged', 'complete'] as const;

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

interface PolicyFormView {
  readonly action: string;
  readonly version?: string;
  readonly isNew: boolean;
  readonly scope: string;
  readonly scopes: readonly Choice[];
  readonly urgencies: readonly Choice[];
  readonly starts: readonly Choice[];
  readonly title: string;
  readonly source: string;
  readonly article: string;
  readonly states: string;
  readonly verified: boolean;
  readonly adopted: boolean;
  readonly terms: readonly {
    readonly clock: string;
    readonly text: string;
    readonly amount: string;
    readonly units: readonly Choice[];
  }[];
}

interface PolicyView extends View {
  readonly facts: readonly Fact[];
  readonly terms: readonly Fact[];
  readonly formView?: PolicyFormView;
}

export function policyView(
  words: Words,
  input: { readonly recorded: RecordedPolicy; readonly mayEdit: boolean; readonly form: FormState },
): PolicyView {
  const { recorded, mayEdit, form } = input;
  const { policy, scope, states, adopted } = recorded;
  const fact = (key: string, text: string): Fact => ({ name: words.t(`clocks.fact.${key}`), text });
  return {
    title: policyTitle(words, policy),
    back: { href: paths.clocks.to(), text: words.t('clocks.title') },
    form,
    facts: [
      {
        name: words.t('clocks.column.force'),
        tag: adopted
          ? { text: words.t('clocks.inForce'), colour: 'govuk-tag--green' }
          : { text: words.t('clocks.notInForce'), colour: 'govuk-tag--grey' },
      },
      fact('scope', words.t(`clocks.scope.${scope}`)),
      fact('source', policySource(words, policy)),
      fact('verified', words.t(policy.verified ? 'clocks.verified' : 'clocks.unverified')),
      fact('urgency', urgencyText(words, policy.urgency)),
      fact('startsAt', words.t(`clocks.starts.${policy.startsAt}`)),
      ...(states.length === 0 ? [] : [fact('states', words.list(states.map((state) => words.country(state))))]),
      fact('version', words.number(policy.version, { useGrouping: false })),
    ],
    terms: CLOCK_KINDS.flatMap((clock) => {
      const term = policy.terms[clock];
      return term === undefined ? [] : [{ name: words.term('clock', clock), text: termText(words, term) }];
    }),
    ...(mayEdit ? { formView: formOf(words, form, recorded) } : {}),
  };
}

export function newPolicyView(words: Words, form: FormState): PolicyView {
  return {
    title: words.t('clocks.newPolicy'),
    back: { href: paths.clocks.to(), text: words.t('clocks.title') },
    form,
    facts: [],
    terms: [],
    formView: formOf(words, form, undefined),
  };
}

function formOf(words: Words, form: FormState, recorded: RecordedPolicy | undefined): PolicyFormView {
  const policy = recorded?.policy;
  const choices = (field: string, key: string, values: readonly string[], stored: string): readonly Choice[] => {
    const chosen = form.value(field, stored) || stored;
    return values.map((value) => ({ value, text: words.t(`clocks.${key}.${value}`), selected: value === chosen }));
  };
  return {
    action: policy === undefined ? paths.clocks.to() : paths.policyView.to(policy.id),
    ...(policy === undefined ? {} : { version: String(policy.version) }),
    isNew: policy === undefined,
    scope: recorded?.scope ?? '',
    scopes: choices('scope', 'scope', SCOPES, recorded?.scope ?? 'agreement'),
    urgencies: URGENCIES.map((value) => ({
      value,
      text: urgencyText(words, value),
      selected: value === form.value('urgency', policy?.urgency ?? 'any'),
    })),
    starts: choices('startsAt', 'starts', STARTS, policy?.startsAt ?? 'received'),
    title: form.value('title', policy?.title),
    source: form.value('source', policy?.source),
    article: form.value('article', policy?.article),
    states: form.value('states', recorded?.states.join(', ')),
    verified: form.checked('verified', 'yes', policy?.verified === true ? ['yes'] : []),
    adopted: form.checked('adopted', 'yes', recorded?.adopted === true ? ['yes'] : []),
    terms: CLOCK_KINDS.map((clock, i) => {
      const term = policy?.terms[clock];
      const unit = form.value(`terms-${String(i)}-unit`, term?.unit ?? 'working days');
      return {
        clock,
        text: words.term('clock', clock),
        amount: form.value(`terms-${String(i)}-amount`, term === undefined ? '' : String(term.amount)),
        units: words.terms('termUnit', TERM_UNITS).map((one) => ({ ...one, selected: one.value === unit })),
      };
    }),
  };
}
