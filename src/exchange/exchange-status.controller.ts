import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permit } from '../platform/access/permit.decorator.js';
import { ExchangeStatusDto } from './exchange.dto.js';
import { ExchangeQueries } from './exchange.queries.js';

@ApiTags('exchange')
@Controller('api/exchange')
export class ExchangeStatusController {
  constructor(private readonly queries: ExchangeQueries) {}

  @Get('status')
  @Permit('exchange.read', 'exchange.status-read')
  @ApiOperation({ summary: 'What waits for each partner, gaps with their age, and what looked wrong.' })
  @ApiOkResponse({ type: ExchangeStatusDto })
  async status(): Promise<ExchangeStatusDto> {
    return this.queries.status();
  }
}
