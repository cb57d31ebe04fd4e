import { Injectable } from '@nestjs/common';
import { MasterKey } from '../../platform/master-key.js';
import { type MessageValues } from '../i18n/message-values.js';
import { Cookies } from './cookies.service.js';
import { type PageCall } from './page-call.js';

export interface PageNotice {
  /** Of the catalogue. */
  readonly key: string;
  readonly values?: MessageValues;
}

/** What the next page says once: sealed for the session, in a cookie that lives a minute. */
@Injectable()
export class PageNotices {
  constructor(
    private readonly key: MasterKey,
    private readonly cookies: Cookies,
  ) {}

  put(call: PageCall, notice: PageNotice): void {
    const sealed = this.key.seal('form token', Buffer.from(JSON.stringify(notice), 'utf8'), contextOf(call));
    this.cookies.write(call.reply, 'notice', sealed.toString('base64url'));
  }

  take(call: PageCall): PageNotice | undefined {
    const sealed = this.cookies.read(call.request, 'notice');
    if (sealed === undefined || sealed === '') return undefined;
    this.cookies.clear(call.reply, 'notice');
    try {
      const text = this.key.open('form token', Buffer.from(sealed, 'base64url'), contextOf(call)).toString('utf8');
      return JSON.parse(text) as PageNotice;
    } catch {
      return undefined;
    }
  }
}

const contextOf = (call: PageCall): string => `notice for ${call.actor?.credentialId ?? 'a stranger'}`;
