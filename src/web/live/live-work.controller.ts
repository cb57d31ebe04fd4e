import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { type PageHttpRequest } from '../page/page-call.js';
import { PageCalls } from '../page/page-calls.service.js';
import { paths } from '../paths.js';
import { LiveWork } from './live-work.service.js';

const EVENT_STREAM = 'text/event-stream';

/** Server-sent events (WHATWG HTML 9.2): how many cases have changed, never which. Shown to a page, so the text is in its language. */
@Controller()
@ApiExcludeController()
export class LiveWorkController {
  constructor(
    private readonly live: LiveWork,
    private readonly calls: PageCalls,
  ) {}

  @Get(paths.liveWork.route)
  @Permit('cases.work')
  async open(
    @CurrentActor() actor: PersonActor,
    @Req() request: PageHttpRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (request.headers.accept?.includes(EVENT_STREAM) !== true)
      throw new RefusalError(refuse('field-invalid', { field: '/accept', rule: EVENT_STREAM }));
    const { words } = await this.calls.of(request, reply);
    const { authorization, cookie } = request.headers;
    const { raw } = reply;
    // What comes before the headers are out waits for them.
    const early: string[] = [];
    const write = (text: string): void => {
      if (raw.headersSent) raw.write(text);
      else early.push(text);
    };
    const close = unwrap(
      await this.live.open(
        actor,
        { authorization, cookie },
        {
          changed: (count) => {
            write(eventOf('changed', { count, text: words.t('workList.live.changes', { count }) }));
          },
          beat: () => {
            write(': beat\n\n');
          },
          end: () => {
            write(eventOf('ended', {}));
            raw.end();
          },
        },
      ),
    );
    request.raw.on('close', close);
    reply.hijack();
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': `${EVENT_STREAM}; charset=utf-8`,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    for (const text of ['retry: 10000\n\n', ...early]) raw.write(text);
  }
}

function eventOf(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
