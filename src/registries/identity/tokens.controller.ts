import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { unwrap } from '../../platform/problem.js';
import { CreatedTokenView, NewTokenDto, TokenList } from './dto/grants.dto.js';
import { TokensService } from './tokens.service.js';

@ApiTags('people')
@Controller('api/tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get()
  @Permit('tokens.manage')
  @ApiOperation({ summary: 'Your own tokens, without their secrets.' })
  @ApiOkResponse({ type: TokenList })
  async list(@CurrentActor() actor: PersonActor): Promise<TokenList> {
    return { items: await this.tokens.list(actor) };
  }

  @Post()
  @Permit('tokens.manage')
  @Idempotent()
  @ApiOperation({ summary: 'Makes a token with scopes out of what you may do yourself.' })
  @ApiCreatedResponse({ type: CreatedTokenView })
  async create(@CurrentActor() actor: PersonActor, @Body() body: NewTokenDto): Promise<CreatedTokenView> {
    const { token, secret } = unwrap(await this.tokens.create(actor, body));
    return { ...token, secret };
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('tokens.manage')
  @ApiNoContentResponse()
  async revoke(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    unwrap(await this.tokens.revoke(actor, id));
  }
}
