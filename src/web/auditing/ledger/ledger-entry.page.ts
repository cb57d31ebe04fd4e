import { Get, Inject, Param, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { unwrap } from '../../../platform/problem.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { UnmaskingDto } from '../../../reporting/ledger/dto/ledger.dto.js';
import { type LedgerEntryDto } from '../../../reporting/ledger/dto/ledger-answers.dto.js';
import { LedgerProofService } from '../../../reporting/ledger/ledger-proof.service.js';
import { LedgerReadingService } from '../../../reporting/ledger/ledger-reading.service.js';
import { readForm } from '../../forms/form-body.js';
import { type FormState, inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { ledgerEntryView } from './ledger-entry.view.js';

/** One entry with its proof. Its personal values are masked until a reason is given. */
@Page()
export class LedgerEntryPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly reading: LedgerReadingService,
    private readonly proofs: LedgerProofService,
    private readonly people: PeopleQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.ledgerEntry.route)
  @Permit('ledger.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    return this.page(call, actor, unwrap(await this.reading.getEntry(actor, id)), await this.forms.at(call));
  }

  /** Answers the page itself: what is shown in the clear has no address at which it could be found again. */
  @Post(paths.ledgerEntry.route)
  @Permit('ledger.read')
  async unmask(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const read = await readForm(UnmaskingDto, inputOf(call.request.body));
    if (!read.ok) return this.forms.back(call, read, paths.ledgerEntry.to(id));
    void call.reply.status(200);
    return this.page(call, actor, unwrap(await this.reading.getEntry(actor, id, read.value.reason)));
  }

  private async page(call: PageCall, actor: PersonActor, entry: LedgerEntryDto, form?: FormState): Promise<string> {
    const proven = await this.proofs.proveEntry(actor, entry.id);
    const names = await this.people.namesOf(entry.actor.kind === 'person' ? [entry.actor.id] : []);
    return this.pages.render(
      call,
      'auditing/ledger/ledger-entry',
      ledgerEntryView(call.words, {
        entry,
        proof: proven.ok ? proven.value : undefined,
        names,
        zone: this.config['node.zone'],
        mayExport: may(actor, 'ledger.export').yes,
        ...(form === undefined ? {} : { form }),
      }),
    );
  }
}
