import { Injectable } from '@nestjs/common';
import { DirectoryService } from '../../registries/directory/directory.service.js';

export interface Places {
  /** For a choice, by code. */
  readonly states: readonly string[];
  /** The zone of each State's contact point, where its entry names one. */
  readonly zones: ReadonlyMap<string, string>;
}

/** Where the partners are: their names for a choice, and the clocks on their walls. */
@Injectable()
export class PartnerPlaces {
  constructor(private readonly directory: DirectoryService) {}

  async all(): Promise<Places> {
    const places = await this.directory.partnerPlaces();
    return {
      states: places.map(({ country }) => country),
      zones: new Map(places.flatMap(({ country, zone }) => (zone === null ? [] : [[country, zone] as const]))),
    };
  }
}
