import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Weapon } from '../../domain/messages/index.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { decodeIdCursor, PAGE_LIMIT, PageQuery, pageOf } from '../../platform/page.js';
import { unwrap } from '../../platform/problem.js';
import { draftOf } from '../cases/case-acts.service.js';
import { type IncidentContent, type RecoveredWeapon } from './incident.js';
import {
  IncidentContentView,
  IncidentPage,
  IncidentView,
  NewIncidentDto,
  type RecoveredWeaponDto,
} from './incident.dto.js';
import { IncidentsService } from './incidents.service.js';

/** Recoveries: one incident, n weapons, each its own case. */
@ApiTags('incidents')
@Controller('api/incidents')
export class IncidentsController {
  constructor(private readonly incidents: IncidentsService) {}

  @Post()
  @Permit('recoveries.hand-in')
  @Idempotent()
  @ApiOperation({ summary: 'Hands a recovery in; for the contact point it opens a draft for each weapon at once.' })
  @ApiCreatedResponse({ type: IncidentView })
  async handIn(@CurrentActor() actor: PersonActor, @Body() body: NewIncidentDto): Promise<IncidentView> {
    return unwrap(await this.incidents.handIn(actor, contentOf(body), body.sealedFor));
  }

  @Get()
  @Permit('incidents.work', 'incident.list-read')
  @ApiOkResponse({ type: IncidentPage })
  async list(@CurrentActor() actor: PersonActor, @Query() query: PageQuery): Promise<IncidentPage> {
    const limit = query.limit ?? PAGE_LIMIT;
    const after = query.after === undefined ? undefined : unwrap(decodeIdCursor(query.after));
    return pageOf(await this.incidents.list(actor, after, limit + 1), limit, (one) => [one.id]);
  }

  @Get(':id')
  @Permit('incidents.work')
  @ApiOperation({ summary: 'One incident: what holds for all of its weapons, and the weapons.' })
  @ApiOkResponse({ type: IncidentContentView })
  async read(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<IncidentContentView> {
    const { reference, openedAt, content } = unwrap(await this.incidents.read(actor, id));
    return { id, reference, openedAt, ...content };
  }

  @Post(':id/cases')
  @HttpCode(200)
  @Permit('cases.work')
  @ApiOperation({ summary: 'Takes a recovery over: a draft for each weapon that has none yet.' })
  @ApiOkResponse({ type: IncidentView })
  async takeOver(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<IncidentView> {
    return unwrap(await this.incidents.takeOver(actor, id));
  }
}

function contentOf(body: NewIncidentDto): IncidentContent {
  return {
    exercise: body.exercise ?? false,
    common: draftOf(body.common, '/common'),
    weapons: body.weapons.map(weaponOf),
  };
}

function weaponOf(dto: RecoveredWeaponDto, index: number): RecoveredWeapon {
  const at = `/weapons/${String(index)}`;
  const { weapon } = draftOf({ weapon: dto.weapon }, at);
  return {
    weapon: weapon as Weapon,
    ...(dto.body === undefined ? {} : { body: draftOf(dto.body, `${at}/body`) }),
    ...(dto.nationalCheck === undefined ? {} : { nationalCheck: dto.nationalCheck.map((check) => ({ ...check })) }),
    ...(dto.inCustodySince === undefined ? {} : { inCustodySince: dto.inCustodySince }),
  };
}
