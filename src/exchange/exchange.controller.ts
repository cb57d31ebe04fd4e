import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MESSAGE_KINDS } from '../domain/messages/kinds.js';
import { refuse } from '../domain/shared/refusal.js';
import { Permit } from '../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../platform/config.js';
import { problemOf, RefusalError, statusOf, unwrap } from '../platform/problem.js';
import { KNOWN_VERSIONS } from './envelope-opener.js';
import { CapabilitiesDto } from './exchange.dto.js';
import { ExchangeRateLimit } from './rate-limit.js';
import { ReceiveService } from './receive.service.js';
import { RecoverAnswerService } from './recover-answer.service.js';
import { ResendService } from './resend.service.js';

/** The partner endpoint: open, because what comes in proves its sender itself. */
@ApiTags('exchange')
@Controller('exchange')
export class ExchangeController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly limit: ExchangeRateLimit,
    private readonly receiver: ReceiveService,
    private readonly resender: ResendService,
    private readonly recovery: RecoverAnswerService,
  ) {}

  @Get('capabilities')
  @Permit('open')
  @ApiOperation({ summary: 'Versions, kinds and sizes that this node takes.' })
  @ApiOkResponse({ type: CapabilitiesDto })
  capabilities(): CapabilitiesDto {
    return {
      state: this.config['node.state'],
      versions: [...KNOWN_VERSIONS],
      kinds: [...MESSAGE_KINDS],
      batchMax: this.config['directory.batchMax'],
      maxBytes: this.config['exchange.maxEnvelopeBytes'],
    };
  }

  @Post('envelopes')
  @HttpCode(200)
  @Permit('open')
  @ApiConsumes('application/jose')
  @ApiOperation({
    summary:
      'Takes a sealed envelope; answers with signed receipts. A lone letter that is refused is a problem document with the signed rejection in it.',
  })
  async envelopes(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { answers } = unwrap(
      await this.receiver.receive(this.textOf(body, request, this.config['exchange.maxEnvelopeBytes'])),
    );
    const [only] = answers;
    if (answers.length !== 1 || only?.refused === undefined) return { answers };
    void reply.status(statusOf(only.refused.code)).type('application/problem+json; charset=utf-8');
    return { ...problemOf(refuse(only.refused.code, only.refused), '/exchange/envelopes'), answers };
  }

  @Post('resend')
  @HttpCode(200)
  @Permit('open')
  @ApiConsumes('application/jose')
  @ApiOperation({
    summary:
      'A signed "send again from n": the letters behind a gap with the receipts they were given, sealed to the asker.',
  })
  async resend(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const jwe = unwrap(await this.resender.resend(this.textOf(body, request, ASK_MAX_BYTES)));
    void reply.type('application/jose');
    return jwe;
  }

  @Post('recover')
  @HttpCode(200)
  @Permit('open')
  @ApiConsumes('application/jose')
  @ApiOperation({ summary: 'A restored node asks, signed, for what was exchanged; the answer is sealed to it.' })
  async recover(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const jwe = unwrap(await this.recovery.answer(this.textOf(body, request, ASK_MAX_BYTES)));
    void reply.type('application/jose');
    return jwe;
  }

  /** The very bytes, as ASCII; anything else in them is no compact serialisation. */
  private textOf(body: unknown, request: FastifyRequest, maxBytes: number): string {
    unwrap(this.limit.take(request.ip));
    if (!Buffer.isBuffer(body)) throw new RefusalError(refuse('media-type-unknown', { rule: 'application/jose' }));
    if (body.length > maxBytes)
      throw new RefusalError(refuse('envelope-too-large', { rule: `at most ${String(maxBytes)} bytes` }));
    return body.toString('latin1');
  }
}

const ASK_MAX_BYTES = 4096;
