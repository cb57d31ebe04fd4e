import { type HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { type Readable } from 'node:stream';
import { refuse, succeed, type Result } from '../domain/shared/refusal.js';

/**
 * Lets routes take `text/csv` as a stream, in the place of the platform's parser of small bodies: nothing of it is read before the guard has
 * passed the call, and the route's own limit counts. Call it in `onModuleInit`.
 */
export function takeCsvBodies(host: HttpAdapterHost): void {
  // A command-line context has no HTTP adapter.
  const adapter = host.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
  if (adapter?.getType() !== 'fastify') return;
  const server = adapter.getInstance<FastifyInstance>();
  if (server.hasContentTypeParser('text/csv')) server.removeContentTypeParser('text/csv');
  server.addContentTypeParser('text/csv', (_request, payload, done) => {
    done(null, payload);
  });
}

/** The body of a call that sent `text/csv`. */
export function csvBody(request: FastifyRequest): Result<Readable> {
  const body = request.body as Readable | undefined;
  return typeof body?.pipe === 'function' ? succeed(body) : refuse('media-type-unknown', { rule: 'text/csv' });
}

/** Counts and hashes a stream on its way; throws `TooManyBytes` over the limit, before the rest is read. */
export class MeasuredBytes {
  private readonly hash = createHash('sha256');
  private count = 0;

  constructor(private readonly maxBytes: number) {}

  get bytes(): number {
    return this.count;
  }

  async *through(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
    for await (const part of stream) {
      const chunk = Buffer.from(part);
      this.count += chunk.length;
      if (this.count > this.maxBytes) throw new TooManyBytes();
      this.hash.update(chunk);
      yield chunk;
    }
  }

  /** base64url(SHA-256) of all that went through. Once. */
  digest(): string {
    return this.hash.digest('base64url');
  }
}

export class TooManyBytes extends Error {}
