import { type RecordedPolicy } from '../../../registries/directory/clock-policy.service.js';
import { policyTitle } from '../../i18n/policy-words.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Cell, type TableView } from '../table.view.js';

interface ClocksView extends View {
  readonly policies: TableView;
  readonly calendars: readonly { readonly href: string; readonly text: string }[];
  readonly mayEdit: boolean;
}

export function clocksView(
  words: Words,
  input: {
    readonly policies: readonly RecordedPolicy[];
    /** Our own State first. */
    readonly states: readonly string[];
    readonly mayEdit: boolean;
  },
): ClocksView {
  const { policies, states, mayEdit } = input;
  return {
    title: words.t('clocks.title'),
    wide: true,
    policies: {
      caption: words.t('clocks.policies'),
      showCaption: true,
      columns: ['policy', 'scope', 'urgency', 'answer', 'force'].map((column) => words.t(`clocks.column.${column}`)),
      rows: policies.map((row) => rowOf(words, row)),
    },
    calendars: states.map((country) => ({ href: paths.calendarView.to(country), text: words.country(country) })),
    mayEdit,
  };
}

function rowOf(words: Words, { policy, scope, adopted }: RecordedPolicy): readonly Cell[] {
  const { answer } = policy.terms;
  return [
    {
      text: policyTitle(words, policy),
      href: paths.policyView.to(policy.id),
      ...(policy.verified ? {} : { lines: [words.t('clocks.unverified')] }),
    },
    { text: words.t(`clocks.scope.${scope}`) },
    { text: urgencyText(words, policy.urgency) },
    { text: answer === undefined ? words.t('clocks.noTerm') : termText(words, answer) },
    {
      tag: adopted
        ? { text: words.t('clocks.inForce'), colour: 'govuk-tag--green' }
        : { text: words.t('clocks.notInForce'), colour: 'govuk-tag--grey' },
    },
  ];
}

export function urgencyText(words: Words, urgency: 'routine' | 'urgent' | 'any'): string {
  return urgency === 'any' ? words.t('partners.anyUrgency') : words.term('urgency', urgency);
}

export function termText(words: Words, { amount, unit }: { readonly amount: number; readonly unit: string }): string {
  return words.t(`clocks.term.${unit}`, { amount });
}
