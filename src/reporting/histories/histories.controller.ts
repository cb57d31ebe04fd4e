import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { DrawHistoriesDto, HistoryListQuery, ReviewDto } from './dto/histories.dto.js';
import { HistoryReadingService, type HistoryView } from './history-reading.service.js';
import { HistorySamplesService, type SampleView } from './history-samples.service.js';

const OBJECT = { schema: { type: 'object' as const, additionalProperties: true } };

@ApiTags('ledger')
@Controller('api/histories')
export class HistoriesController {
  constructor(
    private readonly reading: HistoryReadingService,
    private readonly samples: HistorySamplesService,
  ) {}

  @Get()
  @Permit('ledger.read')
  @ApiOperation({ summary: 'Cases of all agencies, newest first; sealed ones are counted and nothing else' })
  @ApiOkResponse(OBJECT)
  async list(@CurrentActor() actor: PersonActor, @Query() query: HistoryListQuery): Promise<object> {
    return unwrap(await this.reading.list(actor, query));
  }

  @Post('samples')
  @HttpCode(200)
  @Permit('ledger.sample')
  @ApiOperation({
    summary: 'Draws histories at random; seed and population are kept, so that the draw can be repeated',
  })
  @ApiOkResponse(OBJECT)
  async draw(@CurrentActor() actor: PersonActor, @Body() body: DrawHistoriesDto): Promise<{ readonly id: string }> {
    return { id: unwrap(await this.samples.draw(actor, body)) };
  }

  @Get('samples/:id')
  @Permit('ledger.sample')
  @ApiOperation({ summary: 'A sample with its reviews, and whether its draw gives the same cases today' })
  @ApiOkResponse(OBJECT)
  async sample(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<SampleView> {
    return unwrap(await this.samples.get(actor, id));
  }

  @Post('samples/:id/reviews/:caseId')
  @HttpCode(204)
  @Permit('ledger.sample')
  async review(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Body() body: ReviewDto,
  ): Promise<void> {
    unwrap(await this.samples.review(actor, id, caseId, body));
  }

  @Get(':id')
  @Permit('ledger.read')
  @ApiOperation({ summary: "A case's entries of the ledger in their order; personal values are masked" })
  @ApiOkResponse(OBJECT)
  async find(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<HistoryView> {
    return unwrap(await this.reading.get(actor, id));
  }
}
