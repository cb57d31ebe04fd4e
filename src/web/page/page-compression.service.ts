import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const packed = promisify(gzip);
/** Below this an answer fits into one packet of the network anyway. */
const LEAST_BYTES = 1400;
/** Most of the gain for a third of the time of the usual level. */
const LEVEL = 3;

/**
 * Pages go packed over a slow line. What a stranger's page makes a browser send comes without our cookie (SameSite=Strict), so nobody can put words beside
 * a secret and measure the length; the token of a form is sealed anew in every page all the same.
 */
@Injectable()
export class PageCompression implements OnModuleInit {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  onModuleInit(): void {
    const { httpAdapter } = this.adapterHost as { httpAdapter?: HttpAdapterHost['httpAdapter'] };
    if (httpAdapter?.getType() !== 'fastify') return;
    httpAdapter.getInstance<FastifyInstance>().addHook('onSend', async (request, reply, payload) => {
      if (typeof payload !== 'string' || !String(reply.getHeader('content-type')).startsWith('text/html'))
        return payload;
      void reply.header('vary', 'accept-encoding');
      if (payload.length < LEAST_BYTES || !takesGzip(request.headers['accept-encoding'])) return payload;
      void reply.header('content-encoding', 'gzip').removeHeader('content-length');
      return packed(payload, { level: LEVEL });
    });
  }
}

/** RFC 9110 12.5.3; one that names it with a weight of 0 does not take it. */
function takesGzip(accepted: string | readonly string[] | undefined): boolean {
  return /(?:^|[\s,])gzip\s*(?:$|[,;](?!\s*q=0(?:\.0*)?\s*(?:$|,)))/.test(String(accepted ?? ''));
}
