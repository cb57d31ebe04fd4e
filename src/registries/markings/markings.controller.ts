import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { csvBody } from '../../platform/csv-body.js';
import { IfMatch, setEtag } from '../../platform/etag.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { PageQuery, type Page } from '../../platform/page.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { columnNames } from './column-names.js';
import { RegisterFirearmDto } from './firearm.dto.js';
import {
  ImportsService,
  type ImportBatch,
  type ImportError,
  type ImportReport,
  type LoadProgress,
} from './imports.service.js';
import { MarkingsService, type CandidateList, type FirearmView } from './markings.service.js';
import { CorrectFirearmDto, ImportQuery, MarkingQueryDto, ReadReason } from './query.dto.js';
import { RecentRecordsService, type RecentRecord } from './recent-records.service.js';
import { RegistrationService } from './registration.service.js';

const anId = (): ParseUUIDPipe => new ParseUUIDPipe({ exceptionFactory: () => new RefusalError(refuse('not-found')) });

@ApiTags('firearms')
@Controller('api/firearms')
export class FirearmsController {
  constructor(
    private readonly markings: MarkingsService,
    private readonly registration: RegistrationService,
    private readonly recent: RecentRecordsService,
  ) {}

  @Post()
  @Idempotent()
  @Permit('firearms.register')
  @ApiOperation({ summary: 'Register a firearm with its components, marks, events and holders' })
  async register(
    @CurrentActor() actor: Actor,
    @Body() body: RegisterFirearmDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FirearmView> {
    const { source, sourceRecordId, ...given } = body;
    const view = unwrap(
      await this.registration.register(actor, given, {
        ...(source === undefined ? {} : { source }),
        ...(sourceRecordId === undefined ? {} : { sourceRecordId }),
      }),
    );
    setEtag(reply, view.version);
    return view;
  }

  @Get('recent')
  @Permit('firearms.register', 'markings.recent-listed')
  @ApiOperation({ summary: 'What the caller recorded, corrected or reported last: no numbers, no holders' })
  async recentRecords(@CurrentActor() actor: PersonActor): Promise<readonly RecentRecord[]> {
    return unwrap(await this.recent.list(actor));
  }

  @Get(':id')
  @Permit('firearms.read')
  @ApiOperation({ summary: 'One record, for a purpose and a case number; persons only for roles that may see them' })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', anId()) id: string,
    @Query() reason: ReadReason,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FirearmView> {
    const view = unwrap(await this.markings.get(actor, id, reason));
    setEtag(reply, view.version);
    return view;
  }

  @Post(':id/corrections')
  @Idempotent()
  @Permit('firearms.register')
  @ApiOperation({ summary: 'Correct a record with a reason; what it said before is kept' })
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id', anId()) id: string,
    @IfMatch() version: number,
    @Body() body: CorrectFirearmDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FirearmView> {
    const view = unwrap(await this.registration.correct(actor, id, version, body));
    setEtag(reply, view.version);
    return view;
  }
}

@ApiTags('firearms')
@Controller('api/firearms/imports')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  /** No Idempotency-Key: a file loaded twice changes nothing the second time. */
  @Post()
  @Permit('firearms.import')
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'Load marking records from CSV; each bad row is reported by line, field and rule' })
  async load(
    @CurrentActor() actor: Actor,
    @Query() query: ImportQuery,
    @Req() request: FastifyRequest,
  ): Promise<ImportReport> {
    const columns = unwrap(columnNames(query.columns));
    return unwrap(
      await this.imports.importCsv(actor, unwrap(csvBody(request)), {
        source: query.source,
        columns,
        mode: query.mode ?? 'load',
        whole: query.whole ?? false,
        form: {
          ...(query.delimiter === undefined ? {} : { delimiter: query.delimiter === 'tab' ? '\t' : query.delimiter }),
          ...(query.encoding === undefined ? {} : { encoding: query.encoding }),
        },
      }),
    );
  }

  @Get()
  @Permit('firearms.import', 'markings.imports-listed')
  @ApiOperation({ summary: 'The loads, the latest first' })
  async list(@CurrentActor() actor: Actor, @Query() page: PageQuery): Promise<Page<ImportBatch>> {
    return unwrap(await this.imports.list(actor, page));
  }

  @Get('under-way')
  @Permit('firearms.import', 'markings.imports-listed')
  @ApiOperation({ summary: 'Loads that are under way or were cut off' })
  async underWay(@CurrentActor() actor: Actor): Promise<readonly LoadProgress[]> {
    return unwrap(await this.imports.underWay(actor));
  }

  @Get(':id/progress')
  @Permit('firearms.import')
  @ApiOperation({ summary: 'How far a load has come' })
  async progress(@CurrentActor() actor: Actor, @Param('id', anId()) id: string): Promise<LoadProgress> {
    return unwrap(await this.imports.progress(actor, id));
  }

  /** No Idempotency-Key: a load that is over is answered as it ended. */
  @Post(':id/resume')
  @HttpCode(200)
  @Permit('firearms.import')
  @ApiOperation({ summary: 'Go on with a load whose process died' })
  async resume(@CurrentActor() actor: Actor, @Param('id', anId()) id: string): Promise<ImportReport> {
    return unwrap(await this.imports.resume(actor, id));
  }

  /** No Idempotency-Key: a load is undone once, and says so the second time. */
  @Post(':id/undo')
  @HttpCode(200)
  @Permit('firearms.import')
  @ApiOperation({ summary: 'Take every record of a load back, as long as none stands in a case or has changed' })
  async undo(@CurrentActor() actor: Actor, @Param('id', anId()) id: string): Promise<ImportBatch> {
    return unwrap(await this.imports.undo(actor, id));
  }

  @Get(':id')
  @Permit('firearms.import')
  @ApiOperation({ summary: 'One load: digests and counts' })
  async get(@CurrentActor() actor: Actor, @Param('id', anId()) id: string): Promise<ImportBatch> {
    return unwrap(await this.imports.get(actor, id));
  }

  @Get(':id/errors')
  @Permit('firearms.import')
  @ApiOperation({ summary: 'The rows that were not taken' })
  async errors(
    @CurrentActor() actor: Actor,
    @Param('id', anId()) id: string,
    @Query() page: PageQuery,
  ): Promise<Page<ImportError>> {
    return unwrap(await this.imports.errors(actor, id, page));
  }
}

@ApiTags('marking queries')
@Controller('api/marking-queries')
export class MarkingQueriesController {
  constructor(private readonly markings: MarkingsService) {}

  /** POST, because a serial number has no place in a URL; it creates nothing but its own entry in the ledger. */
  @Post()
  @HttpCode(200)
  @Permit('markings.query')
  @ApiOperation({ summary: 'Look a number up, exactly and by look-alikes, for a purpose and a case number' })
  async lookUp(@CurrentActor() actor: Actor, @Body() body: MarkingQueryDto): Promise<CandidateList> {
    return unwrap(await this.markings.lookUp(actor, body));
  }
}
