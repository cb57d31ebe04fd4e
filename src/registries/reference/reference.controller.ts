import { Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { csvBody } from '../../platform/csv-body.js';
import { unwrap } from '../../platform/problem.js';
import { CALIBRES, type Calibre } from './calibres.js';
import { type Found } from './lexicon.js';
import { MAKES, type Make } from './makes.js';
import { CodeLoadQuery, NameQuery } from './reference.dto.js';
import { ReferenceService, type CodeLoadReport } from './reference.service.js';

interface NamesView<T> {
  /** `list` without a name; else what the name stands for. */
  readonly found: 'list' | Found<T>['kind'];
  readonly items: readonly T[];
}

@ApiTags('reference')
@Controller('api/reference')
export class ReferenceController {
  constructor(private readonly service: ReferenceService) {}

  @Get('makes')
  @Permit('reference.read')
  @ApiOperation({ summary: 'Makes, or what one name of a make stands for; countries are hints, not routes' })
  async makes(@Query() query: NameQuery): Promise<NamesView<Make>> {
    return query.name === undefined ? { found: 'list', items: MAKES } : viewOf(await this.service.makeOf(query.name));
  }

  @Get('calibres')
  @Permit('reference.read')
  @ApiOperation({ summary: 'Calibres, or what one name of a calibre stands for' })
  async calibres(@Query() query: NameQuery): Promise<NamesView<Calibre>> {
    return query.name === undefined
      ? { found: 'list', items: CALIBRES }
      : viewOf(await this.service.calibreOf(query.name));
  }

  /** No Idempotency-Key: a list loaded twice changes nothing the second time. */
  @Post('codes')
  @HttpCode(200)
  @Permit('reference.load')
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'Load a code list: CSV with the columns list, code, text' })
  async load(
    @CurrentActor() actor: Actor,
    @Query() query: CodeLoadQuery,
    @Req() request: FastifyRequest,
  ): Promise<CodeLoadReport> {
    return unwrap(await this.service.load(actor, query.source, unwrap(csvBody(request))));
  }
}

function viewOf<T>(found: Found<T>): NamesView<T> {
  switch (found.kind) {
    case 'known':
      return { found: 'known', items: [found.one] };
    case 'ambiguous':
      return { found: 'ambiguous', items: found.several };
    case 'unknown':
      return { found: 'unknown', items: [] };
  }
}
