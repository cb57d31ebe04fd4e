import { type ExchangeStatusDto } from '../../../exchange/exchange.dto.js';
import { type PartnerState } from '../../../exchange/partner-state.queries.js';
import { msBetween, type Instant } from '../../../domain/shared/instant.js';
import { type Readiness } from '../../../platform/health.service.js';
import { type Sweep } from '../../../platform/jobs.js';
import { type SweepRun } from '../../../platform/sweep-runs.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { ageText, failureText } from '../partners/exchange-words.js';
import { queueOf } from '../partners/partners.view.js';
import { FAILED_COLUMNS, failedRows, type FailedInput, type FailedRow } from './failed-work.view.js';
import { type Cell, type Fact, type TableView } from '../table.view.js';

interface QueuesView extends View {
  readonly facts: readonly Fact[];
  readonly partners: TableView;
  /** Partners for which something waits for a later try. */
  readonly retries: readonly { readonly action: string; readonly text: string }[];
  readonly failedColumns: readonly string[];
  readonly failed: readonly FailedRow[];
  readonly gaps: TableView;
  readonly alerts: TableView;
  readonly sweeps: TableView;
  readonly refusals: TableView;
}

export interface QueuesInput extends FailedInput {
  readonly status: ExchangeStatusDto;
  readonly partners: readonly PartnerState[];
  readonly readiness: Readiness;
  readonly sweeps: readonly Pick<Sweep, 'name' | 'everyMs'>[];
  readonly runs: readonly SweepRun[];
  readonly queue: string;
  readonly now: Instant;
  readonly form: FormState;
}

export function queuesView(words: Words, input: QueuesInput): QueuesView {
  const { partners, mayWork, zone, form } = input;
  const waiting = partners.filter((one) => one.waiting > 0);
  return {
    title: words.t('queues.title'),
    wide: true,
    form,
    facts: healthFacts(words, input, waiting),
    partners: {
      caption: words.t('queues.byPartner'),
      showCaption: true,
      columns: ['partner', 'waiting', 'heard', 'rejected'].map((one) => words.t(`queues.column.${one}`)),
      rows: partners.map((state) => [
        { text: words.country(state.partner), href: paths.partnerView.to(state.partner) },
        queueOf(words, state, zone),
        {
          text:
            state.lastHeardAt === undefined ? words.t('partners.neverHeard') : words.timeIn(state.lastHeardAt, zone),
        },
        { text: words.number(state.rejected) },
      ]),
      empty: words.t('queues.allDelivered'),
    },
    retries: mayWork
      ? waiting
          .filter(({ attempts }) => attempts > 0)
          .map(({ partner }) => ({
            action: paths.queueRetry.to(partner),
            text: words.t('queues.retry', { state: words.country(partner) }),
          }))
      : [],
    failedColumns: FAILED_COLUMNS.map((one) => words.t(`queues.failedWork.column.${one}`)),
    failed: failedRows(words, input),
    gaps: gapTable(words, input),
    alerts: alertTable(words, input),
    sweeps: sweepTable(words, input),
    refusals: refusalTable(words, input.status.refusals),
  };
}

function healthFacts(words: Words, input: QueuesInput, waiting: readonly PartnerState[]): readonly Fact[] {
  const { readiness, queue } = input;
  const oldest = Math.max(0, ...waiting.map(({ oldestAgeMs = 0 }) => oldestAgeMs));
  const count = waiting.reduce((sum, one) => sum + one.waiting, 0);
  const good = (yes: boolean, key: string): Cell => ({
    tag: {
      text: words.t(yes ? 'queues.good' : 'queues.bad'),
      colour: yes ? 'govuk-tag--green' : 'govuk-tag--red',
    },
    text: words.t(`queues.health.${key}`),
  });
  return [
    {
      name: words.t('queues.fact.outbox'),
      text:
        count === 0 ? words.t('queues.allDelivered') : words.t('queues.outbox', { count, age: ageText(words, oldest) }),
    },
    { name: words.t('queues.fact.database'), ...good(readiness.database === 'answers', readiness.database) },
    {
      name: words.t('queues.fact.migrations'),
      ...good(readiness.migrations === 'up to date', readiness.migrations),
    },
    { name: words.t('queues.fact.queue'), text: words.t(`queues.backend.${queue}`) },
    { name: words.t('queues.fact.worker'), ...workerOf(words, input) },
  ];
}

/** A sweep that runs every few seconds and has not for minutes: no worker runs. */
const WORKER_LATE_MS = 300_000;

function workerOf(words: Words, { runs, now, zone }: QueuesInput): Cell {
  const last = runs
    .map(({ at }) => at)
    .sort()
    .at(-1);
  if (last === undefined)
    return { tag: { text: words.t('queues.bad'), colour: 'govuk-tag--red' }, text: words.t('queues.workerNever') };
  const works = msBetween(last, now) < WORKER_LATE_MS;
  return {
    tag: { text: words.t(works ? 'queues.good' : 'queues.bad'), colour: works ? 'govuk-tag--green' : 'govuk-tag--red' },
    text: words.t('queues.workerLast', { at: words.timeIn(last, zone) }),
  };
}

function gapTable(words: Words, { status, zone }: QueuesInput): TableView {
  return {
    caption: words.t('queues.gaps'),
    showCaption: true,
    columns: ['partner', 'thread', 'missing', 'age', 'asked'].map((one) => words.t(`queues.column.${one}`)),
    rows: status.gaps.map(({ partner, thread, fromSeq, ageMs, askedAt }) => [
      { text: words.country(partner) },
      { text: thread },
      { text: words.t('queues.fromSeq', { seq: fromSeq }) },
      { text: ageText(words, ageMs) },
      { text: askedAt === undefined ? words.t('queues.notAsked') : words.timeIn(askedAt, zone) },
    ]),
    empty: words.t('queues.noGap'),
  };
}

function alertTable(words: Words, { status, zone }: QueuesInput): TableView {
  return {
    caption: words.t('queues.alerts'),
    showCaption: true,
    columns: ['partner', 'what', 'when'].map((one) => words.t(`queues.column.${one}`)),
    rows: status.alerts.map(({ partner, code, at }) => [
      { text: words.country(partner) },
      { text: failureText(words, code) },
      { text: words.timeIn(at, zone) },
    ]),
    empty: words.t('queues.noAlert'),
  };
}

function sweepTable(words: Words, { sweeps, runs, zone }: QueuesInput): TableView {
  const last = new Map(runs.map((run) => [run.name, run]));
  return {
    caption: words.t('queues.sweeps'),
    showCaption: true,
    columns: ['sweep', 'every', 'lastRun'].map((one) => words.t(`queues.column.${one}`)),
    rows: sweeps.map(({ name, everyMs }) => {
      const run = last.get(name);
      return [
        { text: sweepName(words, name) },
        { text: everyText(words, everyMs) },
        {
          ...(run?.failedAt !== undefined && run.failedAt >= run.at
            ? { tag: { text: words.t('queues.failed'), colour: 'govuk-tag--red' as const } }
            : {}),
          text: run === undefined ? words.t('queues.neverRan') : words.timeIn(run.at, zone),
        },
      ];
    }),
  };
}

/** `exchange.outbox` has its text under `exchange-outbox`. */
function sweepName(words: Words, name: string): string {
  const key = `queues.sweep.${name.replaceAll(/[. ]/g, '-')}`;
  return words.has(key) ? words.t(key) : name;
}

function everyText(words: Words, ms: number): string {
  const [unit, size] =
    ms >= 3_600_000
      ? (['hour', 3_600_000] as const)
      : ms >= 60_000
        ? (['minute', 60_000] as const)
        : (['second', 1000] as const);
  return words.number(Math.round((ms / size) * 10) / 10, { style: 'unit', unit, unitDisplay: 'long' });
}

function refusalTable(words: Words, refusals: Readonly<Record<string, number>>): TableView {
  return {
    caption: words.t('queues.refusals'),
    showCaption: true,
    columns: ['what', 'count'].map((one) => words.t(`queues.column.${one}`)),
    rows: Object.entries(refusals).map(([code, count]) => [
      { text: failureText(words, code) },
      { text: words.number(count) },
    ]),
    empty: words.t('queues.noRefusal'),
  };
}
