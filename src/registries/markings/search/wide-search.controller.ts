import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { Idempotent } from '../../../platform/idempotency/index.js';
import { RefusalError, unwrap } from '../../../platform/problem.js';
import { WideSearchDto } from '../query.dto.js';
import { WideSearchService, type WideSearchProgress, type WideSearchView } from './wide-search.service.js';

const anId = (): ParseUUIDPipe => new ParseUUIDPipe({ exceptionFactory: () => new RefusalError(refuse('not-found')) });

@ApiTags('marking queries')
@Controller('api/marking-queries/wide')
export class WideSearchController {
  constructor(private readonly wide: WideSearchService) {}

  @Post()
  @HttpCode(202)
  @Idempotent()
  @Permit('markings.query')
  @ApiOperation({
    summary: 'Look through every number for what differs by up to two characters; one at a time for each person',
  })
  async ask(@CurrentActor() actor: PersonActor, @Body() body: WideSearchDto): Promise<WideSearchProgress> {
    return unwrap(await this.wide.ask(actor, body));
  }

  @Get()
  @Permit('markings.query', 'markings.wide-listed')
  @ApiOperation({ summary: "The caller's wide searches, the latest first" })
  async list(@CurrentActor() actor: PersonActor): Promise<readonly WideSearchProgress[]> {
    return unwrap(await this.wide.list(actor));
  }

  @Get(':id')
  @Permit('markings.query')
  @ApiOperation({ summary: 'How far it is; once it has ended, its candidates' })
  async get(@CurrentActor() actor: PersonActor, @Param('id', anId()) id: string): Promise<WideSearchView> {
    return unwrap(await this.wide.get(actor, id));
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Idempotent()
  @Permit('markings.query')
  @ApiOperation({ summary: 'End it before it has looked at every number; what it found so far stays' })
  async cancel(@CurrentActor() actor: PersonActor, @Param('id', anId()) id: string): Promise<WideSearchProgress> {
    return unwrap(await this.wide.cancel(actor, id));
  }
}
