import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Letter } from '../../domain/messages/index.js';
import { type ApprovalNeed } from '../../domain/tracing/proposal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch, setEtag } from '../../platform/etag.js';
import { unwrap } from '../../platform/problem.js';
import { ApprovalsService, type Approvals } from './approvals.service.js';
import { CaseAnswering, type AnsweringView } from './case-answering.service.js';
import { CaseForesight } from './case-foresight.service.js';
import { CaseMatching } from './case-matching.service.js';
import { CaseProposals, type ProposalView } from './case-proposal.service.js';
import { AnswerDto } from './dto/command.dto.js';

/** Reading for whoever answers and whoever signs. */
@ApiTags('cases')
@Controller('api/cases/:id')
export class CaseAnsweringController {
  constructor(
    private readonly answering: CaseAnswering,
    private readonly matching: CaseMatching,
    private readonly foresight: CaseForesight,
    private readonly proposals: CaseProposals,
  ) {}

  @Get('answering')
  @Permit('cases.work')
  @ApiOperation({ summary: 'An incoming request beside what the registry says to it now. Leads, never hits.' })
  async show(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<AnsweringView> {
    return unwrap(await this.answering.view(actor, id));
  }

  @Post('matching')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOperation({ summary: 'Looks in the registry again: the list of the case becomes what it says now.' })
  async match(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly candidates: number }> {
    const kase = unwrap(await this.matching.again(actor, id, version));
    setEtag(reply, kase.version);
    return { candidates: kase.candidates?.list.length ?? 0 };
  }

  @Post('answer-preview')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'The answer as it would be proposed, and who would have to sign it. Nothing is written.' })
  async preview(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AnswerDto,
  ): Promise<{ readonly letter?: Letter; readonly needs?: ApprovalNeed }> {
    const { proposal } = unwrap(await this.foresight.foresee(actor, id, { type: 'compose answer', ...body })).next;
    return proposal === undefined ? {} : { letter: proposal.letter, needs: proposal.needs };
  }

  @Get('proposal')
  @Permit('cases.work')
  @ApiOperation({ summary: 'What waits for a signature: the exact content, what changed since, and who may sign it.' })
  async proposal(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<ProposalView> {
    return unwrap(await this.proposals.view(actor, id));
  }
}

@ApiTags('cases')
@Controller('api/approvals')
export class ApprovalsController {
  constructor(private readonly approvals: ApprovalsService) {}

  @Get()
  @Permit('cases.work', 'case.list-read')
  @ApiOperation({
    summary: 'Letters that wait for a signature, for yours first; and those that are signed and not sent.',
  })
  list(@CurrentActor() actor: PersonActor): Promise<Approvals> {
    return this.approvals.waiting(actor);
  }
}
