import { Injectable } from '@nestjs/common';
import { type Letter } from '../../domain/messages/index.js';
import { DirectoryService } from '../../registries/directory/directory.service.js';
import { Catalogue } from '../i18n/catalogue.service.js';
import { isLocale, LOCALE_NAMES } from '../i18n/locales.js';
import { type Words } from '../i18n/words.js';
import { letterContent } from '../letters/letter-content.js';
import { type Translated } from './approval.view.js';

/** A letter as the partner's people will read it, where their contact point names a language that we have. */
@Injectable()
export class PartnerLanguage {
  constructor(
    private readonly directory: DirectoryService,
    private readonly catalogue: Catalogue,
  ) {}

  /** Undefined where it would read as it does here. What people wrote themselves is translated by nobody. */
  async read(words: Words, partner: string | undefined, letter: Letter): Promise<Translated | undefined> {
    const entry = partner === undefined ? undefined : await this.directory.partner(null, partner);
    const contacts = entry?.contacts ?? [];
    const asked = contacts.find(({ kind }) => kind === 'ITI tracing') ?? contacts[0];
    const lang = asked?.languages.map((tag) => tag.split('-')[0]).find(isLocale);
    if (lang === undefined || lang === words.locale) return undefined;
    const theirs = this.catalogue.wordsIn(lang);
    return { lang, dir: theirs.dir, name: LOCALE_NAMES[lang], sections: letterContent(theirs, letter) };
  }
}
