import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { DecideSubjectDto, RegisterSubjectDto, SearchSubjectDto } from './data-subject.dto.js';
import { DataSubjectsService, type SubjectSearch, type SubjectView } from './data-subjects.service.js';
import { SubjectDecisionsService } from './subject-decisions.service.js';

const OBJECT = { schema: { type: 'object' as const, additionalProperties: true } };

/** In person only: no token does any of it. */
@ApiTags('data subjects')
@Controller('api/data-subjects')
export class DataSubjectsController {
  constructor(
    private readonly subjects: DataSubjectsService,
    private readonly decisions: SubjectDecisionsService,
  ) {}

  @Get()
  @Permit('data-subjects.work')
  @ApiOperation({ summary: 'Requests, those that are open first, by their due date' })
  @ApiOkResponse(OBJECT)
  async list(@CurrentActor() actor: PersonActor): Promise<object> {
    return { items: unwrap(await this.subjects.list(actor)) };
  }

  @Post()
  @HttpCode(200)
  @Permit('data-subjects.work')
  @ApiOkResponse(OBJECT)
  async register(@CurrentActor() actor: PersonActor, @Body() body: RegisterSubjectDto): Promise<object> {
    return { id: unwrap(await this.subjects.register(actor, body)) };
  }

  @Get(':id')
  @Permit('data-subjects.work')
  @ApiOperation({ summary: 'What is held, what stands against erasing it, what was decided' })
  @ApiOkResponse(OBJECT)
  async find(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<SubjectView> {
    return unwrap(await this.subjects.get(actor, id));
  }

  @Post(':id/searches')
  @HttpCode(200)
  @Permit('data-subjects.work')
  @ApiOkResponse(OBJECT)
  async search(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SearchSubjectDto,
  ): Promise<SubjectSearch> {
    return unwrap(await this.subjects.search(actor, id, body.name));
  }

  @Post(':id/decisions')
  @HttpCode(204)
  @Permit('data-subjects.work')
  async decide(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DecideSubjectDto,
  ): Promise<void> {
    unwrap(await this.decisions.decide(actor, id, body));
  }

  @Post(':id/closing')
  @HttpCode(204)
  @Permit('data-subjects.work')
  async close(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    unwrap(await this.decisions.close(actor, id));
  }
}
