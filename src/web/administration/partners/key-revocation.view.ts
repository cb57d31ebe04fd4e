import { type DirectoryKey } from '../../../domain/directory/entry.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { inFours } from './exchange-words.js';

interface KeyRevocationView extends View {
  readonly action: string;
  readonly kid: string;
  readonly means: string;
  readonly cancel: string;
  readonly revoked: boolean;
}

export function keyRevocationView(
  words: Words,
  {
    country,
    key,
    ours,
    form,
  }: { readonly country: string; readonly key: DirectoryKey; readonly ours: boolean; readonly form: FormState },
): KeyRevocationView {
  const cancel = ours ? paths.ownEntry.to() : paths.partnerView.to(country);
  return {
    title: words.t(ours ? 'partners.revokeOurs' : 'partners.revokeTheirs', {
      use: words.term('keyUse', key.use),
      state: words.country(country),
    }),
    back: { href: cancel },
    form,
    action: paths.keyRevocation.to(country, key.use, key.kid),
    kid: inFours(key.kid),
    means: words.t(ours ? 'partners.revokeOursMeans' : 'partners.revokeTheirsMeans'),
    cancel,
    revoked: key.revokedAt !== undefined,
  };
}
