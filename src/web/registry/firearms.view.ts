import { type RecentRecord } from '../../registries/markings/recent-records.service.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { nameOfFirearm } from './firearm.view.js';

export interface FirearmsView extends View {
  readonly recent: readonly RecentRow[];
  readonly purpose: string;
}

interface RecentRow {
  readonly name: string;
  readonly type: string;
  readonly calibre: string;
  readonly act: string;
  readonly time: ShownTime;
  readonly href: string;
}

export function firearmsView(words: Words, recent: readonly RecentRecord[], zone: string): FirearmsView {
  return {
    title: words.t('registry.firearms.title'),
    wide: true,
    purpose: 'upkeep of the registry',
    recent: recent.map(({ firearmId, act, at, type, make, model, calibre }) => ({
      name: nameOfFirearm(words, {
        type,
        ...(make === null ? {} : { make }),
        ...(model === null ? {} : { model }),
      }),
      type: words.term('weaponType', type),
      calibre: calibre ?? '–',
      act:
        act === 'recorded' || act === 'corrected'
          ? words.t(`registry.firearms.act.${act}`)
          : words.term('lifecycle', act),
      time: words.dateTime(at, [zone]),
      href: paths.firearmView.to(firearmId),
    })),
  };
}
