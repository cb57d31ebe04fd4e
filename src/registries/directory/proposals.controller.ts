import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { decodeIdCursor, pageOf, PAGE_LIMIT, type Page } from '../../platform/page.js';
import { unwrap } from '../../platform/problem.js';
import { EntryFileDto, PinConfirmationDto, ProposalsQuery, ReasonDto } from './dto/entries.dto.js';
import { PinService } from './pin.service.js';
import { type Proposal } from './proposal.repository.js';

@ApiTags('directory')
@Controller('api/directory/proposals')
export class ProposalsController {
  constructor(private readonly pins: PinService) {}

  @Post()
  @Idempotent()
  @Permit('directory.pin')
  @ApiOperation({ summary: 'Propose a State with its keys; a second person confirms' })
  async propose(@CurrentActor() actor: PersonActor, @Body() body: EntryFileDto): Promise<Proposal> {
    return unwrap(await this.pins.proposePin(actor, body.entry));
  }

  @Get()
  @Permit('directory.read')
  @ApiOperation({ summary: 'Proposals, newest first' })
  async list(@Query() query: ProposalsQuery): Promise<Page<Proposal>> {
    const limit = query.limit ?? PAGE_LIMIT;
    const filter = {
      ...(query.state === undefined ? {} : { state: query.state }),
      ...beforeOf(query.after),
      limit: limit + 1,
    };
    return pageOf(await this.pins.list(filter), limit, (proposal) => [proposal.id]);
  }

  @Get(':id')
  @Permit('directory.read')
  @ApiOperation({ summary: 'A proposal; the fingerprint of its keys is not shown' })
  async find(@Param('id') id: string): Promise<Proposal> {
    return unwrap(await this.pins.find(id));
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @Permit('directory.confirm')
  @ApiOperation({ summary: 'Pin the State: the digits that it read out by telephone, typed by a second person' })
  async confirm(
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Body() body: PinConfirmationDto,
  ): Promise<Proposal> {
    return unwrap(await this.pins.confirmPin(actor, id, body.fingerprint, body.ownApprovalReason));
  }

  @Post(':id/rejection')
  @HttpCode(200)
  @Permit('directory.pin')
  @ApiOperation({ summary: 'Reject a proposal, or take it back' })
  async reject(
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Body() body: ReasonDto,
  ): Promise<Proposal> {
    return unwrap(await this.pins.rejectPin(actor, id, body.reason));
  }
}

function beforeOf(after: string | undefined): { before?: string } {
  if (after === undefined) return {};
  return { before: unwrap(decodeIdCursor(after)) };
}
