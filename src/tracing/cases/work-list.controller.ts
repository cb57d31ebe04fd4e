import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { AssignmentsService } from './assignments.service.js';
import { CaseSearchService } from './case-search.service.js';
import { CaseSearchDto } from './dto/search.dto.js';
import { CasePage } from './dto/view.dto.js';
import { HandOverDto, MoveReport } from './dto/keeping.dto.js';
import { WorkListPage, WorkListQuery } from './dto/work-list.dto.js';
import { WorkListService } from './work-list.service.js';

@ApiTags('cases')
@Controller('api')
export class WorkListController {
  constructor(
    private readonly workList: WorkListService,
    private readonly assignments: AssignmentsService,
    private readonly searches: CaseSearchService,
  ) {}

  @Get('work-list')
  @Permit('cases.work')
  @ApiOperation({ summary: 'What waits for you: overdue first, then what is due next, then what has no clock.' })
  @ApiOkResponse({ type: WorkListPage })
  async list(@CurrentActor() actor: PersonActor, @Query() query: WorkListQuery): Promise<WorkListPage> {
    return unwrap(await this.workList.read(actor, query));
  }

  @Post('hand-overs')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({
    summary: 'Hands the open cases of a person to a colleague, each by itself; answers what did not move.',
  })
  @ApiOkResponse({ type: MoveReport })
  async handOver(@CurrentActor() actor: PersonActor, @Body() body: HandOverDto): Promise<MoveReport> {
    return unwrap(await this.assignments.handOver(actor, body));
  }

  @Post('case-searches')
  @HttpCode(200)
  @Permit('cases.read')
  @ApiOperation({
    summary: 'Searches all cases by reference, number on the weapon, State, person, dates; newest first.',
  })
  @ApiOkResponse({ type: CasePage })
  async search(@CurrentActor() actor: PersonActor, @Body() body: CaseSearchDto): Promise<CasePage> {
    return unwrap(await this.searches.search(actor, body));
  }
}
