import { Injectable, type PipeTransform } from '@nestjs/common';
import { refuse } from '../../domain/shared/refusal.js';
import { findCountry } from '../../domain/directory/country-code.js';
import { RefusalError } from '../../platform/problem.js';

/** A country code in an address; anything else names nothing. */
@Injectable()
export class CountryPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (findCountry(value) === undefined) throw new RefusalError(refuse('not-found'));
    return value;
  }
}
