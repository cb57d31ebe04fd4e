import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { HAND_IN_TASKS, hrefOf, isDone, nextOf } from './hand-in-order.js';
import { type HandInDraft } from './hand-in-drafts.service.js';

export interface HandInView extends View {
  readonly begun: boolean;
  readonly tasks: readonly { readonly text: string; readonly done: boolean; readonly href: string | undefined }[];
  readonly goOn: string;
  readonly kept: string;
}

export function handInView(words: Words, draft: HandInDraft | undefined, keptDays: number): HandInView {
  const shown = draft ?? { common: {}, weapons: [], covert: false, flagged: false };
  return {
    title: words.t('police.handIn.title'),
    back: { href: paths.recoveries.to(), text: words.t('police.recoveries.title') },
    begun: draft !== undefined,
    tasks: HAND_IN_TASKS.map((task) => ({
      text: words.t(`police.handIn.task.${task}`),
      done: isDone(shown, task),
      // Circumstances are those of the find.
      href: task === 'circumstances' && !isDone(shown, 'find') ? undefined : hrefOf(task, shown),
    })),
    goOn: nextOf(shown),
    kept: words.t('requests.journey.kept', { days: keptDays }),
  };
}
