import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

interface NewPersonView extends View {
  readonly agencies: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
}

export function newPersonView(
  words: Words,
  agencies: readonly { readonly id: string; readonly name: string }[],
  form: FormState,
): NewPersonView {
  const chosen = form.value('agencyId', agencies.length === 1 ? agencies[0]?.id : '');
  return {
    title: words.t('people.new'),
    back: { href: paths.people.to() },
    form,
    agencies: [
      { value: '', text: words.t('people.choose'), selected: chosen === '' },
      ...agencies.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen })),
    ],
  };
}
