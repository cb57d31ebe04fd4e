import { type Proposal } from '../../../registries/directory/pin.service.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Fact } from '../table.view.js';
import { entryView, type EntryView } from './entry.view.js';
import { proposalTag } from './proposals.view.js';

interface ProposalView extends View {
  readonly id: string;
  readonly facts: readonly Fact[];
  readonly entry: EntryView;
  readonly confirmation: 'yes' | 'with a reason' | 'own work' | 'no';
  readonly hasKeys: boolean;
  readonly mayReject: boolean;
  readonly readings: string;
}

export function proposalView(
  words: Words,
  input: {
    readonly proposal: Proposal;
    readonly names: ReadonlyMap<string, string>;
    readonly confirmation: ProposalView['confirmation'];
    readonly mayReject: boolean;
    readonly wrongReadings: number;
    readonly zone: string;
    readonly form: FormState;
  },
): ProposalView {
  const { proposal, names, confirmation, mayReject, wrongReadings, zone, form } = input;
  const { entry, country, proposedBy, proposedAt, decidedBy, decidedAt, reason } = proposal;
  const who = (id: string, at: string): string =>
    words.t('partners.byAt', { name: names.get(id) ?? '', at: words.timeIn(at, zone) });
  return {
    title: words.t('partners.proposalOf', { state: words.country(country) }),
    back: { href: paths.proposals.to(), text: words.t('partners.proposals') },
    form,
    id: proposal.id,
    facts: [
      { name: words.t('partners.column.standing'), tag: proposalTag(words, proposal) },
      { name: words.t('partners.column.proposed'), text: who(proposedBy, proposedAt) },
      ...(decidedBy === undefined || decidedAt === undefined
        ? []
        : [{ name: words.t('partners.fact.decided'), text: who(decidedBy, decidedAt) }]),
      ...(reason === undefined ? [] : [{ name: words.t('partners.reason'), text: reason }]),
    ],
    entry: entryView(words, {
      entry,
      practices: entry.markingPractices,
      now: proposedAt,
      zone,
      mayRevoke: false,
    }),
    confirmation,
    hasKeys: entry.keys.length > 0,
    mayReject,
    readings: words.t('partners.readingsLeft', { count: Math.max(0, wrongReadings - proposal.wrongReadings) }),
  };
}
