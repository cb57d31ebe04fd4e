import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch } from '../../platform/etag.js';
import { ActView, CaseActs, draftOf } from './case-acts.service.js';
import { AddresseeDto, DraftDto, NationalCheckDto } from './dto/command.dto.js';

/** A request while it is written. */
@ApiTags('cases')
@ApiHeader({ name: 'If-Match', required: true, description: 'The version that you read.' })
@ApiOkResponse({ type: ActView })
@Controller('api/cases/:id')
export class CaseDraftsController {
  constructor(private readonly acts: CaseActs) {}

  @Patch('draft')
  @Permit('cases.work')
  @ApiOperation({ summary: 'Changes parts of the request; what was proposed is taken back by it.' })
  edit(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: DraftDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    const command = {
      type: 'edit draft',
      body: draftOf(body.body, '/body'),
      ...(body.parallelReason === undefined ? {} : { parallelReason: body.parallelReason }),
    } as const;
    return this.acts.act(actor, id, version, command, reply);
  }

  @Put('addressee')
  @Permit('cases.work')
  @ApiOperation({ summary: 'The State to ask.' })
  choose(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: AddresseeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'choose addressee', partner: body.state }, reply);
  }

  @Post('national-checks')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'What a record holder at home answered, and when.' })
  check(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: NationalCheckDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    const check = { holder: body.holder, result: body.result, ...(body.on === undefined ? {} : { on: body.on }) };
    return this.acts.act(actor, id, version, { type: 'record national check', check }, reply);
  }

  @Delete('told/:thread')
  @Permit('cases.work')
  @ApiOperation({ summary: 'Leaves out what an earlier State told, so that its consent is not needed.' })
  drop(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('thread', ParseUUIDPipe) thread: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'drop told', thread }, reply);
  }

  @Post('request')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({
    summary: 'Asks a second person to approve the exact request; answers every blocker at once where there are any.',
  })
  propose(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActView> {
    return this.acts.act(actor, id, version, { type: 'propose request' }, reply);
  }
}
