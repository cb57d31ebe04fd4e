import { type Words } from '../../i18n/words.js';
import { answerContent } from '../../letters/answer-content.js';
import { type LetterSection } from '../../letters/letter-rows.js';
import { requestContent, weaponContent } from '../../letters/request-content.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { caseFrame, type CaseFrame, type OpenCase } from '../case-frame.js';
import { useSentences } from '../case-use.view.js';
import { type SheetUse } from './case-uses.service.js';

export interface SheetView extends View {
  readonly frame: CaseFrame;
  /** On top of every sheet of paper. */
  readonly limits: readonly string[];
  readonly taken: readonly string[];
  readonly content: readonly LetterSection[];
}

export function sheetView(words: Words, open: OpenCase, use: SheetUse, by: string): SheetView {
  const { view, now } = open;
  const { answer, request, weapon } = view.shared;
  const told =
    answer === undefined
      ? request === undefined
        ? []
        : requestContent(words, request)
      : answerContent(words, { ...answer.body, outcome: answer.outcome, facts: [...answer.facts] });
  return {
    title: words.t('cases.sheet.title', { reference: view.case.reference }),
    back: { href: paths.caseUse.to(view.case.id) },
    frame: caseFrame(words, open),
    limits: useSentences(words, view, now.slice(0, 10)),
    taken: [
      words.t('cases.sheet.purpose', { purpose: words.term('intendedUse', use.purpose) }),
      ...(use.recipient === undefined ? [] : [words.t('cases.sheet.recipient', { recipient: use.recipient })]),
      ...(use.court === undefined ? [] : [words.t('cases.sheet.court', { court: use.court })]),
      words.t('cases.sheet.by', { name: by, time: words.timeIn(now) }),
    ],
    content: [...(weapon === undefined || answer === undefined ? [] : weaponContent(words, weapon)), ...told],
  };
}
