import { REVIEW_VERDICTS } from '../../../domain/audit/sample.js';
import { MESSAGE_KINDS } from '../../../domain/messages/kinds.js';
import { type Json } from '../../../domain/shared/canonical.js';
import { CASE_STATES } from '../../../domain/tracing/case.js';
import { type HistoryView as Found } from '../../../reporting/histories/history-reading.service.js';
import { type LedgerEntryDto } from '../../../reporting/ledger/dto/ledger-answers.dto.js';
import { type FormState } from '../../forms/form-state.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { addressOf } from '../period.js';
import { whoOf } from '../who.js';
import { itemOf, type HistoryItem } from './histories.view.js';

export interface HistoryStep {
  readonly href: string;
  readonly at: ShownTime;
  readonly act: string;
  readonly who: string;
  /** Letters that the act wrote or took in. */
  readonly letters: readonly string[];
  /** After the act. */
  readonly state?: string;
  readonly ownApproval: boolean;
  readonly personal: readonly { readonly name: string; readonly value?: string }[];
}

export interface HistoryView extends View {
  readonly item: HistoryItem;
  readonly caseHref: string;
  readonly steps: readonly HistoryStep[];
  readonly later?: string;
  readonly masked: boolean;
  readonly unmasked: boolean;
  readonly sampleId: string;
  readonly after: string;
  readonly reviewHref: string;
  readonly verdicts: readonly { readonly value: string; readonly text: string }[];
}

export interface HistoryInput {
  readonly found: Found;
  readonly names: ReadonlyMap<string, string>;
  readonly form: FormState;
  readonly zone: string;
  /** The sample within which it is reviewed. */
  readonly sampleId?: string;
  readonly after: string;
}

export function historyView(words: Words, input: HistoryInput): HistoryView {
  const { found, names, form, zone, sampleId, after } = input;
  const { line, entries } = found;
  const item = itemOf(words, line, zone);
  const steps = entries.items.map((entry) => stepOf(words, entry, names, zone));
  const values = entries.items.flatMap((entry) => Object.values(entry.personal));
  const unmasked = values.some(({ value }) => value !== undefined);
  const back =
    sampleId === undefined
      ? { href: paths.histories.to(), text: words.t('auditing.histories.title') }
      : { href: paths.historySample.to(sampleId), text: words.t('auditing.sample.heading') };
  return {
    title: words.t('auditing.history.title', { reference: line.reference }),
    wide: true,
    back,
    form,
    item,
    caseHref: paths.caseView.to(line.id),
    steps,
    ...(entries.next === null
      ? {}
      : { later: addressOf(paths.history.to(line.id), { sample: sampleId, after: entries.next }) }),
    masked: values.length > 0 && !unmasked,
    unmasked,
    sampleId: sampleId ?? '',
    after,
    reviewHref: sampleId === undefined ? '' : paths.historyReview.to(sampleId, line.id),
    verdicts: words.terms('reviewVerdict', REVIEW_VERDICTS),
  };
}

function stepOf(words: Words, entry: LedgerEntryDto, names: ReadonlyMap<string, string>, zone: string): HistoryStep {
  const { data } = entry;
  const state = memberOf(CASE_STATES, data['state']);
  return {
    href: paths.ledgerEntry.to(entry.id),
    at: words.dateTime(entry.at, [zone]),
    act: words.act(entry.act),
    who: whoOf(words, entry.actor, names),
    letters: lettersIn(data['events']).map((kind) => words.term('messageKind', kind)),
    ...(state === undefined ? {} : { state: words.term('caseState', state) }),
    ownApproval: data['ownApproval'] === true,
    personal: Object.entries(entry.personal).map(([name, { value }]) => ({
      name: words.t(`auditing.personal.${['reason', 'note', 'name'].includes(name) ? name : 'other'}`),
      ...(value === undefined ? {} : { value: value ?? words.t('auditing.entry.erased') }),
    })),
  };
}

/** What an entry says of its events is data of any build: a word that is not of the list has no text. */
function lettersIn(events: Json | undefined): readonly string[] {
  if (!Array.isArray(events)) return [];
  const kinds = (events as readonly Json[]).map((event) =>
    typeof event === 'object' && event !== null && 'kind' in event ? memberOf(MESSAGE_KINDS, event.kind) : undefined,
  );
  return [...new Set(kinds.filter((kind) => kind !== undefined))];
}

function memberOf<T extends string>(list: readonly T[], value: Json | undefined): T | undefined {
  return list.find((one) => one === value);
}
