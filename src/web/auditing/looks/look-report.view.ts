import { type LookReport } from '../../../domain/audit/look-report.js';
import { MESSAGE_KINDS } from '../../../domain/messages/kinds.js';
import { REFUSAL_GROUNDS } from '../../../domain/messages/vocabulary.js';
import { ERRORS } from '../../../domain/shared/refusal.js';
import { type Cell, type Report } from '../../../reporting/looks/looks.service.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { addressOf, type Period } from '../period.js';
import { whoOf } from '../who.js';
import { keyOf, purposeText } from './looks.view.js';

export interface ShownCell {
  readonly label: string;
  readonly text: string;
  readonly time?: ShownTime;
  readonly href?: string;
  readonly unusual?: boolean;
}

export interface LookReportView extends View {
  readonly report: LookReport;
  readonly definition: string;
  readonly period: Period;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ShownCell[])[];
  readonly count: string;
  readonly cut: boolean;
  /** Said where there is no row. */
  readonly nothing: string;
  readonly file: string;
}

export interface LookReportInput {
  readonly made: Report;
  readonly period: Period;
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
}

export function lookReportView(words: Words, { made, period, names, zone }: LookReportInput): LookReportView {
  const columns = made.columns.map((column) => words.t(`auditing.column.${column}`));
  const { report } = made;
  return {
    title: words.term('lookReport', report),
    back: { href: paths.looks.to(), text: words.t('auditing.looks.title') },
    wide: true,
    report,
    definition: words.t(`auditing.looks.definition.${keyOf(report)}`, made.values),
    period,
    columns,
    rows: made.rows.map((row) =>
      row.map((cell, i) => ({ label: columns[i] ?? '', ...shownOf(words, cell, { period, names, zone }) })),
    ),
    count: words.t('auditing.looks.rows', { count: made.rows.length }),
    cut: made.cut,
    nothing: words.t('auditing.looks.none'),
    file: addressOf(paths.lookReportFile.to(), { report, ...period }),
  };
}

type Shown = Omit<ShownCell, 'label'>;
interface Around {
  readonly period: Period;
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
}

function shownOf(words: Words, cell: Cell, { period, names, zone }: Around): Shown {
  switch (cell.kind) {
    case 'time':
      return {
        text: cell.at,
        time: words.dateTime(cell.at, [zone]),
        ...(cell.entry === undefined ? {} : { href: paths.ledgerEntry.to(cell.entry) }),
      };
    case 'person':
      return {
        text: names.get(cell.id) ?? words.t('auditing.unknownPerson'),
        href: addressOf(paths.looks.to(), { person: cell.id, ...period }),
      };
    case 'actor':
      return { text: whoOf(words, cell.actor, names) };
    case 'country':
      return { text: cell.code === null ? '–' : words.country(cell.code) };
    case 'number':
      return { text: words.number(cell.value), unusual: cell.unusual === true };
    case 'case':
      return { text: cell.reference ?? '–', href: paths.history.to(cell.id) };
    case 'purpose':
      return { text: purposeText(words, cell.value) };
    case 'ground':
      return { text: groundText(words, cell.value) };
    case 'letter':
      return { text: MESSAGE_KINDS.some((one) => one === cell.value) ? words.term('messageKind', cell.value) : '–' };
    case 'code':
      return { text: cell.value in ERRORS ? words.refusal(cell.value) : '–' };
    case 'act':
      return { text: words.act(cell.value) };
    case 'text':
      return { text: cell.value === '' ? '–' : cell.value };
  }
}

function groundText(words: Words, value: string | null): string {
  const ground = REFUSAL_GROUNDS.find((one) => one === value);
  return ground === undefined ? words.t('auditing.looks.noGround') : words.term('refusalGround', ground);
}
