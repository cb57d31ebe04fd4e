import { type Proposal } from '../../../registries/directory/pin.service.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type TableView, type TagColour } from '../table.view.js';

const COLOURS = {
  open: 'govuk-tag--yellow',
  confirmed: 'govuk-tag--green',
  rejected: 'govuk-tag--red',
  replaced: 'govuk-tag--grey',
} as const satisfies Record<Proposal['state'], TagColour>;

interface ProposalsView extends View {
  readonly table: TableView;
  readonly mayPin: boolean;
}

export function proposalTag(words: Words, { state }: Proposal): { text: string; colour: TagColour } {
  return { text: words.t(`partners.proposalState.${state}`), colour: COLOURS[state] };
}

export function proposalsView(
  words: Words,
  input: {
    readonly proposals: readonly Proposal[];
    readonly names: ReadonlyMap<string, string>;
    readonly mayPin: boolean;
    readonly zone: string;
  },
): ProposalsView {
  const { proposals, names, mayPin, zone } = input;
  return {
    title: words.t('partners.proposals'),
    back: { href: paths.partners.to(), text: words.t('partners.title') },
    wide: true,
    mayPin,
    table: {
      caption: words.t('partners.proposals'),
      columns: ['state', 'standing', 'proposed'].map((column) => words.t(`partners.column.${column}`)),
      rows: proposals.map((proposal) => [
        { text: words.country(proposal.country), href: paths.proposalView.to(proposal.id) },
        { tag: proposalTag(words, proposal) },
        { text: names.get(proposal.proposedBy) ?? '', lines: [words.timeIn(proposal.proposedAt, zone)] },
      ]),
      empty: words.t('partners.noProposal'),
    },
  };
}
