import { type CandidateList } from '../../registries/markings/markings.service.js';
import { type CaseView } from '../../tracing/cases/case-answering.service.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type LetterSection } from '../letters/letter-rows.js';
import { weaponContent } from '../letters/request-content.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
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
    { readonly count: string; readonly truncated: boolean; readonly candidates: readonly CandidateCard[] } | undefined;
}

export function answerSearchView(
  words: Words,
  { case: kase, shared }: CaseView,
  form: FormState,
  found: CandidateList | undefined,
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
      truncated: found.truncated,
      candidates: found.candidates.map((one, i) =>
        candidateCard(words, one, { rank: i + 1, caseId: kase.id, reference: kase.reference }),
      ),
    },
  };
}
