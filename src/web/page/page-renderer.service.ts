import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config.js';
import { FormState } from '../forms/form-state.js';
import { LOCALE_NAMES, LOCALES } from '../i18n/locales.js';
import { type VocabularyName } from '../i18n/vocabularies.js';
import { localPath, paths } from '../paths.js';
import { Assets } from './assets.service.js';
import { FormTokens } from './form-token.service.js';
import { navigationFor } from './navigation.js';
import { PageNotices, type PageNotice } from './notices.service.js';
import { type PageCall } from './page-call.js';
import { Templates } from './templates.service.js';

/** What every view model has. */
export interface View {
  /** The heading of the window and of the page, in the person's language. */
  readonly title: string;
  /** Where the page has a form: what `Forms.at` answered. */
  readonly form?: FormState;
  /** The link above the heading. */
  readonly back?: { readonly href: string; readonly text?: string };
  /** Tables of many columns take the whole width. */
  readonly wide?: boolean;
}

/** Turns a view model into a page, with layout, language, direction, navigation, notices, form token and the policy of its content. */
@Injectable()
export class PageRenderer {
  constructor(
    private readonly templates: Templates,
    private readonly assets: Assets,
    private readonly tokens: FormTokens,
    private readonly notices: PageNotices,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The text of the page. The handler returns it, so that the ledger's entry is committed before it leaves. */
  render(call: PageCall, template: string, view: View): string {
    const { reply, words } = call;
    void reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-language', words.locale)
      .header('content-security-policy', policyOf(this.config));
    return this.templates.render(template, {
      view,
      form: view.form ?? FormState.EMPTY,
      layout: this.layoutOf(call, view),
      paths,
      words,
      t: words.t.bind(words),
      term: (list: VocabularyName, member: string) => words.term(list, member),
    });
  }

  /** POST, redirect, GET (RFC 9110 15.4.4); `notice` is said once on the next page. Return what it answers. */
  redirect(call: PageCall, to: string, notice?: PageNotice): string {
    if (notice !== undefined) this.notices.put(call, notice);
    void call.reply.status(303).header('location', to).header('cache-control', 'no-store').type('text/plain');
    return '';
  }

  private layoutOf(call: PageCall, view: View): object {
    const { words } = call;
    const path = call.request.url.split('?')[0] ?? '/';
    const notice = this.notices.take(call);
    return {
      lang: words.locale,
      dir: words.dir,
      title: view.title,
      styles: this.assets.urlOf(`${words.dir}.css`),
      script: this.assets.urlOf('proofmark.js'),
      state: words.country(this.config['node.state']),
      exercise: this.config['node.exercise'],
      person: call.personName,
      navigation: navigationFor(call.actor, path),
      notice: notice === undefined ? undefined : words.t(notice.key, notice.values),
      languages: LOCALES.map((code) => ({ code, name: LOCALE_NAMES[code], current: code === words.locale })),
      token: this.tokens.issue(call),
      at: localPath(call.request.url) ?? '/',
    };
  }
}

/** Our own files and nothing else; no script and no style inside a page. */
function policyOf(config: Config): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ...(config['http.publicUrl'].startsWith('https://') ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
