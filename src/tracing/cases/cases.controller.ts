import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { compartmentOf } from '../../domain/access/policy.js';
import { findCountry } from '../../domain/directory/country-code.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { type Route } from '../../domain/tracing/route.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch, setEtag } from '../../platform/etag.js';
import { decodeIdCursor, PAGE_LIMIT, pageOf } from '../../platform/page.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { ActView } from './case-acts.service.js';
import { CaseReadingService, type TrailLink } from './case-reading.service.js';
import { CaseSealsService } from './case-seals.service.js';
import { type CaseView } from './case-view.js';
import { CasesQueries } from './cases.queries.js';
import { CompartmentDto, ReasonDto } from './dto/command.dto.js';
import {
  CaseListQuery,
  CasePage,
  ExportDto,
  HistoryPage,
  HistoryQuery,
  RouteQuery,
  StreamHeads,
} from './dto/view.dto.js';

/** Reading cases, and who may. */
@ApiTags('cases')
@Controller('api/cases')
export class CasesController {
  constructor(
    private readonly queries: CasesQueries,
    private readonly reading: CaseReadingService,
    private readonly seals: CaseSealsService,
  ) {}

  @Get()
  @Permit('cases.read', 'case.list-read')
  @ApiOperation({ summary: 'Cases, oldest first; what a compartment hides is not there.' })
  @ApiOkResponse({ type: CasePage })
  async list(@CurrentActor() actor: PersonActor, @Query() query: CaseListQuery): Promise<CasePage> {
    const { after, limit = PAGE_LIMIT, ...filter } = query;
    const compartment = compartmentOf(actor, 'cases.read');
    if (compartment === undefined) return { items: [], next: null };
    const from = after === undefined ? undefined : unwrap(decodeIdCursor(after));
    return pageOf(await this.queries.list(compartment, filter, from, limit + 1), limit, (line) => [line.id]);
  }

  @Get(':id')
  @Permit('cases.read')
  @ApiOperation({ summary: 'One case: state, letters, clocks, blockers, and what you may do now.' })
  async find(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    const view = unwrap(await this.reading.view(actor, id));
    setEtag(reply, view.case.version);
    return view;
  }

  @Get(':id/history')
  @Permit('cases.read')
  @ApiOperation({ summary: 'What was done on the case and by whom, newest first.' })
  @ApiOkResponse({ type: HistoryPage })
  async history(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: HistoryQuery,
  ): Promise<HistoryPage> {
    const { before, limit = PAGE_LIMIT } = query;
    const page = { limit: limit + 1, ...(before === undefined ? {} : { before }) };
    const acts = unwrap(await this.reading.history(actor, id, page));
    const items = acts.slice(0, limit);
    return { items, next: acts.length > limit ? (items.at(-1)?.version ?? null) : null };
  }

  @Get(':id/route')
  @Permit('cases.work')
  @ApiOperation({ summary: 'Whom to ask, with reasons.' })
  async route(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: RouteQuery,
  ): Promise<Route> {
    return unwrap(await this.reading.route(actor, id, trailOf(query.trail)));
  }

  @Get(':id/streams')
  @Permit('cases.read')
  @ApiOperation({ summary: "Both streams' last place and hash: what two States compare to see that they agree." })
  @ApiOkResponse({ type: StreamHeads })
  async streams(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<StreamHeads> {
    return unwrap(await this.reading.heads(actor, id));
  }

  @Post(':id/exports')
  @HttpCode(200)
  @Permit('cases.export')
  @ApiOperation({
    summary: 'The answer for a named use; refused with every reason where its limits do not cover that use (ITI 15).',
  })
  async export(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ExportDto,
  ): Promise<CaseView> {
    const { purpose, recipient, court } = body;
    return unwrap(
      await this.reading.export(actor, id, {
        purpose,
        ...(recipient === undefined ? {} : { recipient }),
        ...(court === undefined ? {} : { scope: { kind: 'court evidence', court } }),
      }),
    );
  }

  @Put(':id/compartment')
  @Permit('cases.seal')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOperation({ summary: 'Seals or opens a case, names persons, declares conflicts of interest.' })
  @ApiOkResponse({ type: ActView })
  async compartment(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CompartmentDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    const view = unwrap(await this.seals.change(actor, id, version, body));
    setEtag(reply, view.version);
    return view;
  }

  @Post(':id/broken-seals')
  @HttpCode(200)
  @Permit('cases.break-glass')
  @ApiOperation({
    summary: 'Reads a sealed case in an emergency: with a reason, for a few hours; supervisors and auditors are told.',
  })
  async breakSeal(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonDto,
  ): Promise<{ readonly until: string }> {
    return unwrap(await this.seals.break(actor, id, body.reason));
  }
}

/** What the officer read in papers; the form was checked. */
function trailOf(text: string | undefined): readonly TrailLink[] {
  if (text === undefined) return [];
  return text.split(',').map((link) => {
    const [state = '', event = '', on] = link.split(':');
    if (findCountry(state) === undefined)
      throw new RefusalError(
        refuse('field-invalid', { field: '/trail', rule: 'ISO 3166-1 alpha-3, withdrawn or user-assigned' }),
      );
    return { state, event, ...(on === undefined ? {} : { on }) };
  });
}
