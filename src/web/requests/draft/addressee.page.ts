import { Get, Inject, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { CaseReadingService } from '../../../tracing/cases/case-reading.service.js';
import { AddresseeDto } from '../../../tracing/cases/dto/command.dto.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { typed } from '../steps/step.js';
import { addresseeView, ANOTHER_STATE } from './addressee.view.js';
import { DraftCases, shownVersion } from './draft-cases.service.js';

/** Partners that one page offers; there are fewer States. */
const MOST_PARTNERS = 300;

/** Whom to ask: what the marks and the trail say, with reasons; a person chooses. */
@Page()
export class AddresseePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: DraftCases,
    private readonly reading: CaseReadingService,
    private readonly directory: DirectoryService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.addressee.route)
  @Permit('cases.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const found = await this.drafts.get(actor, id);
    const route = await this.reading.route(actor, id);
    const view = addresseeView(call.words, {
      found,
      route: route.ok ? route.value : undefined,
      partners: await this.directory.partners('', MOST_PARTNERS),
      form: await this.forms.at(call),
      own: this.config['node.state'],
    });
    return this.pages.render(call, 'requests/draft/addressee', view);
  }

  @Post(paths.addressee.route)
  @Permit('cases.work')
  async choose(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    await this.drafts.get(actor, id);
    const input = inputOf(call.request.body);
    const another = typed(input, 'state') === ANOTHER_STATE;
    const body = await readForm(AddresseeDto, { state: [typed(input, another ? 'anotherState' : 'state')] });
    if (!body.ok) {
      const field = another ? '/anotherState' : '/state';
      const text = call.words.t('requests.wrong.addressee');
      return this.forms.back(
        call,
        refuse('field-invalid', { reasons: [{ code: 'page-words', field, rule: 'form', text }] }),
      );
    }
    const command = { type: 'choose addressee', partner: body.value.state } as const;
    const refusal = await this.drafts.act(actor, id, command, shownVersion(call));
    return refusal === undefined ? this.pages.redirect(call, paths.draft.to(id)) : this.forms.back(call, refusal);
  }
}
