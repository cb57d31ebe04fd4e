import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { findCountry } from '../domain/directory/country-code.js';
import { type PersonActor } from '../domain/shared/actor.js';
import { refuse } from '../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../platform/access/permit.decorator.js';
import { RefusalError, unwrap } from '../platform/problem.js';
import { ExchangeStatusDto } from './exchange.dto.js';
import { ExchangeQueries } from './exchange.queries.js';
import { PartnerCheckService } from './partner-check.service.js';
import { PartnerStateQueries, type PartnerCheck, type PartnerState } from './partner-state.queries.js';
import { RetryNowService } from './retry-now.service.js';

@ApiTags('exchange')
@Controller('api/exchange')
export class ExchangeStatusController {
  constructor(
    private readonly queries: ExchangeQueries,
    private readonly states: PartnerStateQueries,
    private readonly checks: PartnerCheckService,
    private readonly retries: RetryNowService,
  ) {}

  @Get('status')
  @Permit('exchange.read', 'exchange.status-read')
  @ApiOperation({ summary: 'What waits for each partner, gaps with their age, and what looked wrong.' })
  @ApiOkResponse({ type: ExchangeStatusDto })
  async status(): Promise<ExchangeStatusDto> {
    return this.queries.status();
  }

  @Get('partners')
  @Permit('exchange.read', 'exchange.status-read')
  @ApiOperation({
    summary: 'The exchange with each partner: what waits, when it was last heard, its last test question.',
  })
  async partners(): Promise<{ readonly items: readonly PartnerState[] }> {
    return { items: await this.states.all() };
  }

  @Post('partners/:country/check')
  @HttpCode(200)
  @Permit('exchange.work')
  @ApiOperation({
    summary: 'A test question to a partner: reached, version, clock, and whether both sides hold the keys.',
  })
  async check(@CurrentActor() actor: PersonActor, @Param('country') country: string): Promise<PartnerCheck> {
    return unwrap(await this.checks.check(actor, stateCode(country)));
  }

  @Post('partners/:country/retry')
  @HttpCode(200)
  @Permit('exchange.work')
  @ApiOperation({ summary: 'Try now what waits for a partner, instead of at its next time.' })
  async retry(
    @CurrentActor() actor: PersonActor,
    @Param('country') country: string,
  ): Promise<{ readonly count: number }> {
    return { count: await this.retries.retry(actor, stateCode(country)) };
  }
}

function stateCode(country: string): string {
  if (findCountry(country) === undefined) throw new RefusalError(refuse('not-found'));
  return country;
}
