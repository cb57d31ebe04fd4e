import { Get, Param } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { PAGE_LIMIT } from '../../platform/page.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { CaseLedgerService } from '../../reporting/ledger/case-ledger.service.js';
import { PeopleQueries } from '../../registries/identity/people.queries.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { caseLedgerView } from './case-ledger.view.js';
import { OpenCases } from './open-cases.service.js';

/** What the audit ledger holds of a case, and that each of it stands in the signed tree. */
@Page()
export class CaseLedgerPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly cases: OpenCases,
    private readonly ledger: CaseLedgerService,
    private readonly people: PeopleQueries,
  ) {}

  @Get(paths.caseLedger.route)
  @Permit('cases.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const open = await this.cases.open(actor, id);
    const { after } = call.request.query as Readonly<Record<string, unknown>>;
    const from = typeof after === 'string' && /^\d{1,18}$/.test(after) ? after : '0';
    const found = await this.ledger.listEntries(actor, id, from, PAGE_LIMIT);
    const persons = found.entries.flatMap(
      ({
        entry: {
          actor: { kind, id: by },
        },
      }) => (kind === 'person' ? [by] : []),
    );
    const view = caseLedgerView(call.words, open, {
      found,
      names: await this.people.namesOf(persons),
      bundle: may(actor, 'ledger.export').yes,
      files: may(actor, 'cases.foreign-read').yes,
    });
    return this.pages.render(call, 'cases/case-ledger', view);
  }

  /** A file for whoever checks one entry without this node. */
  @Get(paths.caseProof.route)
  @Permit('cases.read')
  async proof(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('entry') entry: string,
  ): Promise<string> {
    await this.cases.open(actor, id);
    // The text of an entry names outcomes that the other State wrote.
    if (!may(actor, 'cases.foreign-read').yes) throw new RefusalError(refuse('not-found'));
    if (!/^\d{1,18}$/.test(entry)) throw new RefusalError(refuse('not-found'));
    const proof = unwrap(await this.ledger.prove(id, entry));
    void call.reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="entry-${entry}.proof.json"`);
    return JSON.stringify(proof, null, 2);
  }
}
