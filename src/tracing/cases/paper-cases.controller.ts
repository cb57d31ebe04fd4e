import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { sharedOf, stateOf } from '../../domain/tracing/case.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch } from '../../platform/etag.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { unwrap } from '../../platform/problem.js';
import { ActView, CaseActs } from './case-acts.service.js';
import { ReasonDto } from './dto/command.dto.js';
import { NewPaperCaseDto, PaperContentDto, paperContentOf } from './dto/paper.dto.js';
import { PaperCases } from './paper-cases.service.js';

/** Cases that were begun on paper, keyed in by one person and confirmed by another; nothing of them is ever sent. */
@ApiTags('cases')
@Controller('api')
export class PaperCasesController {
  constructor(
    private readonly papers: PaperCases,
    private readonly acts: CaseActs,
  ) {}

  @Post('paper-cases')
  @Permit('cases.work')
  @Idempotent()
  @ApiOperation({ summary: 'Keys in a case from paper; answers every reason at once where it does not fit together.' })
  @ApiCreatedResponse({ type: ActView })
  async open(@CurrentActor() actor: PersonActor, @Body() body: NewPaperCaseDto): Promise<ActView> {
    const { role, partner, exercise = false } = body;
    const command = { type: 'open paper case', role, partner, exercise, content: paperContentOf(body) } as const;
    const { kase } = unwrap(await this.papers.open(actor, command));
    return { id: kase.id, state: stateOf(kase), sharedState: sharedOf(kase).state, version: kase.version };
  }

  @Put('cases/:id/paper')
  @Permit('cases.work')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version that you read.' })
  @ApiOperation({ summary: 'Keys it in anew: corrected before it was confirmed, or with the letters that came since.' })
  @ApiOkResponse({ type: ActView })
  transcribe(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: PaperContentDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'transcribe paper', content: paperContentOf(body) }, reply);
  }

  @Post('cases/:id/paper/confirmation')
  @HttpCode(200)
  @Permit('cases.approve')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version that you held against the papers.' })
  @ApiOperation({ summary: 'A second person confirms what was keyed in; from now on it counts.' })
  @ApiOkResponse({ type: ActView })
  confirm(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'confirm paper' }, reply);
  }

  @Post('cases/:id/paper/return')
  @HttpCode(200)
  @Permit('cases.approve')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version that you held against the papers.' })
  @ApiOperation({ summary: 'A second person found that papers and entry differ, and says what.' })
  @ApiOkResponse({ type: ActView })
  giveBack(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ReasonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'return paper', reason: body.reason }, reply);
  }
}
