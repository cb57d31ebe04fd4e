import { REPORT_KINDS, standingReport } from '../../domain/firearm/report.js';
import { type FirearmView } from '../../registries/markings/markings.service.js';
import { countryChoices } from '../forms/country-choices.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { nameOfFirearm } from './firearm.view.js';
import { withReason, type ReadingReason } from './reading-reason.js';

type Choices = readonly { readonly value: string; readonly text: string }[];

export interface ReportView extends View {
  readonly form: FormState;
  readonly action: string;
  readonly cancel: string;
  readonly version: number;
  readonly kinds: Choices;
  readonly countries: Choices;
  readonly own: string;
  /** What the weapon stands reported as. */
  readonly standing: string | undefined;
}

export function reportView(
  words: Words,
  record: FirearmView,
  reason: ReadingReason,
  form: FormState,
  own: string,
): ReportView {
  const standing = standingReport(record.events);
  const back = withReason(paths.firearmView.to(record.id), reason);
  return {
    title: words.t('registry.report.title', { weapon: nameOfFirearm(words, record) }),
    back: { href: back },
    form,
    action: withReason(paths.firearmReport.to(record.id), reason),
    cancel: back,
    version: record.version,
    kinds: words.terms(
      'lifecycle',
      REPORT_KINDS.filter((kind) => kind !== standing),
    ),
    countries: countryChoices(words, own),
    own,
    standing:
      standing === undefined
        ? undefined
        : words.t('registry.report.standing', { report: words.term('lifecycle', standing) }),
  };
}

export interface WithdrawalView extends View {
  readonly form: FormState;
  readonly action: string;
  readonly cancel: string;
  readonly version: number;
  readonly report: readonly { readonly name: string; readonly value: string }[];
}

/** Undefined where the record has no such report in force. */
export function withdrawalView(
  words: Words,
  record: FirearmView,
  eventId: string,
  reason: ReadingReason,
  form: FormState,
): WithdrawalView | undefined {
  const report = record.reports.find((one) => one.eventId === eventId && one.withdrawn === null);
  if (report === undefined) return undefined;
  const back = withReason(paths.firearmView.to(record.id), reason);
  return {
    title: words.t('registry.withdrawal.title', { report: words.term('lifecycle', report.kind) }),
    back: { href: back },
    form,
    action: withReason(paths.firearmReportWithdrawal.to(record.id, eventId), reason),
    cancel: back,
    version: record.version,
    report: [
      { name: words.t('registry.report.weapon'), value: nameOfFirearm(words, record) },
      ...(report.on === null ? [] : [{ name: words.t('registry.report.on'), value: words.date(report.on) }]),
      { name: words.t('registry.report.reason'), value: report.reason },
    ],
  };
}
