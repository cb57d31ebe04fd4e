import { requestOf as wholeRequest } from '../../../domain/tracing/blockers.js';
import { type PaperLetter, type PaperTrail, type Transcription } from '../../../domain/tracing/paper.js';
import { asDraft } from '../../../domain/tracing/paper-streams.js';
import { type Words } from '../../i18n/words.js';
import { type LetterSection } from '../../letters/letter-rows.js';
import { requestContent } from '../../letters/request-content.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { caseFrame, type CaseFrame, nameOf, type OpenCase } from '../case-frame.js';

export interface PaperLetterLine {
  readonly kind: string;
  readonly channel: string;
  readonly sent: string;
  readonly received: string;
  readonly outcome?: string;
  readonly until?: string;
  readonly says?: string;
}

export interface PaperView extends View {
  readonly frame: CaseFrame;
  readonly version: number;
  /** Who keyed in and who confirmed, in whole sentences, the first first. */
  readonly said: readonly string[];
  readonly returned?: string;
  readonly references: readonly { readonly label: string; readonly text: string }[];
  readonly letters: readonly PaperLetterLine[];
  readonly request: readonly LetterSection[];
  /** May this person confirm it now? Else, why not, where something waits. */
  readonly mayConfirm: boolean;
  readonly whyNot?: string;
}

export function paperView(words: Words, open: OpenCase, paper: PaperTrail, readerId: string): PaperView {
  const { view } = open;
  const { case: kase } = view;
  const { content } = latest(paper);
  const offer = view.offers.find(({ act }) => act === 'confirm paper');
  const waits = paper.waiting !== undefined && paper.waiting.returned === undefined;
  const hidden = content.body.weapon === undefined;
  return {
    title: words.t('cases.paper.title', { reference: kase.reference }),
    wide: true,
    frame: caseFrame(words, open),
    back: { href: paths.caseView.to(kase.id) },
    version: kase.version,
    said: paperSentences(words, open, paper),
    ...(paper.waiting?.returned === undefined ? {} : { returned: paper.waiting.returned.reason }),
    references: [
      ...reference(words, 'ownReference', content.ownReference),
      ...reference(words, 'partnerReference', content.partnerReference),
    ],
    letters: content.letters.map((letter) => letterLine(words, letter)),
    request: hidden ? [] : requestContent(words, wholeRequest(asDraft({ ...kase, streams: NONE }, content))),
    mayConfirm: waits && offer !== undefined && offer.refusal === undefined,
    ...(waits && paper.waiting.transcribedBy === readerId ? { whyNot: words.t('cases.paper.own') } : {}),
  };
}

const NONE = { requester: [], responder: [] };

/** What waits, else what was confirmed last. */
function latest({ waiting, confirmed }: PaperTrail): Transcription {
  const found = waiting ?? confirmed.at(-1);
  if (found === undefined) throw new Error('a case on paper has what was keyed in');
  return found;
}

function reference(words: Words, key: string, text: string | undefined): PaperView['references'] {
  return text === undefined ? [] : [{ label: words.t(`cases.paper.${key}`), text }];
}

function letterLine(words: Words, letter: PaperLetter): PaperLetterLine {
  const { kind, channel, sentOn, receivedOn, outcome, until, says } = letter;
  return {
    kind: words.term('paperKind', kind),
    channel: words.term('paperChannel', channel),
    sent: words.date(sentOn),
    received: receivedOn === undefined ? words.t('cases.paper.notKnown') : words.date(receivedOn),
    ...(outcome === undefined ? {} : { outcome: words.term('outcome', outcome) }),
    ...(until === undefined ? {} : { until: words.t('cases.paper.until', { day: words.date(until) }) }),
    ...(says === undefined ? {} : { says }),
  };
}

/** Plainly, wherever the case is shown: from paper, by whom, confirmed by whom. */
export function paperSentences(words: Words, open: OpenCase, paper: PaperTrail): readonly string[] {
  const name = (id: string): string => nameOf(words, open.names, id);
  const day = (at: string): string => words.date(at.slice(0, 10));
  return [
    ...paper.confirmed.map(({ transcribedBy, transcribedAt, confirmedBy, confirmedAt }) =>
      words.t('cases.paper.saidConfirmed', {
        by: name(transcribedBy),
        on: day(transcribedAt),
        second: name(confirmedBy),
        confirmedOn: day(confirmedAt),
      }),
    ),
    ...(paper.waiting === undefined
      ? []
      : [
          words.t(paper.waiting.returned === undefined ? 'cases.paper.saidWaiting' : 'cases.paper.saidReturned', {
            by: name(paper.waiting.transcribedBy),
            on: day(paper.waiting.transcribedAt),
          }),
        ]),
  ];
}
