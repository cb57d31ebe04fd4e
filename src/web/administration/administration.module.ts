import { Module } from '@nestjs/common';
import { ExchangeModule } from '../../exchange/exchange.module.js';
import { DirectoryModule } from '../../registries/directory/directory.module.js';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { OperationModule } from '../../registries/operation/operation.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { AccountPage } from './account/account.page.js';
import { OneTimeLinkPage } from './account/one-time-link.page.js';
import { OwnAccount } from './account/own-account.service.js';
import { PasswordPage } from './account/password.page.js';
import { TokensPage } from './account/tokens.page.js';
import { EntryUpdatePage } from './partners/entry-update.page.js';
import { KeyRevocationPage } from './partners/key-revocation.page.js';
import { OwnEntryFile } from './partners/own-entry-file.service.js';
import { OwnEntryPage } from './partners/own-entry.page.js';
import { PartnerFile } from './partners/partner-file.service.js';
import { PartnerPage } from './partners/partner.page.js';
import { PartnersPage } from './partners/partners.page.js';
import { ProfilePage } from './partners/profile.page.js';
import { ProposalPage } from './partners/proposal.page.js';
import { ProposalsPage } from './partners/proposals.page.js';
import { CalendarEntry } from './clocks/calendar-entry.service.js';
import { CalendarPage } from './clocks/calendar.page.js';
import { ClocksPage } from './clocks/clocks.page.js';
import { PolicyPage } from './clocks/policy.page.js';
import { PreviewPage } from './clocks/preview.page.js';
import { AgenciesPage } from './people/agencies.page.js';
import { DeparturePage } from './people/departure.page.js';
import { NewPersonPage } from './people/new-person.page.js';
import { PeoplePage } from './people/people.page.js';
import { PersonFile } from './people/person-file.service.js';
import { PersonPage } from './people/person.page.js';
import { RoleProposalPage } from './people/role-proposal.page.js';
import { RolesPage } from './people/roles.page.js';
import { NodeHealth } from './queues/node-health.service.js';
import { QueuesFile } from './queues/queues-file.service.js';
import { QueuesPage } from './queues/queues.page.js';
import { DrillsPage } from './set-up/drills.page.js';
import { FoundingPage } from './set-up/founding.page.js';
import { RecoveryPage } from './set-up/recovery.page.js';
import { SafetyFacts } from './set-up/safety-facts.service.js';
import { SetUpFacts } from './set-up/set-up-facts.service.js';
import { SetUpPage } from './set-up/set-up.page.js';
import { TimeSourcePage } from './set-up/time-source.page.js';
import { SettingsPage } from './settings/settings.page.js';

const PEOPLE = [PeoplePage, NewPersonPage, PersonPage, RoleProposalPage, RolesPage, DeparturePage, AgenciesPage];
const ACCOUNT = [AccountPage, PasswordPage, TokensPage, OneTimeLinkPage];
const PARTNERS = [
  PartnersPage,
  PartnerPage,
  ProfilePage,
  EntryUpdatePage,
  KeyRevocationPage,
  ProposalsPage,
  ProposalPage,
  OwnEntryPage,
];
const CLOCKS = [ClocksPage, PolicyPage, CalendarPage, PreviewPage];
const SET_UP = [FoundingPage, SetUpPage, RecoveryPage, DrillsPage, TimeSourcePage, SettingsPage];

/** Setting up and running the node. */
@Module({
  imports: [IdentityModule, DirectoryModule, OperationModule, TracingModule, ExchangeModule],
  controllers: [...PEOPLE, ...ACCOUNT, ...PARTNERS, ...CLOCKS, QueuesPage, ...SET_UP],
  providers: [
    PersonFile,
    OwnAccount,
    PartnerFile,
    OwnEntryFile,
    NodeHealth,
    QueuesFile,
    SafetyFacts,
    SetUpFacts,
    CalendarEntry,
  ],
})
export class AdministrationPagesModule {}
