import { type CandidateList } from '../../registries/markings/markings.service.js';
import { type WideSearchProgress } from '../../registries/markings/search/wide-search.service.js';
import { type CaseView } from '../../tracing/cases/case-answering.service.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type LetterSection } from '../letters/letter-rows.js';
import { weaponContent } from '../letters/request-content.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { stateText } from '../police/wide-search.view.js';
import { isolated } from './answer.view.js';
import { candidateCard, type CandidateCard } from './candidate-card.js';

export interface AnswerSearchView extends View {
  readonly form: FormState;
  readonly id: string;
  readonly purpose: string;
  readonly weapon: readonly LetterSection[];
  readonly serial: string;
  readonly make: string;
  readonly calibre: string;
  /** Absent before anything was searched for. */
  readonly found:
    | {
        readonly count: string;
        readonly tooMany: string | undefined;
        readonly candidates: readonly CandidateCard[];
      }
    | undefined;
  /** What was asked last, for a wide search by the same. */
  readonly asked: string | undefined;
  /** Wide searches for this case, the latest first. */
  readonly searches: readonly { readonly href: string; readonly state: string; readonly time: string }[];
}

export interface AnswerSearchInput {
  readonly form: FormState;
  readonly list: CandidateList | undefined;
  readonly asked: string | undefined;
  readonly searches: readonly WideSearchProgress[];
}

export function answerSearchView(
  words: Words,
  { case: kase, shared }: CaseView,
  { form, list: found, asked, searches }: AnswerSearchInput,
): AnswerSearchView {
  const weapon = shared.weapon ?? shared.request?.weapon;
  return {
    title: words.t('answering.search.title'),
    back: { href: paths.answer.to(kase.id), text: words.t('answering.toComparison') },
    wide: true,
    form,
    id: kase.id,
    purpose: words.t('answering.search.purpose', {
      purpose: words.term('queryPurpose', 'answer to a partner State'),
      reference: isolated(kase.reference),
    }),
    weapon: weapon === undefined ? [] : weaponContent(words, weapon),
    serial: weapon?.marks.find(({ kind }) => kind === 'serial')?.text ?? '',
    make: weapon?.make ?? '',
    calibre: weapon?.calibre ?? '',
    found: found && {
      count: words.t('answering.count', { count: found.candidates.length }),
      tooMany: tooManyText(words, found),
      candidates: found.candidates.map((one, i) =>
        candidateCard(words, one, { rank: i + 1, caseId: kase.id, reference: kase.reference }),
      ),
    },
    asked,
    searches: searches.map((search) => ({
      href: paths.answerWideSearch.to(kase.id, search.id),
      state: stateText(words, search),
      time: words.timeIn(search.askedAt, 'UTC'),
    })),
  };
}

function tooManyText(words: Words, { tooWide, truncated }: CandidateList): string | undefined {
  if (tooWide) return words.t('police.results.tooWide');
  return truncated ? words.t('answering.truncated') : undefined;
}
