import { Injectable } from '@nestjs/common';
import { decodeOrigin, type Decoded } from '../../domain/firearm/origin-decoder.js';
import { type MarkSymbol } from '../../domain/firearm/origin-sign.js';
import { NOT_OPENED, ReferenceService } from './reference.service.js';
import { SIGNS } from './signs.js';

/** The marks of one weapon, as they were read. */
export interface MarksRead {
  readonly serial?: string;
  readonly inscriptions?: readonly string[];
  readonly yearCodes?: readonly string[];
  readonly symbols?: readonly MarkSymbol[];
  readonly make?: string;
  readonly model?: string;
}

/** Which State and which years marks suggest. It reads lists, never a record: nothing of it is in the ledger. */
@Injectable()
export class OriginService {
  constructor(private readonly reference: ReferenceService) {}

  async decode(marks: MarksRead): Promise<Decoded> {
    const { serial, model, make, inscriptions = [], yearCodes = [], symbols = [] } = marks;
    const found = make === undefined ? undefined : await this.reference.makeOf(make);
    const makes = found?.kind === 'known' ? [found.one] : found?.kind === 'ambiguous' ? found.several : [];
    const sources = new Map(
      makes.flatMap(({ countries, countrySources }) =>
        countries.map((country) => [country, countrySources[country] ?? NOT_OPENED] as const),
      ),
    );
    return decodeOrigin(
      {
        inscriptions,
        yearCodes,
        symbols: [...new Set(symbols)],
        makes: makes.map(({ key }) => key),
        makeCountries: [...sources].map(([country, source]) => ({ country, source })),
        ...(serial === undefined ? {} : { serial }),
        ...(model === undefined ? {} : { model }),
      },
      SIGNS,
    );
  }
}
