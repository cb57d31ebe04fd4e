import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AuditModule } from '../../ledgers/audit/audit.module.js';
import { AbsenceRepository } from './absence.repository.js';
import { AbsencesController } from './absences.controller.js';
import { AbsencesService } from './absences.service.js';
import { AbsenceStamps } from './absence-stamps.service.js';
import { AccessGuard } from './access.guard.js';
import { ActorQueries } from './actor.queries.js';
import { AgenciesController } from './agencies.controller.js';
import { AgenciesService } from './agencies.service.js';
import { AuditInterceptor } from './audit.interceptor.js';
import { AuthController } from './auth.controller.js';
import { AuthenticationService } from './authentication.service.js';
import { BreakGlassRepository } from './break-glass.repository.js';
import { BreakGlassService } from './break-glass.service.js';
import { CredentialsRepository } from './credentials.repository.js';
import { Belongings, DeparturesService } from './departures.service.js';
import { FoundingNotice } from './founding-notice.service.js';
import { FoundingSecrets } from './founding-secrets.service.js';
import { FoundingService } from './founding.service.js';
import { GrantPreconditions } from './grant-preconditions.service.js';
import { IdentityLedger } from './identity-ledger.service.js';
import { IdentityService } from './identity.service.js';
import { LinksService } from './links.service.js';
import { PasswordChangeService } from './password-change.service.js';
import { PasswordsService } from './passwords.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleListQueries } from './people-list.queries.js';
import { PeopleQueries } from './people.queries.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';
import { RequestHooks } from './request-hooks.service.js';
import { RoleGrantsQueries } from './role-grants.queries.js';
import { RoleGrantsController } from './role-grants.controller.js';
import { RoleGrantsRepository } from './role-grants.repository.js';
import { RoleGrantsService } from './role-grants.service.js';
import { RoutePermits } from './route-permits.service.js';
import { SeedService } from './seed.service.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SignInAttemptsService } from './sign-in-attempts.service.js';
import { SignInLocksRepository } from './sign-in-locks.repository.js';
import { SignInService } from './sign-in.service.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';

/** People, their agencies and roles; and the door of every route. */
@Module({
  imports: [AuditModule, DiscoveryModule],
  controllers: [
    AuthController,
    PeopleController,
    AgenciesController,
    RoleGrantsController,
    TokensController,
    AbsencesController,
  ],
  providers: [
    AbsenceRepository,
    AbsenceStamps,
    AbsencesService,
    PeopleRepository,
    PeopleQueries,
    RoleGrantsRepository,
    CredentialsRepository,
    SessionsRepository,
    SignInLocksRepository,
    BreakGlassRepository,
    ActorQueries,
    PeopleListQueries,
    RoleGrantsQueries,
    IdentityLedger,
    PasswordsService,
    AuthenticationService,
    SignInAttemptsService,
    SignInService,
    SessionsService,
    LinksService,
    PasswordChangeService,
    PeopleService,
    AgenciesService,
    Belongings,
    DeparturesService,
    GrantPreconditions,
    RoleGrantsService,
    TokensService,
    BreakGlassService,
    IdentityService,
    FoundingSecrets,
    FoundingService,
    FoundingNotice,
    SeedService,
    RequestHooks,
    RoutePermits,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
  ],
  exports: [
    AbsencesService,
    AuthenticationService,
    SignInService,
    SessionsService,
    AgenciesService,
    PeopleService,
    PeopleQueries,
    PeopleListQueries,
    RoleGrantsService,
    RoleGrantsQueries,
    DeparturesService,
    TokensService,
    PasswordChangeService,
    BreakGlassService,
    IdentityService,
    FoundingService,
    SeedService,
    RoutePermits,
  ],
})
export class IdentityModule {}
