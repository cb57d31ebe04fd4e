import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch, setEtag } from '../../platform/etag.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { PAGE_LIMIT, PageQuery, pageOf } from '../../platform/page.js';
import { unwrap } from '../../platform/problem.js';
import { DeparturesService } from './departures.service.js';
import { RoleGrantDto, RoleGrantList, RoleGrantView } from './dto/grants.dto.js';
import {
  InvitedView,
  LinkDto,
  LinkView,
  NewPersonDto,
  PersonChangeDto,
  PersonPage,
  PersonView,
} from './dto/people.dto.js';
import { afterId } from './id-cursor.js';
import { PeopleService } from './people.service.js';
import { RoleGrantsService, type WantedGrant } from './role-grants.service.js';

@ApiTags('people')
@Controller('api/people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly departures: DeparturesService,
    private readonly grants: RoleGrantsService,
  ) {}

  @Get()
  @Permit('people.read', 'identity.people-read')
  @ApiOperation({ summary: 'People, also those who have left.' })
  @ApiOkResponse({ type: PersonPage })
  async list(@Query() query: PageQuery): Promise<PersonPage> {
    const limit = query.limit ?? PAGE_LIMIT;
    return pageOf(await this.people.list(unwrap(afterId(query.after)), limit + 1), limit, (person) => [person.id]);
  }

  @Post()
  @Permit('people.manage')
  @Idempotent()
  @ApiOperation({ summary: 'Adds a person, who has no role yet, and makes their invitation.' })
  @ApiCreatedResponse({ type: InvitedView })
  async invite(@CurrentActor() actor: PersonActor, @Body() body: NewPersonDto): Promise<InvitedView> {
    const { person, link } = unwrap(await this.people.invite(actor, body));
    return { person, link: { url: link.url, expiresAt: link.expiresAt } };
  }

  @Get(':id')
  @Permit('people.read', 'identity.person-read')
  @ApiOkResponse({ type: PersonView })
  async find(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonView> {
    const person = unwrap(await this.people.find(id));
    setEtag(reply, person.version);
    return person;
  }

  @Patch(':id')
  @Permit('people.manage')
  @ApiOperation({
    summary: 'Renames a person or moves them to another agency. Roles stay with the agency they were given for.',
  })
  @ApiOkResponse({ type: PersonView })
  async change(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: PersonChangeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonView> {
    const person = unwrap(await this.people.change(actor, id, version, body));
    setEtag(reply, person.version);
    return person;
  }

  @Post(':id/links')
  @Permit('people.manage')
  @Idempotent()
  @ApiOperation({ summary: 'Makes a new invitation or a password reset; earlier links of that person are void.' })
  @ApiCreatedResponse({ type: LinkView })
  async issueLink(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: LinkDto,
  ): Promise<LinkView> {
    const { url, expiresAt } = unwrap(await this.people.issueLink(actor, id, body.purpose));
    return { url, expiresAt };
  }

  @Post(':id/departure')
  @HttpCode(204)
  @Permit('people.manage')
  @ApiOperation({ summary: 'A person leaves: roles, sessions, tokens, links and password end at once.' })
  @ApiNoContentResponse()
  async leave(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    unwrap(await this.departures.leave(actor, id));
  }

  @Get(':id/roles')
  @Permit('people.read', 'identity.roles-read')
  @ApiOkResponse({ type: RoleGrantList })
  async roles(@Param('id', ParseUUIDPipe) id: string): Promise<RoleGrantList> {
    unwrap(await this.people.find(id));
    return { items: await this.grants.ofPerson(id) };
  }

  @Post(':id/roles')
  @Permit('roles.grant')
  @Idempotent()
  @ApiOperation({ summary: 'Proposes a role; it is in force when a second person has confirmed it.' })
  @ApiCreatedResponse({ type: RoleGrantView })
  async propose(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) personId: string,
    @Body() body: RoleGrantDto,
  ): Promise<RoleGrantView> {
    return unwrap(await this.grants.propose(actor, wantedOf(personId, body)));
  }
}

function wantedOf(personId: string, { role, agencyId, validFrom, validTo, deputyFor }: RoleGrantDto): WantedGrant {
  return {
    personId,
    role,
    agencyId,
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    ...(deputyFor === undefined ? {} : { deputyFor }),
  };
}
