import { Body, Controller, Delete, Get, HttpCode, Ip, Param, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ACTIONS, may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { AuthenticationService } from './authentication.service.js';
import { EndedView, MeView, NewPasswordDto, PasswordChangeDto, SessionView, SignInDto } from './dto/auth.dto.js';
import { PasswordChangeService } from './password-change.service.js';
import { PeopleService } from './people.service.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('sign-in')
@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordChangeService,
    private readonly people: PeopleService,
    private readonly authentication: AuthenticationService,
  ) {}

  @Post('sign-in')
  @HttpCode(200)
  @Permit('open')
  @ApiOperation({ summary: 'Opens a session; the cookie carries it.' })
  @ApiOkResponse({ type: SessionView })
  async signIn(
    @Body() body: SignInDto,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { personId, expiresAt, secret } = unwrap(await this.signIns.signIn(body.signInName, body.password, address));
    void reply.header('set-cookie', this.authentication.setCookie(secret)).header('cache-control', 'no-store');
    return { personId, expiresAt };
  }

  @Post('sign-out')
  @HttpCode(204)
  @Permit('signed in')
  @ApiOperation({ summary: 'Ends this session.' })
  @ApiNoContentResponse()
  async signOut(@CurrentActor() actor: PersonActor, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.end(actor);
    void reply.header('set-cookie', this.authentication.clearCookie());
  }

  @Delete('sessions')
  @Permit('signed in')
  @ApiOperation({ summary: 'Ends all of your sessions, on every machine.' })
  @ApiOkResponse({ type: EndedView })
  async endSessions(
    @CurrentActor() actor: PersonActor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndedView> {
    const ended = await this.sessions.endAll(actor);
    void reply.header('set-cookie', this.authentication.clearCookie());
    return { ended };
  }

  @Post('links/:token')
  @Permit('open')
  @ApiOperation({ summary: 'Accepts an invitation or a reset by setting a password.' })
  @ApiCreatedResponse()
  async acceptLink(
    @Param('token') token: string,
    @Body() body: NewPasswordDto,
  ): Promise<{ readonly personId: string }> {
    return unwrap(await this.passwords.acceptLink(token, body.password));
  }

  @Put('password')
  @HttpCode(204)
  @Permit('signed in')
  @ApiOperation({ summary: 'Changes your password; your other sessions end.' })
  @ApiNoContentResponse()
  async changePassword(@CurrentActor() actor: PersonActor, @Body() body: PasswordChangeDto): Promise<void> {
    unwrap(await this.passwords.change(actor, body.presentPassword, body.password));
  }

  @Get('me')
  @Permit('signed in')
  @ApiOperation({ summary: 'Who you are to this node and what you may do.' })
  @ApiOkResponse({ type: MeView })
  async me(@CurrentActor() actor: PersonActor): Promise<MeView> {
    const { name } = unwrap(await this.people.find(actor.id));
    const { id, agencyId, via, roles } = actor;
    return { id, name, agencyId, via, roles: [...roles], actions: ACTIONS.filter((action) => may(actor, action).yes) };
  }
}
