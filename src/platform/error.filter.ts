import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS, refuse, type ErrorCode, type Refusal } from '../domain/shared/refusal.js';
import { problemOf, RefusalError } from './problem.js';
import { type RefusalPages } from './refusal-pages.js';

/** What Fastify and its plugins refuse before a route is reached. */
const CODE_OF_FASTIFY: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'json-broken',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'json-broken',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unknown',
  FST_ERR_CTP_EMPTY_TYPE: 'media-type-unknown',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'field-invalid',
  FST_REQ_FILE_TOO_LARGE: 'body-too-large',
  FST_FILES_LIMIT: 'body-too-large',
  FST_FIELDS_LIMIT: 'body-too-large',
  FST_PARTS_LIMIT: 'body-too-large',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'media-type-unknown',
};

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'field-invalid',
  401: 'sign-in-needed',
  403: 'not-allowed',
  404: 'not-found',
  405: 'not-found',
  413: 'body-too-large',
  414: 'body-too-large',
  415: 'media-type-unknown',
  429: 'rate-limited',
  503: 'unavailable',
};

/** Where and by which rule a request fails that no controller has seen; the field is a JSON pointer, "" the whole body. */
const PLACE_OF: Partial<Record<ErrorCode, Pick<Refusal, 'field' | 'rule'>>> = {
  'json-broken': { field: '', rule: 'RFC 8259' },
  'body-too-large': { field: '', rule: 'http.maxBodyBytes' },
  'media-type-unknown': { field: '/content-type', rule: 'RFC 9110 8.3' },
  'field-invalid': { field: '/path', rule: 'the form of the address' },
};

/**
 * Every answer that is not a success leaves through here, as problem+json (RFC 9457) or, at the address of a page, as a page; what nobody
 * foresaw is a `defect` without its story.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  constructor(private readonly pages?: RefusalPages) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = refusalOf(error);
    if (refusal.code === 'defect')
      this.log.error(
        `${request.method} ${pathOf(request)} [${request.id}] met a defect`,
        error instanceof Error ? error.stack : undefined,
      );
    if (reply.sent) return;
    // The ledger names the refusal, whatever the answer shows.
    Object.assign(request, { refusalCode: refusal.code });
    const page = this.pages?.find(request);
    if (page === undefined) sendProblem(refusal, pathOf(request), reply);
    else void this.answerByPage(() => page.answer(refusal, request, reply), refusal, request, reply);
  }

  private async answerByPage(
    answer: () => Promise<void>,
    refusal: Refusal,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    try {
      await answer();
    } catch (error) {
      this.log.error(`the page of a refusal met a defect [${request.id}]`, error instanceof Error ? error.stack : '');
      if (!reply.sent) sendProblem(refusal, pathOf(request), reply);
    }
  }
}

/** A URL that Fastify's router cannot read reaches no filter. */
export function answerUnreadableUrl(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(
    refuse('field-invalid', { rule: 'RFC 3986', detail: 'The address cannot be read.' }),
    pathOf(request),
    reply,
  );
}

function sendProblem(refusal: Refusal, instance: string, reply: FastifyReply): void {
  const problem = problemOf(refusal, instance);
  if (ERRORS[refusal.code].retryable && !reply.hasHeader('retry-after')) void reply.header('retry-after', '1');
  void reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}

export function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusalError) return error.refusal;
  // Nest hides Fastify's own error behind one of its own.
  const origin = error instanceof HttpException && error.cause !== undefined ? error.cause : error;
  const code = codeOfFastify(origin);
  if (code !== undefined) return refuse(code, PLACE_OF[code]);
  if (origin instanceof SyntaxError && statusOfError(error) === 400)
    return refuse('json-broken', PLACE_OF['json-broken']);
  const known = CODE_OF_STATUS[statusOfError(error)] ?? 'defect';
  return refuse(known, PLACE_OF[known]);
}

function codeOfFastify(error: unknown): ErrorCode | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? CODE_OF_FASTIFY[code] : undefined;
}

function statusOfError(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}

/** Without the query: it may name a serial number. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '/';
}
