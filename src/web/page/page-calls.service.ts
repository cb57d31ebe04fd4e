import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PeopleQueries } from '../../registries/identity/people.queries.js';
import { Catalogue } from '../i18n/catalogue.service.js';
import { LocaleRepository } from '../i18n/locale.repository.js';
import { acceptedLocale, isLocale, type Locale } from '../i18n/locales.js';
import { Cookies } from './cookies.service.js';
import { type PageCall, type PageHttpRequest } from './page-call.js';

/** Makes the `PageCall` of a request: the person's language, else the one chosen on this machine, else what the browser asks for. */
@Injectable()
export class PageCalls {
  constructor(
    private readonly people: PeopleQueries,
    private readonly locales: LocaleRepository,
    private readonly catalogue: Catalogue,
    private readonly cookies: Cookies,
  ) {}

  async of(request: PageHttpRequest, reply: FastifyReply): Promise<PageCall> {
    if (request.pageCall !== undefined) return request.pageCall;
    const { actor } = request;
    const [names, locale] = await Promise.all([
      this.people.namesOf(actor === undefined ? [] : [actor.id]),
      this.localeOf(request),
    ]);
    const call: PageCall = {
      request,
      reply,
      actor,
      personName: actor && names.get(actor.id),
      words: this.catalogue.wordsIn(locale),
    };
    request.pageCall = call;
    return call;
  }

  private async localeOf(request: PageHttpRequest): Promise<Locale> {
    const kept = request.actor && (await this.locales.find(request.actor.id));
    if (kept !== undefined) return kept;
    const onThisMachine = this.cookies.read(request, 'language');
    return isLocale(onThisMachine) ? onThisMachine : acceptedLocale(request.headers['accept-language']);
  }
}
