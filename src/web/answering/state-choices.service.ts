import { Injectable } from '@nestjs/common';
import { listCountries } from '../../domain/directory/country-code.js';
import { DirectoryService } from '../../registries/directory/directory.service.js';
import { type Words } from '../i18n/words.js';

export interface StateChoice {
  readonly value: string;
  readonly text: string;
}

const MOST_PARTNERS = 500;

/** States that a form offers: those of the list, and partners that only an exercise has. */
@Injectable()
export class StateChoices {
  constructor(private readonly directory: DirectoryService) {}

  async offer(words: Words): Promise<readonly StateChoice[]> {
    const partners = await this.directory.partners('', MOST_PARTNERS);
    const codes = new Set([...listCountries({}).map(({ code }) => code), ...partners.map(({ country }) => country)]);
    return [...codes]
      .map((value) => ({ value, text: words.country(value) }))
      .sort((a, b) => a.text.localeCompare(b.text, words.locale));
  }
}
