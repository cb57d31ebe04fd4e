import { type WideSearchView } from '../../registries/markings/search/wide-search.service.js';
import { type CaseView } from '../../tracing/cases/case-answering.service.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { progressOf, stateText, wideTooMany, type ShownProgress } from '../police/wide-search.view.js';
import { candidateCard, type CandidateCard } from './candidate-card.js';

export interface AnswerWideView extends View {
  readonly serial: string;
  readonly href: string;
  /** Absent once it has ended. */
  readonly progress: ShownProgress | undefined;
  readonly ended: string;
  readonly count: string;
  readonly tooMany: string | undefined;
  readonly candidates: readonly CandidateCard[];
}

export function answerWideView(words: Words, { case: kase }: CaseView, search: WideSearchView): AnswerWideView {
  return {
    title: words.t('police.wide.title'),
    back: { href: paths.answerSearch.to(kase.id), text: words.t('answering.search.title') },
    serial: search.serial,
    href: paths.answerWideSearch.to(kase.id, search.id),
    progress: progressOf(words, search),
    ended: stateText(words, search),
    count: words.t('answering.count', { count: search.candidates.length }),
    tooMany: wideTooMany(words, search),
    candidates: search.candidates.map((one, i) =>
      candidateCard(words, one, { rank: i + 1, caseId: kase.id, reference: kase.reference }),
    ),
  };
}
