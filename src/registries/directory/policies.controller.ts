import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch, setEtag } from '../../platform/etag.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { pageOf, PAGE_LIMIT, PageQuery, type Page } from '../../platform/page.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { ClockPolicyService, type PolicyDraft } from './clock-policy.service.js';
import { afterName } from './directory-cursor.js';
import { NewPolicyDto, POLICY_ID, PolicyDto } from './dto/policies.dto.js';
import { type RecordedPolicy } from './policy.repository.js';

@ApiTags('directory')
@Controller('api/directory/policies')
export class PoliciesController {
  constructor(private readonly policies: ClockPolicyService) {}

  @Get()
  @Permit('directory.read')
  @ApiOperation({ summary: 'Clock policies in force, with their sources and whether these were verified' })
  async list(@Query() query: PageQuery): Promise<Page<RecordedPolicy>> {
    const limit = query.limit ?? PAGE_LIMIT;
    const after = unwrap(afterName(query.after, POLICY_ID));
    return pageOf(await this.policies.list(after, limit + 1), limit, ({ policy }) => [policy.id]);
  }

  @Get(':id')
  @Permit('directory.read')
  @ApiOperation({ summary: 'A clock policy in force' })
  async find(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<RecordedPolicy> {
    const found = unwrap(await this.policies.find(knownId(id)));
    setEtag(reply, found.policy.version);
    return found;
  }

  @Post()
  @Idempotent()
  @Permit('policies.edit')
  @ApiOperation({ summary: 'Enter a policy: our own, an instrument, an agreement or a known practice' })
  async add(
    @CurrentActor() actor: PersonActor,
    @Body() body: NewPolicyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedPolicy> {
    const added = unwrap(await this.policies.setPolicy(actor, draftOf(body.id, body), 0));
    setEtag(reply, added.policy.version);
    return added;
  }

  @Put(':id')
  @Permit('policies.edit')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that you read.' })
  @ApiOperation({ summary: 'A new version of a policy; clocks that run keep the version they were started with' })
  async set(
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @IfMatch() version: number,
    @Body() body: PolicyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedPolicy> {
    // Version 0 means "enter it", which is the other route's act.
    if (version === 0) throw new RefusalError(refuse('version-stale', { rule: 'a version that was read' }));
    const changed = unwrap(await this.policies.setPolicy(actor, draftOf(knownId(id), body), version));
    setEtag(reply, changed.policy.version);
    return changed;
  }
}

function knownId(id: string): string {
  if (!POLICY_ID.test(id)) throw new RefusalError(refuse('not-found'));
  return id;
}

function draftOf(id: string, body: PolicyDto): PolicyDraft {
  const { scope, states, adopted, title, source, article, verified, urgency, startsAt } = body;
  const terms = Object.fromEntries(body.terms.map(({ clock, amount, unit }) => [clock, { amount, unit }]));
  return {
    scope,
    states,
    adopted,
    policy: { id, title, source, ...(article === undefined ? {} : { article }), verified, urgency, startsAt, terms },
  };
}
