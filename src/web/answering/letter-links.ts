import { type CaseView } from '../../tracing/cases/case-answering.service.js';
import { type Words } from '../i18n/words.js';
import { paths } from '../paths.js';

/** The letters of whoever answers that have a page of their own here, by the name they have in its address. */
export const ANSWER_LETTERS = {
  'ask-more': 'ASK_MORE',
  'delay': 'DELAY',
  'restriction': 'RESTRICT',
  'refusal': 'REFUSE',
  'not-accepted': 'NOT_ACCEPTED',
  'forward': 'FORWARD_NOTICE',
  'clarification': 'CLARIFICATION',
  'consent': 'CONSENT',
  'correction': 'CORRECT',
} as const;
export type LetterSlug = keyof typeof ANSWER_LETTERS;

export interface LetterLink {
  readonly href: string;
  readonly text: string;
  readonly hint: string;
}

export function isLetterSlug(text: string): text is LetterSlug {
  return text in ANSWER_LETTERS;
}

/** Letters that would have their effect now; the others are not offered. */
export function letterLinks(words: Words, { case: kase, letterKinds, commands }: CaseView): readonly LetterLink[] {
  if (!commands.includes('write') && !commands.includes('propose letter')) return [];
  return (Object.keys(ANSWER_LETTERS) as readonly LetterSlug[])
    .filter((slug) => letterKinds.includes(ANSWER_LETTERS[slug]))
    .map((slug) => ({
      href: paths.answerLetter.to(kase.id, slug),
      text: words.t(`answering.letter.${slug}.title`),
      hint: words.t(`answering.letter.${slug}.hint`),
    }));
}
