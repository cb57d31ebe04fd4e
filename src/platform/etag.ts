import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse, succeed, type Result } from '../domain/shared/refusal.js';
import { unwrap } from './problem.js';

/** The version that the caller read, from `If-Match: "7"`; a route without the header answers 428. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number =>
  unwrap(ifMatch(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'])),
);

/** One strong entity tag with our version number. `*` is refused: it would overwrite what nobody read (RFC 9110 13.1.1). */
export function ifMatch(header: string | undefined): Result<number> {
  if (header === undefined || header === '')
    return refuse('if-match-missing', { field: '/if-match', rule: 'RFC 6585 3' });
  const found = /^"(\d{1,15})"$/.exec(header.trim());
  return found === null
    ? refuse('field-invalid', {
        field: '/if-match',
        rule: 'RFC 9110 13.1.1',
        detail: 'If-Match must be one strong entity tag that this node gave out.',
      })
    : succeed(Number(found[1]));
}

/** Refuses a change of anything but the version that was read. */
export function sameVersion(read: number, current: number): Result<number> {
  return read === current ? succeed(current) : refuse('version-stale', { field: '/if-match', rule: 'RFC 9110 13.1.1' });
}

export function etagOf(version: number): string {
  return `"${String(version)}"`;
}

export function setEtag(reply: FastifyReply, version: number): void {
  void reply.header('etag', etagOf(version));
}
