import { type RecordFact } from '../../domain/messages/index.js';
import { type CalendarDate } from '../../domain/shared/instant.js';
import { type Words } from '../i18n/words.js';
import { factLine } from '../letters/answer-content.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { caseFrame, type CaseFrame, type CaseView, type OpenCase, requestOf } from './case-frame.js';
import { type Picture, pictureOf } from './chain-picture.js';

/** One State of the chain: whom was asked, by which case, and what came of it. */
export interface Hop {
  readonly state: string;
  readonly standing: string;
  readonly outcome: string;
  readonly reference: string;
  readonly href: string;
  readonly here: boolean;
}

/** One thing that happened to the weapon, and who says so. */
export interface LifeEvent {
  readonly what: string;
  readonly when: string;
  readonly who: string;
  readonly source: string;
}

export interface ChainView extends View {
  readonly frame: CaseFrame;
  readonly hops: readonly Hop[];
  readonly life: readonly LifeEvent[];
  readonly hopPicture: Picture;
  readonly lifePicture: Picture;
}

export function chainView(words: Words, open: OpenCase, links: readonly CaseView[]): ChainView {
  const hops = links.map((link) => hopOf(words, link, link.case.id === open.view.case.id));
  const life = lifeOf(words, links);
  return {
    title: words.t('cases.chain.title', { reference: open.view.case.reference }),
    wide: true,
    frame: caseFrame(words, open, 'chain'),
    hops,
    life,
    hopPicture: pictureOf(
      hops.map(({ state, standing, outcome, here }) => ({ strong: state, lines: [standing, outcome], marked: here })),
      words.dir,
    ),
    lifePicture: pictureOf(
      life.map(({ what, when, who }) => ({ strong: what, lines: [when, who], marked: false })),
      words.dir,
    ),
  };
}

function hopOf(words: Words, { case: kase, state, shared }: CaseView, here: boolean): Hop {
  const outcome = kase.closing?.outcome ?? shared.answer?.outcome;
  const other = kase.partner === undefined ? words.t('cases.noPartner') : words.country(kase.partner);
  return {
    state: kase.role === 'requester' ? other : words.t('cases.chain.asks', { state: other }),
    standing: words.term('caseState', state),
    outcome: outcome === undefined ? '' : words.term('outcome', outcome),
    reference: kase.reference,
    href: paths.caseView.to(kase.id),
    here,
  };
}

interface Dated extends LifeEvent {
  readonly on: CalendarDate;
}

/** Facts of one event and day say together what happened: the State, the company, the document. */
function lifeOf(words: Words, links: readonly CaseView[]): readonly LifeEvent[] {
  const [first] = links;
  const told = links.flatMap((link) => answerEvents(words, link));
  const recovery = first === undefined ? [] : recoveryEvent(words, first);
  const marks = first === undefined ? [] : markEvents(words, first);
  return [...marks, ...told, ...recovery].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** After every known day. */
const UNKNOWN = '9998';
const FOUND_LAST = '9999';

function answerEvents(words: Words, { case: kase, shared }: CaseView): readonly Dated[] {
  const facts = shared.answer?.facts ?? [];
  const groups = new Map<string, RecordFact[]>();
  for (const fact of facts)
    if (fact.event !== undefined) {
      const key = `${fact.event} ${fact.on ?? ''}`;
      groups.set(key, [...(groups.get(key) ?? []), fact]);
    }
  const source = words.t('cases.chain.told', {
    state: words.country(kase.role === 'requester' ? (kase.partner ?? kase.own) : kase.own),
  });
  return [...groups.values()].map((group) => {
    const on = group[0]?.on;
    return {
      what: words.term('lifecycle', group[0]?.event ?? ''),
      when: on === undefined ? words.t('cases.chain.noDate') : words.date(on),
      who: group
        .filter(({ field }) => WHO.includes(field))
        .map((fact) => factLine(words, { ...fact, ...NO_DATE }).text)
        .join(' · '),
      source,
      on: on ?? UNKNOWN,
    };
  });
}

const WHO: readonly RecordFact['field'][] = ['State', 'company', 'State body', 'person', 'document'];
/** The day stands in a column of its own. */
const NO_DATE = { on: undefined } as unknown as Pick<RecordFact, 'on'>;

function recoveryEvent(words: Words, view: CaseView): readonly Dated[] {
  const { recovery } = requestOf(view);
  if (recovery === undefined) return [];
  const on = 'on' in recovery.date ? recovery.date.on : undefined;
  return [
    {
      what: words.term('recovery', recovery.kind),
      when: on === undefined ? words.t('cases.chain.noDate') : words.date(on),
      who: [recovery.place, words.country(recovery.country)].filter(Boolean).join(', '),
      source: words.t('cases.chain.request'),
      on: on ?? FOUND_LAST,
    },
  ];
}

/** Marks that name a State say where the weapon was, too. */
function markEvents(words: Words, view: CaseView): readonly Dated[] {
  const marks = (view.shared.weapon ?? requestOf(view).weapon)?.marks ?? [];
  return marks.flatMap((mark) =>
    mark.country === undefined
      ? []
      : [
          {
            what: words.t('cases.chain.mark', { kind: words.term('markKind', mark.kind) }),
            when: mark.year === undefined ? words.t('cases.chain.noDate') : String(mark.year),
            who: words.country(mark.country),
            source: words.t('cases.chain.weapon'),
            on: mark.year === undefined ? UNKNOWN : String(mark.year),
          },
        ],
  );
}
