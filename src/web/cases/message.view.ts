import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type LetterPart } from '../../exchange/letter-files.service.js';
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
  /** The signed letter and its receipt, for whoever may take them out. */
  readonly files: readonly { readonly href: string; readonly text: string }[];
}

export function messageView(words: Words, open: OpenCase, letter: Letter, actor: PersonActor): MessageView {
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
    files: letter.mid === undefined ? [] : filesOf(words, open, letter, actor),
  };
}

function filesOf(
  words: Words,
  { view: { case: kase } }: OpenCase,
  letter: Letter,
  actor: PersonActor,
): MessageView['files'] {
  const { role, seq, standing } = letter;
  const file = (part: LetterPart, key: string): MessageView['files'] => [
    { href: paths.caseMessageFile.to(kase.id, role, String(seq), part), text: words.t(`cases.message.${key}`) },
  ];
  const ours = role === kase.role;
  return [
    ...(may(actor, 'cases.export').yes ? file('letter', 'letterFile') : []),
    ...(may(actor, 'cases.foreign-read').yes && standing === 'received'
      ? file('receipt', ours ? 'receiptFile' : 'receiptOurs')
      : []),
  ];
}
