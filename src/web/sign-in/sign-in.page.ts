import { Get, Post } from '@nestjs/common';
import { refuse, type Blocker } from '../../domain/shared/refusal.js';
import { Permit } from '../../platform/access/permit.decorator.js';
import { statusOf } from '../../platform/problem.js';
import { AuthenticationService } from '../../registries/identity/authentication.service.js';
import { FoundingService } from '../../registries/identity/founding.service.js';
import { SignInService } from '../../registries/identity/sign-in.service.js';
import { FormState } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { localPath, paths } from '../paths.js';
import { signInView } from './sign-in.view.js';

const TEMPLATE = 'sign-in/sign-in';

@Page()
export class SignInPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly signIns: SignInService,
    private readonly authentication: AuthenticationService,
    private readonly founding: FoundingService,
  ) {}

  @Get(paths.signIn.route)
  @Permit('open')
  async show(@OnPage() call: PageCall): Promise<string> {
    const { next } = call.request.query as Readonly<Record<string, unknown>>;
    if (call.actor !== undefined) return this.pages.redirect(call, localPath(next) ?? paths.home.to());
    // A node without people has nobody who could sign in.
    if (!(await this.founding.isFounded())) return this.pages.redirect(call, paths.founding.to());
    return this.pages.render(call, TEMPLATE, signInView(call.words, next, FormState.EMPTY));
  }

  @Post(paths.signIn.route)
  @Permit('open')
  async signIn(@OnPage() call: PageCall): Promise<string> {
    const body = (call.request.body ?? {}) as Readonly<Record<string, unknown>>;
    const { signInName, password, next } = body;
    const missing = missingFields(call, { signInName, password });
    const result =
      missing.length > 0 || typeof signInName !== 'string' || typeof password !== 'string'
        ? refuse('field-invalid', { reasons: missing })
        : await this.signIns.signIn(signInName.slice(0, 200), password.slice(0, 1000), call.request.ip);
    if (result.ok) {
      void call.reply.header('set-cookie', this.authentication.setCookie(result.value.secret));
      return this.pages.redirect(call, localPath(next) ?? paths.home.to());
    }
    const page = this.pages.render(call, TEMPLATE, signInView(call.words, next, this.forms.stateOf(call, result)));
    void call.reply.status(statusOf(result.code));
    return page;
  }
}

function missingFields(call: PageCall, fields: Readonly<Record<string, unknown>>): readonly Blocker[] {
  return Object.entries(fields)
    .filter(([, value]) => typeof value !== 'string' || value === '')
    .map(([name]) => ({
      code: 'page-words',
      field: `/${name}`,
      rule: 'given',
      text: call.words.t(`signIn.missing.${name}`),
    }));
}
