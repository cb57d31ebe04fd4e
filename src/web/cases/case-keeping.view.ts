import { type ShownTime, type Words } from '../i18n/words.js';
import { paths } from '../paths.js';
import { nameOf, type OpenCase, timeAt } from './case-frame.js';

/** A line of what stays in the house: what, when, and the act that ends it. */
export interface KeptLine {
  readonly text: string;
  readonly detail: string;
  readonly time: ShownTime;
  readonly ended?: string;
  readonly act?: { readonly text: string; readonly href: string };
}

/** What the house keeps of a case besides the exchange: custody, holds, consultations, contacts, closing, the chain. */
export interface Keeping {
  readonly custody: readonly KeptLine[];
  readonly holds: readonly KeptLine[];
  readonly consultations: readonly KeptLine[];
  readonly contacts: readonly KeptLine[];
  readonly nationalCheck: readonly { readonly label: string; readonly text: string }[];
  readonly closing: readonly { readonly label: string; readonly text: string }[];
  readonly linked: readonly { readonly text: string; readonly href: string }[];
}

export function keepingOf(words: Words, open: OpenCase): Keeping {
  const { case: kase } = open.view;
  return {
    custody: custodyLines(words, open),
    holds: holdLines(words, open),
    consultations: consultationLines(words, open),
    contacts: kase.contacts.map(({ at, by, channel, what, calledBack }) => ({
      text: words.term('contactChannel', channel),
      detail: what,
      time: timeAt(words, open, at),
      ended: words.t(calledBack ? 'cases.keeping.calledBack' : 'cases.keeping.by', {
        name: nameOf(words, open.names, by),
      }),
    })),
    nationalCheck: kase.nationalCheck.map(({ holder, result, on }) => ({
      label: words.term('nationalHolder', holder),
      text: [words.term('holderResult', result), on === undefined ? '' : words.date(on)].filter(Boolean).join(' · '),
    })),
    closing: closingRows(words, open),
    linked: linkedCases(words, open),
  };
}

function custodyLines(words: Words, open: OpenCase): readonly KeptLine[] {
  const { startedAt, storedAt, disposal } = open.view.case.custody;
  const line = (key: string, at: string | undefined, detail = ''): KeptLine[] =>
    at === undefined ? [] : [{ text: words.t(`cases.keeping.${key}`), detail, time: timeAt(words, open, at) }];
  return [
    ...line('recovered', startedAt),
    ...line('stored', storedAt),
    ...line('disposed', disposal?.at, disposal && words.term('disposal', disposal.kind)),
  ];
}

function holdLines(words: Words, open: OpenCase): readonly KeptLine[] {
  const { case: kase, commands } = open.view;
  return kase.holds.map(({ id, kind, reason, placedAt, liftedAt }) => ({
    text: words.term('hold', kind),
    detail: reason,
    time: timeAt(words, open, placedAt),
    ...(liftedAt !== undefined
      ? { ended: words.t('cases.keeping.lifted', { date: words.date(liftedAt.slice(0, 10)) }) }
      : {}),
    ...(liftedAt === undefined && commands.includes('lift hold')
      ? { act: { text: words.t('cases.act.lift hold'), href: `${paths.caseAct.to(kase.id, 'lifting')}?item=${id}` } }
      : {}),
  }));
}

function consultationLines(words: Words, open: OpenCase): readonly KeptLine[] {
  const { case: kase, commands } = open.view;
  return kase.consultations.map(({ ordinal, kind, withWhom, openedAt, endedAt, result }) => ({
    text: withWhom,
    detail: result ?? words.term('consultation', kind),
    time: timeAt(words, open, openedAt),
    ...(endedAt !== undefined
      ? { ended: words.t('cases.keeping.ended', { date: words.date(endedAt.slice(0, 10)) }) }
      : {}),
    ...(endedAt === undefined && commands.includes('end consultation')
      ? {
          act: {
            text: words.t('cases.act.end consultation'),
            href: `${paths.caseAct.to(kase.id, 'consultation-end')}?item=${String(ordinal)}`,
          },
        }
      : {}),
  }));
}

function closingRows(words: Words, { view, names }: OpenCase): Keeping['closing'] {
  const { closing } = view.case;
  if (closing === undefined) return [];
  const { diversion } = closing;
  const rows: (readonly [string, string | undefined])[] = [
    ['outcome', words.term('outcome', closing.outcome)],
    ['established', words.term('established', closing.established)],
    [
      'diversion',
      diversion &&
        [words.term('diversion', diversion.kind), words.term('confidence', diversion.confidence), diversion.place]
          .filter((one): one is string => one !== undefined)
          .join(' · '),
    ],
    ['window', diversion && windowText(words, diversion)],
    ['basis', diversion?.basis],
    ['lessons', closing.lessons],
    [
      'closedBy',
      words.t('cases.keeping.on', {
        name: nameOf(words, names, closing.by),
        date: words.date(closing.at.slice(0, 10)),
      }),
    ],
  ];
  return rows.flatMap(([key, text]) => (text === undefined ? [] : [{ label: words.t(`cases.closing.${key}`), text }]));
}

function windowText(words: Words, { from, to }: { readonly from?: string; readonly to?: string }): string | undefined {
  const dates = [from, to].filter((one): one is string => one !== undefined).map((one) => words.date(one));
  return dates.length === 0 ? undefined : dates.join(' – ');
}

/** Earlier and later requests of one chain. */
function linkedCases(words: Words, { view }: OpenCase): Keeping['linked'] {
  const { previous, next } = view.case;
  return [
    ...(previous === undefined
      ? []
      : [
          {
            text: words.t('cases.linked.previous', { state: words.country(previous.by) }),
            href: paths.caseView.to(previous.caseId),
          },
        ]),
    ...next.map(({ caseId, state }) => ({
      text: words.t('cases.linked.next', { state: words.country(state) }),
      href: paths.caseView.to(caseId),
    })),
  ];
}
