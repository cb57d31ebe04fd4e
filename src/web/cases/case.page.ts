import { Get, Param } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { caseView } from './case.view.js';
import { OpenCases } from './open-cases.service.js';

/** A case: where it stands, what runs, what to do next, what was asked and answered. */
@Page()
export class CasePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly cases: OpenCases,
    private readonly forms: Forms,
  ) {}

  @Get(paths.caseView.route)
  @Permit('cases.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const open = await this.cases.open(actor, id);
    const foreign = may(actor, 'cases.foreign-read').yes;
    // Forms of one button stand here: one that is refused comes back to this page.
    const form = await this.forms.at(call);
    return this.pages.render(call, 'cases/case', { ...caseView(call.words, { open, actor, foreign }), form });
  }
}
