import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { MasterKey } from '../../platform/master-key.js';
import { AuthenticationService } from '../../registries/identity/authentication.service.js';
import { Cookies } from './cookies.service.js';
import { type PageCall, type PageHttpRequest } from './page-call.js';

/** The name of the field that every form carries. */
export const TOKEN_FIELD = '_token';
const NOTHING = new Uint8Array();

/**
 * Double submit, bound to the session: a token is an empty text sealed for one session, so that it opens for no other, and it looks new in
 * every page. Before the sign-in it is bound to a random cookie. The rule of the origin stands beside it.
 */
@Injectable()
export class FormTokens {
  constructor(
    private readonly key: MasterKey,
    private readonly cookies: Cookies,
    private readonly authentication: AuthenticationService,
  ) {}

  issue(call: PageCall): string {
    return this.key.seal('form token', NOTHING, contextOf(this.holderOf(call))).toString('base64url');
  }

  /** Also true for a form that was opened in a session which has ended since: its content is kept for its person. */
  async isGood(request: PageHttpRequest, token: unknown): Promise<boolean> {
    if (typeof token !== 'string' || token.length > 200) return false;
    const holder = request.actor?.credentialId ?? this.cookies.read(request, 'stranger');
    if (holder !== undefined && this.opens(token, holder)) return true;
    if (request.actor !== undefined) return false;
    const former = await this.authentication.formerOwner(request.headers.cookie);
    return former !== undefined && this.opens(token, former.credentialId);
  }

  private holderOf(call: PageCall): string {
    if (call.actor !== undefined) return call.actor.credentialId;
    const known = this.cookies.read(call.request, 'stranger');
    if (known !== undefined && known.length >= 40) return known;
    const fresh = randomBytes(32).toString('base64url');
    this.cookies.write(call.reply, 'stranger', fresh);
    return fresh;
  }

  private opens(token: string, holder: string): boolean {
    try {
      this.key.open('form token', Buffer.from(token, 'base64url'), contextOf(holder));
      return true;
    } catch {
      return false;
    }
  }
}

const contextOf = (holder: string): string => `form token of ${holder}`;
