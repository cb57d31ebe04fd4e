import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { type Page } from '../../platform/page.js';
import { unwrap } from '../../platform/problem.js';
import {
  CheckpointDto,
  ConsistencyProofDto,
  InclusionProofDto,
  LedgerEntryDto,
  LedgerPageDto,
  LedgerStateDto,
  PersonalValueDto,
  SampleDto,
} from './dto/ledger-answers.dto.js';
import { ConsistencyQuery, LedgerEntriesQuery, ProofQuery, SampleQuery } from './dto/ledger.dto.js';
import { LedgerProofService } from './ledger-proof.service.js';
import { LedgerReadingService } from './ledger-reading.service.js';

@ApiTags('ledger')
@ApiExtraModels(PersonalValueDto)
@Controller('api/ledger')
export class LedgerController {
  constructor(
    private readonly reading: LedgerReadingService,
    private readonly proofs: LedgerProofService,
  ) {}

  @Get('entries')
  @Permit('ledger.read')
  @ApiOperation({
    summary: 'Entries in the order of their writing; personal values are masked unless a reason is given',
  })
  @ApiOkResponse({ type: LedgerPageDto })
  async list(@CurrentActor() actor: PersonActor, @Query() query: LedgerEntriesQuery): Promise<Page<LedgerEntryDto>> {
    return unwrap(await this.reading.listEntries(actor, query));
  }

  @Get('entries/:id')
  @Permit('ledger.read')
  @ApiOperation({ summary: 'One entry; its personal values are masked' })
  @ApiOkResponse({ type: LedgerEntryDto })
  async find(@CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<LedgerEntryDto> {
    return unwrap(await this.reading.getEntry(actor, id));
  }

  @Get('state')
  @Permit('ledger.read')
  @ApiOperation({ summary: 'How long the ledger is, how far it is signed, and which partners hold a checkpoint of it' })
  @ApiOkResponse({ type: LedgerStateDto })
  async state(): Promise<LedgerStateDto> {
    return this.proofs.state();
  }

  @Get('checkpoints/latest')
  @Permit('ledger.read')
  @ApiOperation({
    summary: 'The newest signed checkpoint: keep it, it is what later finds a cut tail or a rewritten history',
  })
  @ApiOkResponse({ type: CheckpointDto })
  async latest(): Promise<CheckpointDto> {
    return unwrap(await this.proofs.findLatest());
  }

  @Get('proof')
  @Permit('ledger.read')
  @ApiOperation({ summary: 'One entry with the proof that it stands in the signed tree' })
  @ApiOkResponse({ type: InclusionProofDto })
  async prove(@CurrentActor() actor: PersonActor, @Query() query: ProofQuery): Promise<InclusionProofDto> {
    return unwrap(await this.proofs.proveEntry(actor, query.entry));
  }

  @Get('consistency')
  @Permit('ledger.read')
  @ApiOperation({ summary: 'Proof that a log grew out of an older checkpoint of it' })
  @ApiOkResponse({ type: ConsistencyProofDto })
  async proveGrowth(@Query() query: ConsistencyQuery): Promise<ConsistencyProofDto> {
    return unwrap(await this.proofs.proveGrowth(query.epoch, query.from));
  }

  @Get('sample')
  @Permit('ledger.sample')
  @ApiOperation({ summary: 'Entries drawn by a seed; every approval of own work is in it whatever the seed' })
  @ApiOkResponse({ type: SampleDto })
  async sample(@CurrentActor() actor: PersonActor, @Query() query: SampleQuery): Promise<SampleDto> {
    return this.reading.drawSample(actor, query.seed, query.size);
  }
}
