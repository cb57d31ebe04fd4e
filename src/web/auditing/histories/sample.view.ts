import { type SampleView as Found } from '../../../reporting/histories/history-samples.service.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { addressOf } from '../period.js';
import { itemOf, type HistoryItem } from './histories.view.js';

export interface SampledItem {
  /** Absent where the case was sealed since. */
  readonly item?: HistoryItem;
  readonly verdict?: string;
  readonly note?: string;
  readonly by?: string;
  readonly at?: ShownTime;
}

export interface SampleView extends View {
  readonly seed: string;
  readonly population: string;
  readonly digest: string;
  readonly drawnAt: ShownTime;
  readonly drawnBy: string;
  readonly repeatable: boolean;
  readonly progress: string;
  readonly items: readonly SampledItem[];
}

export function sampleView(
  words: Words,
  { sample, cases, repeatable }: Found,
  names: ReadonlyMap<string, string>,
  zone: string,
): SampleView {
  const reviewed = cases.filter((one) => one.verdict !== undefined).length;
  return {
    title: words.t('auditing.sample.heading'),
    back: { href: paths.histories.to(), text: words.t('auditing.histories.title') },
    wide: true,
    seed: sample.seed,
    population: words.t('auditing.sample.population', { count: sample.population }),
    digest: sample.populationDigest,
    drawnAt: words.dateTime(sample.drawnAt, [zone]),
    drawnBy: names.get(sample.drawnBy) ?? words.t('auditing.unknownPerson'),
    repeatable,
    progress: words.t('auditing.sample.progress', { reviewed, drawn: cases.length }),
    items: cases.map(({ line, verdict, note, reviewedAt, reviewedBy }) => {
      const item = line && itemOf(words, line, zone);
      return {
        ...(item === undefined ? {} : { item: { ...item, href: addressOf(item.href, { sample: sample.id }) } }),
        ...(verdict === undefined ? {} : { verdict: words.term('reviewVerdict', verdict) }),
        ...(note === undefined ? {} : { note }),
        ...(reviewedBy === undefined ? {} : { by: names.get(reviewedBy) ?? words.t('auditing.unknownPerson') }),
        ...(reviewedAt === undefined ? {} : { at: words.dateTime(reviewedAt, [zone]) }),
      };
    }),
  };
}
