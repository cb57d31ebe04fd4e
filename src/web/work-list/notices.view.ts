import { type ShownTime, type Words } from '../i18n/words.js';
import { paths } from '../paths.js';
import { type NoticesService } from '../../notices/notices.service.js';

type Notice = Awaited<ReturnType<NoticesService['unread']>>[number];

export interface NoticesView {
  readonly items: readonly { readonly text: string; readonly time: ShownTime; readonly href?: string }[];
  /** The newest that is shown: what comes after it stays unread. */
  readonly upTo: string;
}

export function noticesView(
  words: Words,
  notices: readonly Notice[],
  names: ReadonlyMap<string, string>,
  zone: string,
): NoticesView | undefined {
  const [newest] = notices;
  if (newest === undefined) return undefined;
  const items = notices.map(({ code, detail, caseId, at }) => ({
    text: TEXTS[code](words, detail, names),
    time: words.dateTime(at, [zone]),
    ...(caseId === undefined ? {} : { href: paths.caseView.to(caseId) }),
  }));
  return { items, upTo: newest.at };
}

/** Persons whom a notice names. */
export function personsIn(notices: readonly Notice[]): readonly string[] {
  return notices.flatMap(({ detail: { by } }) => (typeof by === 'string' ? [by] : []));
}

type Text = (words: Words, detail: Notice['detail'], names: ReadonlyMap<string, string>) => string;

const TEXTS: Readonly<Record<Notice['code'], Text>> = {
  'seal broken': (words, { by, until }, names) =>
    words.t('workList.notice.sealBroken', {
      name: names.get(textOf(by)) ?? words.t('workList.unknownPerson'),
      until: words.timeIn(textOf(until)),
    }),
  'clock step reached': (words, { reference, clock, percent }) =>
    words.t('workList.notice.clockStep', {
      reference: textOf(reference),
      clock: words.term('clock', textOf(clock)),
      percent: Number(percent),
    }),
};

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
