import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type DirectoryKey } from '../../domain/directory/entry.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { unwrap } from '../../platform/problem.js';
import { CountryPipe } from './country.pipe.js';
import { DirectoryKeyService } from './directory-key.service.js';
import { KeyRevocationDto, KeyRotationDto } from './dto/entries.dto.js';

@ApiTags('directory')
@Controller('api/directory')
export class DirectoryKeysController {
  constructor(private readonly keys: DirectoryKeyService) {}

  @Post('own/keys')
  @Idempotent()
  @Permit('directory.keys')
  @ApiOperation({ summary: 'Make our next key; partners believe it once they have pinned our new entry' })
  async rotate(@CurrentActor() actor: PersonActor, @Body() body: KeyRotationDto): Promise<DirectoryKey> {
    return unwrap(await this.keys.rotateKey(actor, body.use));
  }

  @Post('keys/:country/revocation')
  @HttpCode(200)
  @Permit('directory.keys')
  @ApiOperation({ summary: "Stop a key at once, a partner's or our own" })
  async revoke(
    @CurrentActor() actor: PersonActor,
    @Param('country', CountryPipe) country: string,
    @Body() body: KeyRevocationDto,
  ): Promise<DirectoryKey> {
    return unwrap(await this.keys.revokeKey(actor, { country, use: body.use, kid: body.kid }, body.reason));
  }
}
