import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';

interface FoundingView extends View {
  readonly intro: string;
  readonly agency: string;
}

export function foundingView(
  words: Words,
  { state, agency, form }: { readonly state: string; readonly agency: string; readonly form: FormState },
): FoundingView {
  return {
    title: words.t('setUp.founding.title'),
    intro: words.t('setUp.founding.intro', { state: words.country(state) }),
    agency,
    form,
  };
}
