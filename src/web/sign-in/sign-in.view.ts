import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { localPath, paths } from '../paths.js';

export interface SignInView extends View {
  readonly form: FormState;
  /** Where the sign-in leads: an address of this node. */
  readonly next: string;
}

export function signInView(words: Words, next: unknown, form: FormState): SignInView {
  return { title: words.t('signIn.title'), next: localPath(next) ?? paths.home.to(), form };
}
