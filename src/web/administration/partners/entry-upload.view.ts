import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

interface EntryUploadView extends View {
  readonly action: string;
  readonly help: string;
  readonly button: string;
}

/** For a State that is pinned already, or for one that is to be pinned. */
export function entryUploadView(
  words: Words,
  { country, form }: { readonly country?: string; readonly form: FormState },
): EntryUploadView {
  return country === undefined
    ? {
        title: words.t('partners.newProposal'),
        back: { href: paths.proposals.to(), text: words.t('partners.proposals') },
        form,
        action: paths.proposals.to(),
        help: words.t('partners.proposalHelp'),
        button: words.t('partners.propose'),
      }
    : {
        title: words.t('partners.newerEntryOf', { state: words.country(country) }),
        back: { href: paths.partnerView.to(country), text: words.country(country) },
        form,
        action: paths.partnerEntry.to(country),
        help: words.t('partners.newerEntryHelp'),
        button: words.t('partners.takeEntry'),
      };
}
