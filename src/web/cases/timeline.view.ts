import { type PastAct } from '../../tracing/cases/case-reading.service.js';
import { isUuid } from '../../domain/shared/ids.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type VocabularyName } from '../i18n/vocabularies.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { caseFrame, type CaseFrame, type OpenCase, timeAt } from './case-frame.js';
import { sideText } from './messages.view.js';

export const TIMELINE_FILTERS = ['all', 'letters', 'ours'] as const;
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number];

export interface TimelineLine {
  readonly what: string;
  readonly by: string;
  readonly time: ShownTime;
  readonly received?: ShownTime;
  readonly text?: string;
  readonly href?: string;
  /** Whose act it is: the line stands on that side's colour, and the words say it too. */
  readonly side: 'ours' | 'theirs' | 'node';
}

export interface TimelineView extends View {
  readonly frame: CaseFrame;
  readonly filters: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  readonly lines: readonly TimelineLine[];
  readonly older?: string;
}

export interface TimelineInput {
  readonly acts: readonly PastAct[];
  readonly names: ReadonlyMap<string, string>;
  readonly filter: TimelineFilter;
  /** The version below which the next page goes on. */
  readonly next?: number;
}

export function timelineView(words: Words, open: OpenCase, input: TimelineInput): TimelineView {
  const { case: kase } = open.view;
  const address = (filter: TimelineFilter): string => `${paths.caseTimeline.to(kase.id)}?show=${filter}`;
  return {
    title: words.t('cases.timeline.title', { reference: kase.reference }),
    wide: true,
    frame: caseFrame(words, open, 'timeline'),
    filters: TIMELINE_FILTERS.map((filter) => ({
      text: words.t(`cases.timeline.${filter}`),
      href: address(filter),
      current: filter === input.filter,
    })),
    lines: input.acts.map((act) => timelineLine(words, open, act, input.names)),
    ...(input.next === undefined ? {} : { older: `${address(input.filter)}&before=${String(input.next)}` }),
  };
}

/** One act: what, by whom, when, and what was said with it. */
export function timelineLine(
  words: Words,
  open: OpenCase,
  act: PastAct,
  names: ReadonlyMap<string, string>,
): TimelineLine {
  const { case: kase, letters } = open.view;
  const { letter, by } = act;
  const present =
    letter === undefined ? undefined : letters.find(({ role, seq }) => role === letter.role && seq === letter.seq);
  const received = present?.receivedAt ?? letter?.receivedAt;
  return {
    what: whatText(words, act, names),
    by: byText(words, open, act, names),
    time: timeAt(words, open, letter?.sentAt ?? act.at),
    ...(received === undefined ? {} : { received: timeAt(words, open, received) }),
    ...(act.text === undefined ? {} : { text: act.text }),
    ...(letter === undefined || letter.seq === 0
      ? {}
      : { href: paths.caseMessage.to(kase.id, letter.role, String(letter.seq)) }),
    side: by.kind === 'partner' ? 'theirs' : by.kind === 'system' ? 'node' : 'ours',
  };
}

/** The closed list whose member an event of a type carries. */
const LISTS: Partial<Record<PastAct['type'], VocabularyName>> = {
  'holder checked': 'nationalHolder',
  'record chosen': 'outcome',
  'deadline step reached': 'clock',
  'consultation opened': 'consultation',
  'disposal recorded': 'disposal',
  'hold placed': 'hold',
  'contact recorded': 'contactChannel',
  'flag raised': 'flag',
  'flag settled': 'flag',
  'closed': 'outcome',
};

function whatText(words: Words, act: PastAct, names: ReadonlyMap<string, string>): string {
  const what = words.term('caseEvent', act.type);
  const list = LISTS[act.type];
  const about =
    act.paper !== undefined
      ? paperText(words, act.paper)
      : act.letter !== undefined
        ? letterText(words, act.letter)
        : act.personId !== undefined
          ? (names.get(act.personId) ?? words.t('cases.somebody'))
          : act.country !== undefined
            ? words.country(act.country)
            : act.member !== undefined
              ? memberText(words, act, list)
              : act.count !== undefined
                ? countText(words, act)
                : undefined;
  return about === undefined ? what : words.t('cases.timeline.about', { what, about });
}

/** Days as they stand on the letters, and by which way they went. */
function paperText(words: Words, letters: NonNullable<PastAct['paper']>): string {
  return words.list(
    letters.map(({ kind, channel, sentOn }) =>
      words.t('cases.paper.line', {
        kind: words.term('paperKind', kind),
        channel: words.term('paperChannel', channel),
        day: words.date(sentOn),
      }),
    ),
  );
}

function letterText(words: Words, { kind, outcome }: NonNullable<PastAct['letter']>): string {
  const name = words.term('messageKind', kind);
  return outcome === undefined ? name : `${name}, ${words.term('outcome', outcome)}`;
}

function memberText(words: Words, { member = '', percent }: PastAct, list: VocabularyName | undefined): string {
  const text =
    list === undefined ? (words.has(`errors.${member}`) ? words.refusal(member) : member) : words.term(list, member);
  return percent === undefined
    ? text
    : words.t('cases.timeline.percent', { clock: text, percent: words.number(percent / 100, { style: 'percent' }) });
}

function countText(words: Words, { type, count = 0 }: PastAct): string {
  return type === 'candidates found'
    ? words.t('cases.timeline.candidates', { count })
    : words.t('cases.messages.number', { number: count });
}

function byText(words: Words, { view }: OpenCase, { by, letter }: PastAct, names: ReadonlyMap<string, string>): string {
  if (by.kind === 'person') return names.get(by.id) ?? words.t('cases.somebody');
  if (by.kind === 'partner')
    return sideText(words, view.case, letter?.role ?? (view.case.role === 'requester' ? 'responder' : 'requester'));
  return words.t('cases.timeline.node');
}

/** Everybody who stands in a stretch of history. */
export function peopleOf(acts: readonly PastAct[]): readonly string[] {
  return acts
    .flatMap(({ by, personId }) => [by.kind === 'person' ? by.id : undefined, personId])
    .filter((id): id is string => id !== undefined && isUuid(id));
}
