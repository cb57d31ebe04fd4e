import { Injectable } from '@nestjs/common';
import { DirectoryService } from '../../registries/directory/directory.service.js';

/** More States than are Members of the United Nations, with room for exercises. */
const MAX_PARTNERS = 300;

/** Where the partners are: their names for a choice, and the clocks on their walls. */
@Injectable()
export class PartnerPlaces {
  constructor(private readonly directory: DirectoryService) {}

  /** The zone of each State's contact point, where its entry names one. */
  async zonesOf(countries: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const zones = new Map<string, string>();
    for (const country of new Set(countries)) {
      const entry = await this.directory.partner(null, country);
      const zone = entry?.contacts.find(({ kind }) => kind === 'ITI tracing')?.zone ?? entry?.contacts[0]?.zone;
      if (zone !== undefined) zones.set(country, zone);
    }
    return zones;
  }

  async countries(): Promise<readonly string[]> {
    return (await this.directory.partners('', MAX_PARTNERS)).map(({ country }) => country);
  }
}
