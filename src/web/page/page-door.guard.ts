import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { refuse } from '../../domain/shared/refusal.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { RefusalError } from '../../platform/problem.js';
import { FormTokens, TOKEN_FIELD } from './form-token.service.js';
import { PageCalls } from './page-calls.service.js';
import { type PageHttpRequest } from './page-call.js';
import { readUpload } from './upload.js';

/** After the door of every route: a form must be one of ours, opened in this session. */
@Injectable()
export class PageDoor implements CanActivate {
  constructor(
    private readonly calls: PageCalls,
    private readonly tokens: FormTokens,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<PageHttpRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (request.method === 'POST' && !(await this.tokens.isGood(request, await this.tokenOf(request, reply))))
      throw new RefusalError(refuse('form-token-missing', { rule: 'a form of this session' }));
    await this.calls.of(request, reply);
    return true;
  }

  /** In a form with a file the token stands before the file, so that a stranger's file is never read. */
  private async tokenOf(request: PageHttpRequest, reply: FastifyReply): Promise<unknown> {
    if (!request.isMultipart()) return (request.body as Readonly<Record<string, unknown>> | undefined)?.[TOKEN_FIELD];
    request.upload = await readUpload(request, reply, this.config['markings.importMaxBytes']);
    return request.upload.fields[TOKEN_FIELD]?.[0];
  }
}
