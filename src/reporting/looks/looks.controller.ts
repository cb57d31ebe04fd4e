import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { type PersonActor } from '../../domain/shared/actor.js';
import { addMs, isCalendarDate } from '../../domain/shared/instant.js';
import { refuse } from '../../domain/shared/refusal.js';
import { type LookSpan, type LookSubject } from '../../ledgers/audit/looks.queries.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { LooksService } from './looks.service.js';
import { LOOK_REPORTS, type LookReport, type Report } from './report.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

class SpanQuery {
  @ApiProperty({ example: '2026-11-01' })
  @Matches(DATE)
  from: string;

  @ApiProperty({ description: 'Included.', example: '2026-11-30' })
  @Matches(DATE)
  until: string;
}

class ReportQuery extends SpanQuery {
  @ApiProperty({ enum: LOOK_REPORTS })
  @IsIn(LOOK_REPORTS)
  report: LookReport;
}

class LooksQuery extends SpanQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  person?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  case?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  firearm?: string;

  @ApiPropertyOptional({ description: 'The `next` of the page before.' })
  @IsOptional()
  @Matches(/^[1-9]\d{0,17}$/)
  after?: string;
}

@ApiTags('ledger')
@Controller('api/looks')
export class LooksController {
  constructor(private readonly looks: LooksService) {}

  @Get()
  @Permit('ledger.read')
  @ApiOperation({ summary: 'Who looked: by person, by case or by firearm; exactly one of them' })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  async list(@CurrentActor() actor: PersonActor, @Query() query: LooksQuery): Promise<object> {
    return unwrap(await this.looks.list(actor, subjectOf(query), spanOf(query), query.after));
  }

  @Get('report')
  @Permit('ledger.read')
  @ApiOperation({ summary: 'A report on looks, with the settings that its definition rests on' })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  async report(@CurrentActor() actor: PersonActor, @Query() query: ReportQuery): Promise<Report> {
    return unwrap(await this.looks.report(actor, query.report, spanOf(query)));
  }
}

function spanOf({ from, until }: SpanQuery): LookSpan {
  for (const day of [from, until])
    if (!isCalendarDate(day))
      throw new RefusalError(refuse('field-invalid', { field: '/from', rule: 'an existing day' }));
  return { from: `${from}T00:00:00.000Z`, until: addMs(`${until}T00:00:00.000Z`, DAY_MS) };
}

function subjectOf({ person, case: caseId, firearm }: LooksQuery): LookSubject {
  const named: LookSubject[] = [
    ...(person === undefined ? [] : [{ personId: person }]),
    ...(caseId === undefined ? [] : [{ caseId }]),
    ...(firearm === undefined ? [] : [{ firearmId: firearm }]),
  ];
  const [only, second] = named;
  if (only === undefined || second !== undefined)
    throw new RefusalError(refuse('field-invalid', { field: '/person', rule: 'a person, a case or a firearm' }));
  return only;
}
