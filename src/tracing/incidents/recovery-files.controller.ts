import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { csvBody } from '../../platform/csv-body.js';
import { unwrap } from '../../platform/problem.js';
import { RecoveryFileQuery } from './incident.dto.js';
import { RecoveryFilesService, type CheckedFile, type LoadedFile } from './recovery-files.service.js';

/** Many recoveries at once. */
@ApiTags('incidents')
@Controller('api/recovery-files')
export class RecoveryFilesController {
  constructor(private readonly files: RecoveryFilesService) {}

  @Post()
  @HttpCode(200)
  @Permit('cases.work')
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'Judges a file of recoveries row by row; loads the good rows where that is asked for.' })
  async take(
    @CurrentActor() actor: PersonActor,
    @Query() query: RecoveryFileQuery,
    @Req() request: FastifyRequest,
  ): Promise<CheckedFile | LoadedFile> {
    const body = unwrap(csvBody(request));
    if (query.mode === 'load') return unwrap(await this.files.load(actor, body));
    return unwrap(await this.files.check(actor, body));
  }

  @Get(':id')
  @Permit('cases.work', 'incident.list-read')
  @ApiOperation({ summary: 'One load: digest, counts, and the incidents that it opened.' })
  async find(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<LoadedFile> {
    return unwrap(await this.files.find(actor, id));
  }
}
