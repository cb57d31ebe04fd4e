import { Get, Inject } from '@nestjs/common';
import { compartmentOf } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { isUuid } from '../../../domain/shared/ids.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { type Page as Listed } from '../../../platform/page.js';
import { unwrap } from '../../../platform/problem.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { type LedgerEntryDto } from '../../../reporting/ledger/dto/ledger-answers.dto.js';
import { LedgerProofService } from '../../../reporting/ledger/ledger-proof.service.js';
import { LedgerReadingService } from '../../../reporting/ledger/ledger-reading.service.js';
import { HistoriesQueries } from '../../../tracing/cases/histories.queries.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { spanOf, textsOf } from '../period.js';
import { personIdsOf } from '../who.js';
import { filterOf, ledgerView, type LedgerFilter } from './ledger.view.js';

const SHOWN = 50;

/** The ledger: how it stands, and its entries, newest first. */
@Page()
export class LedgerPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly reading: LedgerReadingService,
    private readonly proofs: LedgerProofService,
    private readonly people: PeopleQueries,
    private readonly histories: HistoriesQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.ledger.route)
  @Permit('ledger.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const filter = filterOf(textsOf(call.request.query));
    const caseId = await this.caseNamed(actor, filter.case);
    const [state, page, everybody] = await Promise.all([
      this.proofs.state(),
      caseId === undefined ? { items: [], next: null } : this.entries(actor, filter, caseId),
      this.people.everybody(this.config['web.peopleMax']),
    ]);
    const known = new Map(everybody.map(({ id, name }) => [id, name]));
    const others = personIdsOf(page.items.map((entry) => entry.actor)).filter((id) => !known.has(id));
    const [strangers, references] = await Promise.all([
      this.people.namesOf(others),
      this.histories.referencesOf(
        compartmentOf(actor, 'cases.read'),
        page.items.flatMap((entry) => entry.caseId ?? []),
      ),
    ]);
    const names = new Map([...known, ...strangers]);
    const zone = this.config['node.zone'];
    return this.pages.render(
      call,
      'auditing/ledger/ledger',
      ledgerView(call.words, { actor, state, page, filter, names, people: everybody, references, zone }),
    );
  }

  private async entries(actor: PersonActor, filter: LedgerFilter, caseId: string): Promise<Listed<LedgerEntryDto>> {
    const { act, person, after } = filter;
    return unwrap(
      await this.reading.listEntries(actor, {
        order: 'newest first',
        limit: SHOWN,
        ...spanOf(filter),
        ...(act === '' ? {} : { act }),
        ...(person === '' ? {} : { actorKind: 'person', actor: person }),
        ...(caseId === '' ? {} : { case: caseId }),
        ...(after === '' ? {} : { after }),
      }),
    );
  }

  /** By its reference, of either State, or its id; undefined where nothing of that name may be known. */
  private async caseNamed(actor: PersonActor, name: string): Promise<string | undefined> {
    if (name === '' || isUuid(name)) return name;
    const compartment = compartmentOf(actor, 'cases.read');
    if (compartment === undefined) return undefined;
    return (await this.histories.list(compartment, { reference: name }, undefined, 1))[0]?.id;
  }
}
