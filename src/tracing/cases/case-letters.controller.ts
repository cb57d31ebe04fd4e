import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { PLAIN_KINDS, PROPOSED_KINDS } from '../../domain/tracing/command.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch } from '../../platform/etag.js';
import { ActView, CaseActs, letterOf } from './case-acts.service.js';
import {
  AnswerDto,
  ApprovalDto,
  LetterDto,
  ProposedLetterDto,
  ReasonDto,
  RecordChoiceDto,
  VoidDto,
} from './dto/command.dto.js';

/** What goes to the other State: written, proposed, approved, sent, given up. */
@ApiTags('cases')
@ApiHeader({ name: 'If-Match', required: true, description: 'The version that you read.' })
@ApiOkResponse({ type: ActView })
@Controller('api/cases/:id')
export class CaseLettersController {
  constructor(private readonly acts: CaseActs) {}

  @Post('letters')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'Writes and sends a letter that needs no second person.' })
  write(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: LetterDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(
      actor,
      id,
      version,
      { type: 'write', letter: letterOf(PLAIN_KINDS, body.kind, body.body) },
      reply,
    );
  }

  @Post('proposals')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'Proposes a letter for approval; under ITI 22 the head of the contact point approves.' })
  propose(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ProposedLetterDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    const command = {
      type: 'propose letter',
      letter: letterOf(PROPOSED_KINDS, body.kind, body.body),
      ...(body.trueGround === undefined ? {} : { trueGround: body.trueGround }),
    } as const;
    return this.acts.act(actor, id, version, command, reply);
  }

  @Post('acceptance')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'Takes an incoming request up for tracing; acknowledges it where that was not done.' })
  accept(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'accept request' }, reply);
  }

  @Post('record-choice')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'Confirms one candidate, or says why there is none.' })
  chooseRecord(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: RecordChoiceDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    const command = {
      type: 'choose record',
      outcome: body.outcome,
      ...(body.firearmId === undefined ? {} : { firearmId: body.firearmId }),
      ...(body.nextState === undefined ? {} : { nextState: body.nextState }),
    } as const;
    return this.acts.act(actor, id, version, command, reply);
  }

  @Post('answer')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({
    summary: 'Composes the answer from the chosen record, cut to level, policy and partner, and proposes it.',
  })
  compose(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: AnswerDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'compose answer', ...body }, reply);
  }

  @Post('approval')
  @HttpCode(200)
  @Permit('cases.approve')
  @ApiOperation({ summary: 'Approves exactly the content and the facts that were shown.' })
  approve(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ApprovalDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'approve', ...body }, reply);
  }

  @Delete('proposal')
  @Permit('cases.work')
  @ApiOperation({ summary: 'Returns what was proposed to its author, or takes it back.' })
  giveBack(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ReasonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'return proposal', reason: body.reason }, reply);
  }

  @Post('sending')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'Sends what was approved, if neither it nor the facts have changed.' })
  send(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'send' }, reply);
  }

  @Post('voids')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'Gives up a letter that has no receipt yet.' })
  giveUp(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: VoidDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'void letter', seq: body.seq, reason: body.reason }, reply);
  }
}
