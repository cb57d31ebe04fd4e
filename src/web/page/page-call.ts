import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type ErrorCode } from '../../domain/shared/refusal.js';
import { type Words } from '../i18n/words.js';

/** One call of a page: who asks, in which language, and the answer that is being made. */
export interface PageCall {
  readonly request: PageHttpRequest;
  readonly reply: FastifyReply;
  /** Absent on the few pages that are open. */
  readonly actor: PersonActor | undefined;
  readonly personName: string | undefined;
  readonly words: Words;
}

/** A file that a form brought; its token was checked before its first byte was read. */
export interface PageUpload {
  readonly name: string;
  readonly stream: AsyncIterable<Buffer>;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

export type PageHttpRequest = FastifyRequest & {
  actor?: PersonActor;
  refusalCode?: ErrorCode;
  pageCall?: PageCall;
  upload?: PageUpload;
};

/** The call, put there by the page's door. */
export const OnPage = createParamDecorator((_: unknown, context: ExecutionContext): PageCall => {
  const { pageCall } = context.switchToHttp().getRequest<PageHttpRequest>();
  if (pageCall === undefined) throw new Error('OnPage on a controller without @Page()');
  return pageCall;
});
