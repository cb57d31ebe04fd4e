import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type PartnerProfile } from '../../domain/directory/profile.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { IfMatch, setEtag } from '../../platform/etag.js';
import { unwrap } from '../../platform/problem.js';
import { CountryPipe } from './country.pipe.js';
import { ProfileDto } from './dto/profiles.dto.js';
import { ProfileService } from './profile.service.js';

@ApiTags('directory')
@Controller('api/directory/profiles')
export class ProfilesController {
  constructor(private readonly profiles: ProfileService) {}

  @Get(':country')
  @Permit('directory.profile-read')
  @ApiOperation({ summary: 'What we think of a partner; never sent' })
  async find(
    @Param('country', CountryPipe) country: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PartnerProfile> {
    const profile = unwrap(await this.profiles.find(country));
    setEtag(reply, profile.version);
    return profile;
  }

  @Put(':country')
  @Permit('directory.profile')
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The ETag that you read; "0" where nobody has assessed the State yet.',
  })
  @ApiOperation({ summary: 'Assess a partner' })
  async set(
    @CurrentActor() actor: PersonActor,
    @Param('country', CountryPipe) country: string,
    @IfMatch() version: number,
    @Body() body: ProfileDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PartnerProfile> {
    const profile = unwrap(await this.profiles.setProfile(actor, country, body, version));
    setEtag(reply, profile.version);
    return profile;
  }
}
