import { Controller, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { csvBody } from '../../../platform/csv-body.js';
import { unwrap } from '../../../platform/problem.js';
import { BatchQuery } from '../query.dto.js';
import { API_WORDS, BatchService, writtenLines } from './batch.service.js';

const NDJSON = 'application/x-ndjson';

@ApiTags('marking queries')
@Controller('api/marking-queries/batch')
export class BatchController {
  constructor(private readonly batch: BatchService) {}

  /** No Idempotency-Key: each asking is a look-up of its own. */
  @Post()
  @HttpCode(200)
  @Permit('markings.query')
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @ApiProduces('text/csv', NDJSON)
  @ApiOperation({
    summary: 'Look up the marks of a CSV file; each row is answered as it is found, in the form that Accept names',
  })
  async lookUp(
    @CurrentActor() actor: PersonActor,
    @Query() query: BatchQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const format = request.headers.accept?.includes(NDJSON) === true ? 'ndjson' : 'csv';
    const answers = unwrap(await this.batch.lookUp(actor, query, unwrap(csvBody(request))));
    reply.raw.once('close', () => void answers.return(undefined));
    await reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : `${NDJSON}; charset=utf-8`)
      .header('cache-control', 'no-store')
      .send(Readable.from(writtenLines(answers, format, API_WORDS)));
  }
}
