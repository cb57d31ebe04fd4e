import { Get } from '@nestjs/common';
import { Permit } from '../../platform/access/permit.decorator.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { glossaryView } from './glossary.view.js';

@Page()
export class GlossaryPage {
  constructor(private readonly pages: PageRenderer) {}

  @Get(paths.glossary.route)
  @Permit('signed in')
  show(@OnPage() call: PageCall): string {
    return this.pages.render(call, 'glossary/glossary', glossaryView(call.words));
  }
}
