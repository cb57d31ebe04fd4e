import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { type Actor } from '../../domain/shared/actor.js';
import { digestOf, sha256Base64url } from '../../domain/shared/canonical.js';
import { refuse } from '../../domain/shared/refusal.js';
import { RefusalError, unwrap } from '../problem.js';
import { IdempotencyStore, type KeyedCall, type StoredAnswer } from './idempotency.store.js';

type Request = FastifyRequest & { readonly actor?: Actor };

/** Headers that belong to the answer of a creating call. */
const KEPT_HEADERS = ['etag', 'location'] as const;

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly store: IdempotencyStore) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.once(callOf(request), reply, next));
  }

  private async once(call: KeyedCall, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const claim = unwrap(await this.store.claim(call));
    if (claim.answer !== undefined) return replay(claim.answer, reply);
    try {
      const body = await lastValueFrom<unknown, undefined>(next.handle(), { defaultValue: undefined });
      await this.store.keep(call, claim.lease, answerOf(body, reply));
      return body;
    } catch (error) {
      // Nothing was created: the same key may be tried again once the reason is gone.
      await this.store.release(call, claim.lease);
      throw error;
    }
  }
}

function callOf(request: Request): KeyedCall {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '')
    throw new RefusalError(refuse('idempotency-key-missing', { field: '/idempotency-key', rule: 'RFC 6585 3' }));
  if (typeof key !== 'string' || !/^[A-Za-z0-9._~-]{8,128}$/.test(key)) {
    throw new RefusalError(
      refuse('field-invalid', { field: '/idempotency-key', rule: '8 to 128 characters of A-Z a-z 0-9 . _ ~ -' }),
    );
  }
  const actor = request.actor === undefined ? 'nobody' : `${request.actor.kind}:${request.actor.id}`;
  const route = `${request.method} ${request.url}`;
  return {
    actor,
    key,
    route: request.routeOptions.url ?? '',
    digest: sha256Base64url(`${route}\n${bodyDigest(request.body)}`),
  };
}

function bodyDigest(body: unknown): string {
  return body instanceof Uint8Array ? sha256Base64url(body) : digestOf(body ?? null);
}

function answerOf(body: unknown, reply: FastifyReply): StoredAnswer {
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = reply.getHeader(name);
    if (typeof value === 'string') headers[name] = value;
  }
  return { status: reply.statusCode, headers, body: body ?? null };
}

function replay(answer: StoredAnswer, reply: FastifyReply): unknown {
  void reply.status(answer.status).headers(answer.headers).header('idempotency-replayed', 'true');
  return answer.body;
}
