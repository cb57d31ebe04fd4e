import { type FirearmView } from '../../registries/markings/markings.service.js';
import { type ShownTime, type Words } from '../i18n/words.js';

/** One change of a record: what, when, by whom and why. */
export interface HistoryEntry {
  readonly title: string;
  readonly time: ShownTime;
  readonly by: string;
  readonly reason: string | undefined;
  readonly changes: readonly { readonly field: string; readonly before: string; readonly after: string }[];
}

/** Everything that has happened to the record, the latest first. `nameOf` answers the name behind an id. */
export function historyOf(
  words: Words,
  record: FirearmView,
  nameOf: (id: string) => string,
  zone: string,
): readonly HistoryEntry[] {
  const entry = (title: string, at: string, by: string, reason?: string): HistoryEntry & { readonly at: string } => ({
    at,
    title,
    time: words.dateTime(at, [zone]),
    by: nameOf(by),
    reason,
    changes: [],
  });
  const recorded = entry(words.t('registry.history.recorded'), record.recordedAt, record.recordedBy);
  const corrected = record.corrections.map((one) => ({
    ...entry(words.t('registry.history.corrected'), one.at, one.by, one.reason),
    changes: changesOf(words, one.before, one.after),
  }));
  const reported = record.reports.flatMap((one) => [
    entry(words.term('lifecycle', one.kind), one.at, one.by, one.reason),
    ...(one.withdrawn === null
      ? []
      : [
          entry(
            words.t('registry.history.withdrawn', { report: words.term('lifecycle', one.kind) }),
            one.withdrawn.at,
            one.withdrawn.by,
            one.withdrawn.reason,
          ),
        ]),
  ]);
  // Newest first; at one instant a later change stands before an earlier one.
  return [recorded, ...corrected, ...reported]
    .map((one, index) => ({ one, index }))
    .sort((a, b) => (a.one.at === b.one.at ? b.index - a.index : a.one.at < b.one.at ? 1 : -1))
    .map(({ one: { at: _at, ...shown } }) => shown);
}

/** Every id behind which a person may stand. */
export function personsIn(record: FirearmView): readonly string[] {
  const ids = [
    record.recordedBy,
    ...record.corrections.map(({ by }) => by),
    ...record.reports.flatMap(({ by, withdrawn }) => [by, ...(withdrawn === null ? [] : [withdrawn.by])]),
  ];
  return [...new Set(ids)];
}

function changesOf(words: Words, before: unknown, after: unknown): HistoryEntry['changes'] {
  const [was, is] = [before, after] as readonly Readonly<Record<string, unknown>>[];
  return Object.keys(is ?? {}).map((field) => ({
    field: words.t(field.startsWith('mark ') ? 'registry.field.mark' : `registry.field.${field}`),
    before: valueOf(words, field, was?.[field]),
    after: valueOf(words, field, is?.[field]),
  }));
}

function valueOf(words: Words, field: string, value: unknown): string {
  if (value === null || value === undefined) return words.t('registry.notRecorded');
  if (typeof value === 'number') return words.number(value, { useGrouping: false });
  if (typeof value === 'string') {
    if (field === 'type') return words.term('weaponType', value);
    return field === 'countryOfManufacture' ? words.country(value) : value;
  }
  const { text, condition } = value as { readonly text: string | null; readonly condition: string };
  return `${text ?? words.t('registry.noText')} · ${words.term('markCondition', condition)}`;
}
