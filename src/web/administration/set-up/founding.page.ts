import { Get, Inject, Post } from '@nestjs/common';
import { Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { statusOf } from '../../../platform/problem.js';
import { FoundingService } from '../../../registries/identity/founding.service.js';
import { readForm } from '../../forms/form-body.js';
import { FormState, inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { FoundingForm } from './founding.dto.js';
import { foundingView } from './founding.view.js';

const TEMPLATE = 'administration/set-up/founding';

/** The first page of a node without people, opened by the set-up code; a founded node has only its sign-in. */
@Page()
export class FoundingPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly founding: FoundingService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.founding.route)
  @Permit('open')
  async show(@OnPage() call: PageCall): Promise<string> {
    if (await this.founding.isFounded()) return this.pages.redirect(call, paths.home.to());
    return this.page(call, FormState.EMPTY);
  }

  @Post(paths.founding.route)
  @Permit('open')
  async found(@OnPage() call: PageCall): Promise<string> {
    if (await this.founding.isFounded()) return this.pages.redirect(call, paths.home.to());
    const read = await readForm(FoundingForm, inputOf(call.request.body));
    const founded = read.ok ? await this.founding.foundWithCode(read.value.code, read.value) : read;
    if (founded.ok) return this.pages.redirect(call, paths.oneTimeLink.to(founded.value.link.token));
    const page = this.page(call, this.forms.stateOf(call, founded));
    void call.reply.status(statusOf(founded.code));
    return page;
  }

  private page(call: PageCall, form: FormState): string {
    return this.pages.render(
      call,
      TEMPLATE,
      foundingView(call.words, { state: this.config['node.state'], agency: this.config['access.contactPoint'], form }),
    );
  }
}
