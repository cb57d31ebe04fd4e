import { type Words } from '../i18n/words.js';
import { letterContent } from '../letters/letter-content.js';
import { type LetterSection } from '../letters/letter-rows.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { isolated } from './answer.view.js';
import { type Translated } from './approval.view.js';
import { type Composed, type Foreseen } from './composer.service.js';

export interface PreviewView extends View {
  readonly id: string;
  readonly version: number;
  readonly kind: Composed;
  readonly subtitle: string;
  readonly letter: readonly LetterSection[];
  readonly translated: Translated | undefined;
  readonly alike: boolean;
  readonly needs: string;
  readonly needsWhy: string;
  /** It goes out at once: nobody else signs it. */
  readonly plain: boolean;
  readonly changeHref: string;
}

export function previewView(
  words: Words,
  { letter, needs, view }: Foreseen,
  kind: Composed,
  translated: Translated | undefined,
): PreviewView {
  const { case: kase } = view;
  const changeHref = kind === 'answer' ? paths.answerComposition.to(kase.id) : paths.answerLetter.to(kase.id, kind);
  return {
    title: words.t('answering.preview.title', { kind: words.term('messageKind', letter.kind) }),
    subtitle: words.t('answering.approval.subtitle', {
      partner: words.country(kase.partner ?? ''),
      reference: isolated(kase.reference),
    }),
    back: { href: changeHref, text: words.t('answering.preview.change') },
    id: kase.id,
    version: kase.version,
    kind,
    letter: letterContent(words, letter),
    translated,
    alike: letter.kind === 'ANSWER' && letter.body.match.basis === 'look-alike',
    needs: words.term('approvalNeed', needs),
    needsWhy: words.t(`answering.need.${needs}`),
    plain: needs === 'none',
    changeHref,
  };
}
