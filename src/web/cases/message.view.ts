import { type Letter as WrittenLetter } from '../../domain/messages/index.js';
import { type Words } from '../i18n/words.js';
import { letterContent } from '../letters/letter-content.js';
import { type LetterSection } from '../letters/letter-rows.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { caseFrame, type CaseFrame, type OpenCase } from './case-frame.js';
import { type Letter, messageLine, type MessageLine } from './messages.view.js';

export interface MessageView extends View {
  readonly frame: CaseFrame;
  readonly line: MessageLine;
  readonly heading: string;
  readonly content: readonly LetterSection[];
  /** The hash that names the letter on both nodes, and how far its author had read. */
  readonly digest?: string;
  readonly seen: string;
}

export function messageView(words: Words, open: OpenCase, letter: Letter): MessageView {
  const line = messageLine(words, open, letter);
  const { body, kind } = letter;
  return {
    title: words.t('cases.message.title', { kind: line.kind, reference: open.view.case.reference }),
    back: { href: paths.caseMessages.to(open.view.case.id), text: words.t('cases.message.back') },
    frame: caseFrame(words, open, 'messages'),
    line,
    heading: words.t('cases.message.heading', { kind: line.kind, from: line.from }),
    content: body === undefined ? [] : letterContent(words, { kind, body } as WrittenLetter),
    ...(letter.mid === undefined ? {} : { digest: letter.mid }),
    seen: words.t('cases.message.seen', { count: letter.seen }),
  };
}
