import { type PurgeLine } from '../../../tracing/cases/purge-queue.queries.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { itemOf, type HistoryItem } from '../histories/histories.view.js';

export interface PurgesView extends View {
  readonly intro: string;
  readonly items: readonly (HistoryItem & {
    readonly action: string;
    readonly version: string;
    readonly ended: ShownTime;
    readonly refusal?: string;
  })[];
}

export function purgesView(words: Words, lines: readonly PurgeLine[], years: number, zone: string): PurgesView {
  return {
    title: words.t('dataSubjects.purge.title'),
    wide: true,
    intro: words.t('dataSubjects.purge.intro', { count: years }),
    items: lines.map((line) => ({
      ...itemOf(words, line, zone),
      action: paths.purge.to(line.id),
      version: String(line.version),
      ended: words.dateTime(line.changedAt, [zone]),
      ...(line.refusal === undefined ? {} : { refusal: words.refusal(line.refusal.code) }),
    })),
  };
}
