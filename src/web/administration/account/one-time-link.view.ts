import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

interface OneTimeLinkView extends View {
  readonly action: string;
  readonly passwordHint: string;
}

export function oneTimeLinkView(
  words: Words,
  { token, form, minLength }: { readonly token: string; readonly form: FormState; readonly minLength: number },
): OneTimeLinkView {
  return {
    title: words.t('account.linkTitle'),
    form,
    action: paths.oneTimeLink.to(token),
    passwordHint: words.t('account.passwordHint', { count: minLength }),
  };
}
