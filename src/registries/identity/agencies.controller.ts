import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch, setEtag } from '../../platform/etag.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { PAGE_LIMIT, PageQuery, pageOf } from '../../platform/page.js';
import { unwrap } from '../../platform/problem.js';
import { AgenciesService } from './agencies.service.js';
import { AgencyDto, AgencyPage, AgencyView } from './dto/people.dto.js';
import { afterId } from './id-cursor.js';

@ApiTags('people')
@Controller('api/agencies')
export class AgenciesController {
  constructor(private readonly agencies: AgenciesService) {}

  @Get()
  @Permit('signed in')
  @ApiOkResponse({ type: AgencyPage })
  async list(@Query() query: PageQuery): Promise<AgencyPage> {
    const limit = query.limit ?? PAGE_LIMIT;
    return pageOf(await this.agencies.list(unwrap(afterId(query.after)), limit + 1), limit, (agency) => [agency.id]);
  }

  @Post()
  @Permit('agencies.manage')
  @Idempotent()
  @ApiCreatedResponse({ type: AgencyView })
  async create(@CurrentActor() actor: PersonActor, @Body() body: AgencyDto): Promise<AgencyView> {
    return unwrap(await this.agencies.create(actor, body.name));
  }

  @Patch(':id')
  @Permit('agencies.manage')
  @ApiOkResponse({ type: AgencyView })
  async rename(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: AgencyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgencyView> {
    const agency = unwrap(await this.agencies.rename(actor, id, version, body.name));
    setEtag(reply, agency.version);
    return agency;
  }
}
