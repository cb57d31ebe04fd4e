import { type WideSearchProgress, type WideSearchView } from '../../registries/markings/search/wide-search.service.js';
import { type FormState } from '../forms/form-state.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { candidateCards, type CandidateCard, type Line } from './candidate-cards.js';
import { askedLines } from './marking-query.view.js';

export interface WideSearchesView extends View {
  readonly form: FormState;
  readonly searches: readonly {
    readonly href: string;
    readonly caseNumber: string;
    readonly purpose: string;
    readonly state: string;
    readonly time: ShownTime;
  }[];
}

export function wideSearchesView(
  words: Words,
  searches: readonly WideSearchProgress[],
  { form, zone }: { readonly form: FormState; readonly zone: string },
): WideSearchesView {
  return {
    title: words.t('police.wide.list'),
    back: { href: paths.markingQuery.to(), text: words.t('police.query.title') },
    form,
    searches: searches.map((search) => ({
      href: paths.wideSearch.to(search.id),
      caseNumber: search.caseNumber,
      purpose: words.term('queryPurpose', search.purpose),
      state: stateText(words, search),
      time: words.dateTime(search.askedAt, [zone]),
    })),
  };
}

/** A bar and its sentence. */
export interface ShownProgress {
  readonly text: string;
  readonly done: number;
  readonly all: number;
}

export interface WideSearchPageView extends View {
  readonly id: string;
  readonly asked: readonly Line[];
  /** Absent once it has ended. */
  readonly progress: ShownProgress | undefined;
  readonly ended: string;
  readonly count: string;
  readonly tooMany: string | undefined;
  readonly candidates: readonly CandidateCard[];
  readonly advice: readonly string[];
  readonly opens: boolean;
}

export function wideSearchView(words: Words, search: WideSearchView, opens: boolean): WideSearchPageView {
  const { id, serial, filter, lookAlikes, purpose, caseNumber, candidates } = search;
  return {
    title: words.t('police.wide.title'),
    back: { href: paths.wideSearches.to(), text: words.t('police.wide.list') },
    id,
    asked: askedLines(words, { serial, lookAlikes, purpose, caseNumber, ...filter }),
    progress: progressOf(words, search),
    ended: stateText(words, search),
    count: words.t('police.results.count', { count: candidates.length }),
    tooMany: wideTooMany(words, search),
    candidates: candidateCards(words, candidates, { purpose, caseNumber }),
    advice: [words.t('police.results.none.parts'), words.t('police.results.none.meaning')],
    opens,
  };
}

/** Absent once the search has ended. */
export function progressOf(words: Words, search: WideSearchProgress): ShownProgress | undefined {
  if (search.state !== 'under way') return undefined;
  return { text: stateText(words, search), done: search.lookedAt, all: Math.max(search.ofAbout, search.lookedAt, 1) };
}

/** How far it is or how it ended, as a sentence. */
export function stateText(words: Words, { state, lookedAt, ofAbout, counted }: WideSearchProgress): string {
  const key = { 'under way': 'underWay', 'done': 'done', 'cancelled': 'cancelled' } as const;
  return words.t(`police.wide.state.${key[state]}`, { lookedAt, ofAbout, counted });
}

export function wideTooMany(words: Words, { truncated, counted, candidates }: WideSearchView): string | undefined {
  if (!truncated) return undefined;
  return words.t('police.wide.tooMany', { counted: words.number(counted), count: words.number(candidates.length) });
}
