import { Body, Controller, Get, Param, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { refuse } from '../../domain/shared/refusal.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { listCountries, type Country } from '../../domain/directory/country-code.js';
import { type MarkingPractice, type StateEntry } from '../../domain/directory/entry.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch, setEtag } from '../../platform/etag.js';
import { pageOf, PAGE_LIMIT, PageQuery, type Page } from '../../platform/page.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { CountryPipe } from './country.pipe.js';
import { afterName } from './directory-cursor.js';
import { DirectoryService, type EntryFile, type OwnEntry, type PartnerEntry } from './directory.service.js';
import { CountriesQuery, EntryFileDto, OwnChangesDto } from './dto/entries.dto.js';
import { EntryService } from './entry.service.js';

const IF_MATCH = { name: 'If-Match', required: true, description: 'The ETag of the version that you read.' };

@ApiTags('directory')
@Controller('api/directory')
export class DirectoryController {
  constructor(
    private readonly directory: DirectoryService,
    private readonly entries: EntryService,
  ) {}

  @Get('countries')
  @Permit('directory.read')
  @ApiOperation({ summary: 'Country codes; names express no opinion on status' })
  countries(@Query() query: CountriesQuery): { readonly items: readonly Country[] } {
    return { items: listCountries({ withdrawn: query.withdrawn ?? false }) };
  }

  @Get('entries')
  @Permit('directory.read')
  @ApiOperation({ summary: 'Pinned partners, by country' })
  async partners(@Query() query: PageQuery): Promise<Page<PartnerEntry>> {
    const limit = query.limit ?? PAGE_LIMIT;
    const after = unwrap(afterName(query.after, /^[A-Z]{3}$/));
    return pageOf(await this.directory.partners(after, limit + 1), limit, (entry) => [entry.country]);
  }

  @Get('entries/:country')
  @Permit('directory.read')
  @ApiOperation({ summary: 'A pinned partner' })
  async partner(
    @Param('country', CountryPipe) country: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PartnerEntry> {
    const found = await this.directory.partner(null, country);
    if (found === undefined) throw new RefusalError(refuse('not-found'));
    setEtag(reply, found.version);
    return found;
  }

  @Put('entries/:country')
  @Permit('directory.pin')
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: "A partner's newer entry that brings no new key" })
  async update(
    @CurrentActor() actor: PersonActor,
    @Param('country', CountryPipe) country: string,
    @IfMatch() version: number,
    @Body() body: EntryFileDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StateEntry> {
    const entry = unwrap(await this.entries.updateEntry(actor, country, body.entry, version));
    setEtag(reply, entry.version);
    return entry;
  }

  @Get('own')
  @Permit('directory.read')
  @ApiOperation({ summary: 'Our own entry, with the fingerprint that our contact point reads out' })
  async own(@Res({ passthrough: true }) reply: FastifyReply): Promise<OwnEntry> {
    const own = await this.directory.own(null);
    setEtag(reply, own.version);
    return own;
  }

  @Get('own/file')
  @Permit('directory.read')
  @ApiOperation({ summary: 'Our own entry as the file for a partner; the fingerprint goes by telephone' })
  async file(): Promise<EntryFile> {
    return this.directory.exportOwnEntry();
  }

  @Put('own')
  @Permit('directory.profile')
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Change what we say about ourselves; members left out stay as they are' })
  async updateOwn(
    @CurrentActor() actor: PersonActor,
    @IfMatch() version: number,
    @Body() body: OwnChangesDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StateEntry> {
    const entry = unwrap(await this.entries.updateOwn(actor, body, version));
    setEtag(reply, entry.version);
    return entry;
  }

  @Get('marking-practices/:country')
  @Permit('directory.read')
  @ApiOperation({ summary: 'How a State shows countries on a weapon; hints until the State has said so itself' })
  async practices(
    @Param('country', CountryPipe) country: string,
  ): Promise<{ readonly items: readonly MarkingPractice[] }> {
    return { items: await this.directory.markingPractices(country) };
  }
}
