import { type PartnerProfile } from '../../../domain/directory/profile.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

interface SuspensionView extends View {
  readonly country: string;
  readonly version: string;
  readonly suspended: boolean;
}

export function suspensionView(words: Words, profile: PartnerProfile, form: FormState): SuspensionView {
  const state = words.country(profile.country);
  return {
    title: words.t(profile.suspended ? 'partners.askResume' : 'partners.askSuspend', { state }),
    back: { href: paths.partnerView.to(profile.country), text: state },
    form,
    country: profile.country,
    version: String(profile.version),
    suspended: profile.suspended,
  };
}
