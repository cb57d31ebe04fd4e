import { Inject, Injectable } from '@nestjs/common';
import { refuse, type Result } from '../../domain/shared/refusal.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions } from '../../platform/transaction.js';
import { AgenciesService } from './agencies.service.js';
import { FoundingSecrets, type MadeKey } from './founding-secrets.service.js';
import { COMMAND_LINE } from './identity-ledger.service.js';
import { type IssuedLink } from './links.service.js';
import { type Person } from './person.js';
import { PeopleService } from './people.service.js';
import { RoleGrantsService } from './role-grants.service.js';

export interface FirstAdministrator {
  readonly agency: string;
  readonly name: string;
  readonly signInName: string;
}

/** The first person of a node, who has nobody to be invited by. */
@Injectable()
export class FoundingService {
  private known = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly agencies: AgenciesService,
    private readonly people: PeopleService,
    private readonly grants: RoleGrantsService,
    private readonly secrets: FoundingSecrets,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** For what may only stand in a demo or a test. */
  refuseInProduction(): void {
    if (this.config['node.mode'] === 'production') throw new Error('people are not seeded in production: invite them');
  }

  /** A founded node stays one, so that it is asked once. */
  async isFounded(): Promise<boolean> {
    this.known ||= await this.transactions.run((tx) => this.people.anybody(tx));
    return this.known;
  }

  /** The signing, sealing and ledger keys; those that are there already are kept. */
  async makeKeys(): Promise<readonly MadeKey[]> {
    return this.secrets.makeKeys();
  }

  /** By the page: whoever can read what the node printed at its start founds it. A founded node takes no code. */
  async foundWithCode(code: string, first: FirstAdministrator): Promise<Result<{ person: Person; link: IssuedLink }>> {
    if (await this.isFounded()) return refuse('node-initialised');
    if (!this.secrets.isSetUpCode(code)) return refuse('set-up-code-wrong', { field: '/code' });
    await this.makeKeys();
    return this.found(first);
  }

  setUpCode(): string {
    return this.secrets.setUpCode();
  }

  /** Once in the life of a node: a second call is refused, also beside a first one that has not ended. */
  async found(first: FirstAdministrator): Promise<Result<{ person: Person; link: IssuedLink }>> {
    return this.transactions.run(async (tx) => {
      if (await this.people.anybody(tx)) return refuse('node-initialised');
      const agency = await this.agencies.add(tx, COMMAND_LINE, first.agency);
      if (!agency.ok) return agency;
      const added = await this.people.add(
        tx,
        COMMAND_LINE,
        { ...first, agencyId: agency.value.id },
        'first administrator',
      );
      if (added.ok) await this.grants.grantFirst(tx, added.value.person);
      return added;
    });
  }
}
