import { Module } from '@nestjs/common';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { AccountPage } from './account/account.page.js';
import { OneTimeLinkPage } from './account/one-time-link.page.js';
import { OwnAccount } from './account/own-account.service.js';
import { PasswordPage } from './account/password.page.js';
import { TokensPage } from './account/tokens.page.js';
import { AgenciesPage } from './people/agencies.page.js';
import { DeparturePage } from './people/departure.page.js';
import { NewPersonPage } from './people/new-person.page.js';
import { PeoplePage } from './people/people.page.js';
import { PersonFile } from './people/person-file.service.js';
import { PersonPage } from './people/person.page.js';
import { RoleProposalPage } from './people/role-proposal.page.js';
import { RolesPage } from './people/roles.page.js';
import { FoundingPage } from './set-up/founding.page.js';

const PEOPLE = [PeoplePage, NewPersonPage, PersonPage, RoleProposalPage, RolesPage, DeparturePage, AgenciesPage];
const ACCOUNT = [AccountPage, PasswordPage, TokensPage, OneTimeLinkPage];
const SET_UP = [FoundingPage];

/** Setting up and running the node. */
@Module({
  imports: [IdentityModule, TracingModule],
  controllers: [...PEOPLE, ...ACCOUNT, ...SET_UP],
  providers: [PersonFile, OwnAccount],
})
export class AdministrationPagesModule {}
