import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

interface Agency {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

interface AgenciesView extends View {
  readonly agencies: readonly Agency[];
  readonly mayManage: boolean;
}

export function agenciesView(
  words: Words,
  agencies: readonly Agency[],
  mayManage: boolean,
  form: FormState,
): AgenciesView {
  return {
    title: words.t('people.agencies'),
    back: { href: paths.people.to(), text: words.t('people.title') },
    form,
    agencies,
    mayManage,
  };
}
