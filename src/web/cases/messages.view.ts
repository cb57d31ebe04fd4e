import { WITHOUT_EFFECT } from '../../domain/tracing/shared-state.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { caseFrame, type CaseFrame, type CaseView, type OpenCase, timeAt } from './case-frame.js';
import { type ShownTime } from '../i18n/words.js';

export type Letter = CaseView['letters'][number];

export interface MessageLine {
  readonly number: string;
  readonly kind: string;
  readonly from: string;
  readonly ours: boolean;
  readonly sent: ShownTime;
  readonly received?: ShownTime;
  /** Of a letter on paper: days as they stand on it, in the place of times. */
  readonly days?: { readonly sent: string; readonly received: string };
  readonly standing: string;
  readonly failed: boolean;
  readonly without?: string;
  readonly href: string;
  /** Where a letter of our own that has no receipt yet is given up. */
  readonly giveUp?: string;
}

export interface MessagesView extends View {
  readonly frame: CaseFrame;
  readonly count: string;
  readonly lines: readonly MessageLine[];
  readonly pages: readonly PageLink[];
}

export interface PageLink {
  readonly number: number;
  readonly href: string;
  readonly current: boolean;
}

/** Letters of one page: more would not come through a slow line in time. */
const PER_PAGE = 50;

/** Both streams in the one order in which both nodes read them, newest first. */
export function messagesView(words: Words, open: OpenCase, wanted: number): MessagesView {
  const { view } = open;
  const letters = [...view.letters].reverse();
  const count = Math.max(1, Math.ceil(letters.length / PER_PAGE));
  const page = Math.min(Math.max(1, wanted), count);
  return {
    title: words.t('cases.messages.title', { reference: view.case.reference }),
    wide: true,
    frame: caseFrame(words, open, 'messages'),
    count: words.t('cases.messages.count', { count: letters.length }),
    lines: letters.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((letter) => messageLine(words, open, letter)),
    pages:
      count === 1
        ? []
        : Array.from({ length: count }, (_, i) => ({
            number: i + 1,
            href: `${paths.caseMessages.to(view.case.id)}?page=${String(i + 1)}`,
            current: i + 1 === page,
          })),
  };
}

export function messageLine(words: Words, open: OpenCase, letter: Letter): MessageLine {
  const { case: kase, commands } = open.view;
  const ours = letter.role === kase.role;
  const pending = ours && letter.standing === 'pending' && letter.kind !== 'VOID';
  const without = withoutText(words, letter);
  return {
    number: words.t('cases.messages.number', { number: letter.seq }),
    kind: words.term('messageKind', letter.kind),
    from: sideText(words, kase, letter.role),
    ours,
    sent: timeAt(words, open, letter.sentAt),
    ...(letter.receivedAt === undefined ? {} : { received: timeAt(words, open, letter.receivedAt) }),
    ...(letter.paper === undefined ? {} : { days: daysOf(words, letter.paper) }),
    standing:
      letter.paper === undefined ? words.term('letterStanding', letter.standing) : words.t('cases.paper.standing'),
    failed: letter.standing === 'rejected',
    ...(without === undefined ? {} : { without }),
    href: paths.caseMessage.to(kase.id, letter.role, String(letter.seq)),
    ...(pending && commands.includes('void letter')
      ? { giveUp: `${paths.caseAct.to(kase.id, 'giving-up')}?item=${String(letter.seq)}` }
      : {}),
  };
}

function daysOf(words: Words, { sentOn, receivedOn }: NonNullable<Letter['paper']>): MessageLine['days'] {
  return {
    sent: words.date(sentOn),
    received: receivedOn === undefined ? words.t('cases.paper.notKnown') : words.date(receivedOn),
  };
}

export function sideText(words: Words, kase: CaseView['case'], role: Letter['role']): string {
  const state = role === kase.role ? kase.own : kase.partner;
  return state === undefined ? words.t('cases.noPartner') : words.country(state);
}

/** Why a letter was recorded and changed nothing. */
function withoutText(words: Words, { effect }: Letter): string | undefined {
  const why = WITHOUT_EFFECT.find((one) => effect === `without effect: ${one}`);
  return why === undefined ? undefined : words.t('cases.messages.without', { why: words.term('withoutEffect', why) });
}
