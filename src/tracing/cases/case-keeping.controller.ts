import { Body, Controller, Delete, HttpCode, Param, ParseIntPipe, ParseUUIDPipe, Post, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type OwnCommand } from '../../domain/tracing/command.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch } from '../../platform/etag.js';
import { ActView, CaseActs } from './case-acts.service.js';
import { AddresseeDto, ReasonDto } from './dto/command.dto.js';
import {
  AssigneeDto,
  ClosingDto,
  ConsultationDto,
  ConsultationEndDto,
  ContactDto,
  DisposalDto,
  FlagDto,
  HoldDto,
} from './dto/keeping.dto.js';

/** What stays in the house: custody, holds, consultations, the chain, closing. */
@ApiTags('cases')
@ApiHeader({ name: 'If-Match', required: true, description: 'The version that you read.' })
@ApiOkResponse({ type: ActView })
@Controller('api/cases/:id')
export class CaseKeepingController {
  constructor(private readonly acts: CaseActs) {}

  @Put('assignee')
  @Permit('cases.work')
  @ApiOperation({
    summary:
      'Takes a case that nobody has, hands over what is your own, or, as a supervisor, moves any case of the agency.',
  })
  assign(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: AssigneeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'assign', ...body }, reply);
  }

  @Post('consultations')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'Asks within the State: a prosecutor, a ministry, a record holder. Its clock runs.' })
  consult(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ConsultationDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(
      actor,
      id,
      version,
      { type: 'open consultation', kind: body.kind, withWhom: body.withWhom },
      reply,
    );
  }

  @Post('consultations/:ordinal/end')
  @HttpCode(200)
  @Permit('cases.work')
  endConsultation(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('ordinal', ParseIntPipe) ordinal: number,
    @IfMatch() version: number,
    @Body() body: ConsultationEndDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'end consultation', ordinal, result: body.result }, reply);
  }

  @Post('custody/storage')
  @HttpCode(200)
  @Permit('custody.work')
  @ApiOperation({ summary: 'Secure storage confirmed (ITI 9).' })
  confirmStorage(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'confirm storage' }, reply);
  }

  @Post('custody/disposal')
  @HttpCode(200)
  @Permit('custody.work')
  @ApiOperation({
    summary: 'Marked and recorded, or destroyed; destruction is refused while anything holds the weapon (ITI 9).',
  })
  dispose(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: DisposalDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'record disposal', kind: body.kind }, reply);
  }

  @Post('holds')
  @HttpCode(200)
  @Permit('cases.work')
  placeHold(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: HoldDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'place hold', kind: body.kind, reason: body.reason }, reply);
  }

  @Delete('holds/:holdId')
  @Permit('cases.work')
  liftHold(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('holdId', ParseUUIDPipe) holdId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'lift hold', id: holdId }, reply);
  }

  @Post('contacts')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'Records an act by another channel: telephone, I-24/7, letter.' })
  contact(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ContactDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'record contact', contact: { ...body } }, reply);
  }

  @Post('flag-settlements')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'A correction was acted on, persons were erased, a difference was looked at.' })
  settle(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: FlagDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'settle flag', code: body.code }, reply);
  }

  @Post('next-requests')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'The next request of the chain, pre-filled; what was told waits for consent.' })
  openNext(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: AddresseeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'open next request', state: body.state }, reply);
  }

  @Post('closing')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'Closes with outcome and point of diversion.' })
  close(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ClosingDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    const { diversion, ...rest } = body;
    const command: Extract<OwnCommand, { type: 'close' }> = {
      type: 'close',
      ...rest,
      ...(diversion === undefined ? {} : { diversion: { ...diversion } }),
    };
    return this.acts.act(actor, id, version, command, reply);
  }

  @Delete('closing')
  @Permit('cases.work')
  @ApiOperation({ summary: 'Reopens, with a reason.' })
  reopen(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ReasonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'reopen', reason: body.reason }, reply);
  }

  @Post('purge')
  @HttpCode(200)
  @Permit('cases.purge')
  @ApiOperation({ summary: 'Destroys the key of the case: content goes, hashes and the ledger remain.' })
  purge(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'purge' }, reply);
  }
}
