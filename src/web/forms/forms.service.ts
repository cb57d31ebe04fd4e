import { Injectable } from '@nestjs/common';
import { type Refusal } from '../../domain/shared/refusal.js';
import { AuthenticationService } from '../../registries/identity/authentication.service.js';
import { FormTokens, TOKEN_FIELD } from '../page/form-token.service.js';
import { type PageCall, type PageHttpRequest } from '../page/page-call.js';
import { localPath } from '../paths.js';
import { FormDrafts } from './form-drafts.service.js';
import { errorsOf, FormState, inputOf, type FormInput } from './form-state.js';

/** The field in which a form says on which page it stands. */
const PLACE_FIELD = '_at';
const DRAFT_PARAMETER = 'draft';

interface Returned {
  readonly input: FormInput;
  readonly refusal?: Refusal;
}

/** Post, redirect, get: a refused form comes back to its page with everything that was typed and every reason. */
@Injectable()
export class Forms {
  constructor(
    private readonly drafts: FormDrafts,
    private readonly authentication: AuthenticationService,
    private readonly tokens: FormTokens,
  ) {}

  /** For the GET of a page with a form: what came back, or an empty form. */
  async at(call: PageCall): Promise<FormState> {
    const { [DRAFT_PARAMETER]: id } = call.request.query as Readonly<Record<string, unknown>>;
    const found = call.actor && ((await this.drafts.findReturned(call.actor, id)) as Returned | undefined);
    if (found === undefined) return FormState.EMPTY;
    return new FormState(
      found.input,
      found.refusal === undefined ? [] : errorsOf(call.words, found.refusal, found.input),
    );
  }

  /** For a refused POST: leads back to the page on which the form stands. Return what it answers. */
  async back(call: PageCall, refusal: Refusal, place?: string): Promise<string> {
    call.request.refusalCode = refusal.code;
    const at = place ?? placeOf(call.request) ?? localPath(call.request.url) ?? '/';
    const returned: Returned = { input: inputOf(bodyOf(call.request)), refusal };
    const id = call.actor && (await this.drafts.keepReturned(call.actor.id, at, returned));
    void call.reply
      .status(303)
      .header('location', withDraft(at, id))
      .header('cache-control', 'no-store')
      .type('text/plain');
    return '';
  }

  /** Does a form of ours come with this request, and say on which page it stands? */
  standsOnAPage(request: PageHttpRequest): boolean {
    return request.method === 'POST' && placeOf(request) !== undefined;
  }

  /** For a page that answers a refused form itself: the sign-in, where there is nobody yet to keep it for. */
  stateOf(call: PageCall, refusal: Refusal): FormState {
    const input = inputOf(bodyOf(call.request));
    return new FormState(input, errorsOf(call.words, refusal, input));
  }

  /**
   * A form sent after its session has ended: kept for whose session it was, if the form was one of that session. Answers the page to come
   * back to. Nothing is kept for a stranger.
   */
  async keepForFormerOwner(request: PageHttpRequest): Promise<string | undefined> {
    const at = placeOf(request) ?? localPath(request.url);
    const former = await this.authentication.formerOwner(request.headers.cookie);
    const body = bodyOf(request);
    if (at === undefined || former === undefined || !(await this.tokens.isGood(request, body?.[TOKEN_FIELD])))
      return at;
    return withDraft(at, await this.drafts.keepReturned(former.personId, at, { input: inputOf(body) }));
  }
}

function bodyOf(request: PageHttpRequest): Readonly<Record<string, unknown>> | undefined {
  return (request.upload?.fields ?? request.body) as Readonly<Record<string, unknown>> | undefined;
}

function placeOf(request: PageHttpRequest): string | undefined {
  return localPath([bodyOf(request)?.[PLACE_FIELD]].flat()[0]);
}

function withDraft(path: string, id: string | undefined): string {
  const url = new URL(path, 'http://node.invalid');
  if (id === undefined) url.searchParams.delete(DRAFT_PARAMETER);
  else url.searchParams.set(DRAFT_PARAMETER, id);
  return `${url.pathname}${url.search}`;
}
