import { Body, Controller, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/shared/actor.js';
import { refuse, type Result } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch, setEtag } from '../../platform/etag.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { ReportDto, ReportWithdrawalDto } from './report.dto.js';
import { ReportsService, type ReportOutcome } from './reports.service.js';

const anId = (): ParseUUIDPipe => new ParseUUIDPipe({ exceptionFactory: () => new RefusalError(refuse('not-found')) });

@ApiTags('firearms')
@Controller('api/firearms/:id/reports')
export class FirearmReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Post()
  @Idempotent()
  @Permit('firearms.register')
  @ApiOperation({ summary: 'Report a recorded firearm lost, stolen or recovered' })
  async report(
    @CurrentActor() actor: Actor,
    @Param('id', anId()) id: string,
    @IfMatch() version: number,
    @Body() body: ReportDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportOutcome> {
    return answered(await this.reports.report(actor, id, version, body), reply);
  }

  @Post(':eventId/withdrawal')
  @Idempotent()
  @Permit('firearms.register')
  @ApiOperation({ summary: 'Withdraw a report that does not hold; it stays in the history of the record' })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', anId()) id: string,
    @Param('eventId', anId()) eventId: string,
    @IfMatch() version: number,
    @Body() body: ReportWithdrawalDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportOutcome> {
    return answered(await this.reports.withdraw(actor, id, eventId, version, body), reply);
  }
}

function answered(result: Result<ReportOutcome>, reply: FastifyReply): ReportOutcome {
  const outcome = unwrap(result);
  setEtag(reply, outcome.version);
  return outcome;
}
