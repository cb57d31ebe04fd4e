import { type PersonRole } from '../../domain/shared/actor.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { type HomePanel } from './panels/home-panel.js';
import { type NoticesView } from './notices.view.js';
import { type WorkListPart } from './work-list.view.js';

export interface HomeView extends View {
  readonly form: FormState;
  readonly notices: NoticesView | undefined;
  readonly list: WorkListPart | undefined;
  readonly panels: readonly HomePanel[];
  /** What to do first, for each role that the person holds; shown where nothing waits. */
  readonly advice: readonly string[];
}

export interface HomeInput extends Pick<HomeView, 'form' | 'notices' | 'list' | 'panels'> {
  readonly roles: readonly PersonRole[];
}

export function homeView(words: Words, { roles, ...parts }: HomeInput): HomeView {
  return {
    title: words.t('workList.title'),
    ...parts,
    advice: [...new Set(roles)].map((role) => words.t(`workList.advice.${role}`)),
    wide: true,
  };
}
