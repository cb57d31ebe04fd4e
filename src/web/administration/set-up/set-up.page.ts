import { Get } from '@nestjs/common';
import { Permit } from '../../../platform/access/permit.decorator.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { SetUpFacts } from './set-up-facts.service.js';
import { setUpView } from './set-up.view.js';

/** From an empty node to the first letter: what is done, what is open, and where it is done. */
@Page()
export class SetUpPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly facts: SetUpFacts,
  ) {}

  @Get(paths.setUp.route)
  @Permit('node.operate')
  async show(@OnPage() call: PageCall): Promise<string> {
    return this.pages.render(call, 'administration/set-up/set-up', setUpView(call.words, await this.facts.read()));
  }
}
