import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { unwrap } from '../../platform/problem.js';
import { AbsencesService } from './absences.service.js';
import { AbsenceDto, AbsenceList, AbsenceView } from './dto/absences.dto.js';

@ApiTags('people')
@Controller('api/absences')
export class AbsencesController {
  constructor(private readonly absences: AbsencesService) {}

  @Get()
  @Permit('cases.work')
  @ApiOperation({ summary: 'Your absences, and those in which you are the deputy.' })
  @ApiOkResponse({ type: AbsenceList })
  async list(@CurrentActor() actor: PersonActor): Promise<AbsenceList> {
    return { items: await this.absences.presentOf(actor) };
  }

  @Post()
  @Permit('cases.work')
  @Idempotent()
  @ApiOperation({ summary: 'Names a deputy for your cases while you are away. No role goes along.' })
  @ApiCreatedResponse({ type: AbsenceView })
  async name(@CurrentActor() actor: PersonActor, @Body() body: AbsenceDto): Promise<AbsenceView> {
    return unwrap(await this.absences.name(actor, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('cases.work')
  @ApiNoContentResponse()
  async end(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    unwrap(await this.absences.end(actor, id));
  }
}
