import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Decoded } from '../../domain/firearm/origin-decoder.js';
import type { Actor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { csvBody } from '../../platform/csv-body.js';
import { unwrap } from '../../platform/problem.js';
import { CALIBRES, type Calibre } from './calibres.js';
import { type Found } from './lexicon.js';
import { MAKES, type Make } from './makes.js';
import { MODELS, type Model } from './models.js';
import { OriginService } from './origin.service.js';
import { CodeLoadQuery, ModelQuery, NameQuery, OriginQueryDto } from './reference.dto.js';
import { ReferenceService, type CodeLoadReport } from './reference.service.js';
import { SOURCES, type Source } from './sources.js';

interface NamesView<T> {
  /** `list` without a name; else what the name stands for. */
  readonly found: 'list' | Found<T>['kind'];
  readonly items: readonly T[];
}

@ApiTags('reference')
@Controller('api/reference')
export class ReferenceController {
  constructor(
    private readonly service: ReferenceService,
    private readonly origin: OriginService,
  ) {}

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

  @Get('models')
  @Permit('reference.read')
  @ApiOperation({ summary: 'Models, or those of one make, with type, calibres, first year and source' })
  async models(@Query() query: ModelQuery): Promise<NamesView<Model>> {
    if (query.make === undefined) return { found: 'list', items: MODELS };
    const found = await this.service.makeOf(query.make);
    const makes = viewOf(found).items.map(({ key }) => key);
    return { found: found.kind, items: MODELS.filter(({ make }) => makes.includes(make)) };
  }

  @Get('sources')
  @Permit('reference.read')
  @ApiOperation({ summary: 'The publications that were opened, which the entries of the lists name' })
  sources(): { readonly items: readonly Source[] } {
    return { items: SOURCES };
  }

  /** A question and no change, sent as a body because a serial number has no place in an address. */
  @Post('origin')
  @HttpCode(200)
  @Permit('reference.read')
  @ApiOperation({ summary: 'Which State and years the marks of a weapon suggest, with reasons, confidence and source' })
  decode(@Body() marks: OriginQueryDto): Promise<Decoded> {
    return this.origin.decode(marks);
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
