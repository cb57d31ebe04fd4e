import { Inject, Injectable } from '@nestjs/common';
import { type Compartment } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import {
  LooksQueries,
  type Look,
  type LookSpan,
  type OfficeHours,
  type PersonCount,
} from '../../ledgers/audit/looks.queries.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { OwnCalendarQueries } from '../../registries/directory/own-calendar.queries.js';
import { HistoriesQueries } from '../../tracing/cases/histories.queries.js';
import { RefusalGroundsQueries } from '../../tracing/cases/refusal-grounds.queries.js';
import { medianOf, type Cell, type LookReport, type Report } from './report.js';

type Rows = Pick<Report, 'columns' | 'rows'> & { readonly values?: Report['values']; readonly total?: number };
interface Asked {
  readonly actor: PersonActor;
  readonly compartment: Compartment | undefined;
  readonly span: LookSpan;
  readonly limit: number;
}

/** The reports themselves: each a question to the ledger with its definition and the settings that it rests on. */
@Injectable()
export class UnusualUse {
  constructor(
    private readonly looks: LooksQueries,
    private readonly calendar: OwnCalendarQueries,
    private readonly histories: HistoriesQueries,
    private readonly grounds: RefusalGroundsQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async report(
    actor: PersonActor,
    compartment: Compartment | undefined,
    report: LookReport,
    span: LookSpan,
    limit: number,
  ): Promise<Report> {
    const made = await this.make[report]({ actor, compartment, span, limit });
    const { columns, values = {}, total = made.rows.length } = made;
    return { report, columns, values, rows: made.rows.slice(0, limit), cut: total > limit };
  }

  private readonly make: Readonly<Record<LookReport, (asked: Asked) => Promise<Rows>>> = {
    'queries without a case': async ({ span, limit }) => {
      const days = this.config['reports.followUpDays'];
      const found = await this.looks.listQueriesWithoutCase(span, days, this.clock.now(), limit + 1);
      return { columns: ['at', 'who', 'purpose', 'number'], rows: found.map(purposeRow), values: { days } };
    },
    'out of hours': async ({ span }) => {
      const office = await this.office();
      const found = await this.looks.countOutOfHours(span, office);
      return {
        columns: ['who', 'count'],
        rows: found.map((one) => countRow(one)),
        values: { from: office.fromHour, until: office.untilHour },
      };
    },
    'volume': async ({ span }) => {
      const found = await this.looks.countLooks(span);
      const median = medianOf(found.map(({ count }) => count));
      const factor = this.config['reports.volumeFactor'];
      const least = this.config['reports.volumeLeast'];
      const unusual = (count: number): boolean => count >= least && count > factor * median;
      return {
        columns: ['who', 'count'],
        rows: found.map((one) => countRow(one, unusual(one.count))),
        values: { median, factor, least },
      };
    },
    'refusals to partners': async ({ actor, compartment, span, limit }) => {
      const proposals = await this.looks.listActs(['case.propose-letter'], span, limit + 1);
      const caseIds = proposals.flatMap(({ caseId }) => caseId ?? []);
      const found = compartment === undefined ? [] : await this.grounds.list(actor, compartment, caseIds);
      const within = found.filter(({ at }) => at >= span.from && at < span.until);
      return {
        columns: ['at', 'case', 'partner', 'letter', 'told', 'ground'],
        total: proposals.length,
        rows: within.map((one) => [
          { kind: 'time', at: one.at },
          { kind: 'case', id: one.caseId, reference: one.reference },
          { kind: 'country', code: one.partner },
          { kind: 'letter', value: one.kind },
          { kind: 'ground', value: one.told ?? null },
          { kind: 'ground', value: one.ground ?? null },
        ]),
      };
    },
    'refusals at the door': async ({ span, limit }) => ({
      columns: ['at', 'who', 'refusal', 'place'],
      rows: (await this.looks.listActs(['access.refused'], span, limit + 1)).map((look) => [
        timeOf(look),
        { kind: 'actor', actor: look.actor },
        { kind: 'code', value: textOf(look.data['code']) },
        { kind: 'text', value: `${textOf(look.data['method'])} ${textOf(look.data['route'])}` },
      ]),
    }),
    'own approvals': async ({ compartment, span, limit }) => {
      const found = await this.looks.listOwnApprovals(span, limit + 1);
      const caseIds = found.flatMap(({ caseId }) => caseId ?? []);
      const references = await this.histories.referencesOf(compartment, caseIds);
      return {
        columns: ['at', 'who', 'act', 'case'],
        rows: found.map((look) => [
          timeOf(look),
          { kind: 'actor', actor: look.actor },
          { kind: 'act', value: look.act },
          caseCell(look, references),
        ]),
      };
    },
    'level 2': async ({ span }) => ({
      columns: ['partner', 'proposed', 'approved'],
      rows: (await this.looks.countLevelTwo(span)).map(({ partner, proposed, approved }) => [
        { kind: 'country', code: partner },
        { kind: 'number', value: proposed },
        { kind: 'number', value: approved },
      ]),
    }),
    'seals broken': async ({ span, limit }) => ({
      columns: ['at', 'who'],
      values: { sealed: await this.histories.countSealed() },
      rows: (await this.looks.listActs(['identity.glass-broken'], span, limit + 1)).map((look) => [
        timeOf(look),
        { kind: 'actor', actor: look.actor },
      ]),
    }),
  };

  private async office(): Promise<OfficeHours> {
    return {
      zone: this.config['node.zone'],
      ...(await this.calendar.freeDays()),
      fromHour: this.config['reports.officeFrom'],
      untilHour: this.config['reports.officeUntil'],
    };
  }
}

function timeOf(look: Look): Cell {
  return { kind: 'time', at: look.at, entry: look.id };
}

function purposeRow(look: Look): readonly Cell[] {
  return [
    timeOf(look),
    { kind: 'actor', actor: look.actor },
    { kind: 'purpose', value: textOf(look.data['purpose']) },
    { kind: 'text', value: textOf(look.data['caseNumber']) },
  ];
}

function countRow({ personId, count }: PersonCount, unusual = false): readonly Cell[] {
  return [
    { kind: 'person', id: personId },
    { kind: 'number', value: count, unusual },
  ];
}

function caseCell({ caseId }: Look, references: ReadonlyMap<string, string>): Cell {
  const reference = caseId === null ? undefined : references.get(caseId);
  return caseId === null || reference === undefined
    ? { kind: 'text', value: '' }
    : { kind: 'case', id: caseId, reference };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
