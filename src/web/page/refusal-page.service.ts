import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ERRORS, type ErrorCode, type Refusal } from '../../domain/shared/refusal.js';
import { statusOf } from '../../platform/problem.js';
import { RefusalPages, type RefusalPage } from '../../platform/refusal-pages.js';
import { Forms } from '../forms/forms.service.js';
import { isPagePath, localPath, paths } from '../paths.js';
import { type PageHttpRequest } from './page-call.js';
import { PageCalls } from './page-calls.service.js';
import { PageRenderer } from './page-renderer.service.js';

/** Refusals as a person reads them. What one may not see answers as what is not there; who is not signed in is led to the sign-in. */
@Injectable()
export class RefusalPageService implements RefusalPage, OnModuleInit {
  constructor(
    private readonly pages: RefusalPages,
    private readonly calls: PageCalls,
    private readonly renderer: PageRenderer,
    private readonly forms: Forms,
  ) {}

  onModuleInit(): void {
    this.pages.use(this);
  }

  takes(request: PageHttpRequest): boolean {
    return isPagePath(request.url);
  }

  async answer(refusal: Refusal, request: PageHttpRequest, reply: FastifyReply): Promise<void> {
    if (refusal.code === 'sign-in-needed') return this.leadToSignIn(request, reply);
    const call = await this.calls.of(request, reply);
    if (comesBack(refusal.code) && this.forms.standsOnAPage(request) && call.actor !== undefined) {
      await reply.send(await this.forms.back(call, refusal));
      return;
    }
    const shown = shownCode(refusal.code);
    if (ERRORS[shown].retryable && !reply.hasHeader('retry-after')) void reply.header('retry-after', '1');
    const page = this.renderer.render(call, 'errors/refusal', {
      title: call.words.t(`layout.refusal.${headingOf(shown)}`),
      text: call.words.refusal(shown),
      reference: shown === 'defect' ? request.id : undefined,
    } as RefusalView);
    await reply.status(statusOf(shown)).send(page);
  }

  /** What a form of an ended session brought is kept for its person, who finds it again after signing in. */
  private async leadToSignIn(request: PageHttpRequest, reply: FastifyReply): Promise<void> {
    const back = request.method === 'POST' ? await this.forms.keepForFormerOwner(request) : localPath(request.url);
    const next = back === undefined || back === '/' ? '' : `?next=${encodeURIComponent(back)}`;
    await reply
      .status(303)
      .header('location', `${paths.signIn.to()}${next}`)
      .header('cache-control', 'no-store')
      .send('');
  }
}

/** A form that was sent comes back with what was typed, whatever the law or the node had against it; a defect has its own page. */
function comesBack(code: ErrorCode): boolean {
  const { kind } = ERRORS[code];
  return kind !== 'missing' && kind !== 'forbidden' && kind !== 'unauthenticated' && kind !== 'defect';
}

interface RefusalView {
  readonly title: string;
  readonly text: string;
  readonly reference: string | undefined;
}

/** A forbidden page is a missing one: the same status, the same words. */
function shownCode(code: ErrorCode): ErrorCode {
  if (code === 'cross-site' || code === 'form-token-missing') return code;
  return ERRORS[code].kind === 'forbidden' || ERRORS[code].kind === 'missing' ? 'not-found' : code;
}

function headingOf(code: ErrorCode): string {
  const { kind } = ERRORS[code];
  if (kind === 'missing' || kind === 'limited' || kind === 'defect' || kind === 'unavailable') return kind;
  return kind === 'forbidden' ? 'form' : 'other';
}
