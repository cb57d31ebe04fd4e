import { Get, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { BrokenSealDto, CompartmentDto } from '../../../tracing/cases/dto/command.dto.js';
import { CaseSealsService } from '../../../tracing/cases/case-seals.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { field, type ShownAct } from './act.js';
import { ActForms } from './act-forms.service.js';

const ACCESS: ShownAct = {
  command: 'change compartment',
  needs: ['people'],
  fields: (words, { open, choices }) => {
    const { sealed, namedPersonIds, conflictPersonIds } = open.view.case.compartment;
    return [
      field(words, 'tick', 'sealed', 'sealed', { stored: sealed ? ['yes'] : [] }),
      field(words, 'ticks', 'namedPersonIds', 'named', { options: choices.people, stored: namedPersonIds }),
      field(words, 'ticks', 'conflictPersonIds', 'conflict', { options: choices.people, stored: conflictPersonIds }),
      field(words, 'area', 'reason', 'reason'),
    ];
  },
};

/** Who may know of the case. */
@Page()
export class AccessPage {
  constructor(
    private readonly acts: ActForms,
    private readonly seals: CaseSealsService,
  ) {}

  @Get(paths.caseAccess.route)
  @Permit('cases.seal')
  show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    return this.acts.show(call, actor, id, 'access', ACCESS);
  }

  @Post(paths.caseAccess.route)
  @Permit('cases.seal')
  async change(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const { input, version } = this.acts.sent(call);
    const body = await readForm(CompartmentDto, input, {
      ticks: ['sealed'],
      lists: ['namedPersonIds', 'conflictPersonIds'],
    });
    if (!body.ok) return this.acts.back(call, body);
    const changed = await this.seals.change(actor, id, version, body.value);
    // Whoever seals a case without their own name cannot look at it any more.
    const { sealed, namedPersonIds } = body.value;
    const out = sealed && !namedPersonIds.includes(actor.id) ? paths.home.to() : undefined;
    return this.acts.finish(call, id, 'access', changed, out);
  }
}

/** A sealed case in an emergency: by its reference, with a reason, and never unnoticed. */
@Page()
export class BreakGlassPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly seals: CaseSealsService,
  ) {}

  @Get(paths.breakGlass.route)
  @Permit('cases.break-glass')
  async show(@OnPage() call: PageCall): Promise<string> {
    const { words } = call;
    const view = {
      title: words.t('cases.form.break-glass.title'),
      back: { href: paths.home.to() },
      form: await this.forms.at(call),
      fields: [field(words, 'text', 'reference', 'sealedReference'), field(words, 'area', 'reason', 'emergency')],
    };
    return this.pages.render(call, 'cases/break-glass', view);
  }

  @Post(paths.breakGlass.route)
  @Permit('cases.break-glass')
  async break(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const body = await readForm(BrokenSealDto, inputOf(call.request.body));
    if (!body.ok) return this.forms.back(call, body);
    const broken = await this.seals.breakByReference(actor, body.value.reference, body.value.reason);
    if (!broken.ok) return this.forms.back(call, broken);
    return this.pages.redirect(call, paths.caseView.to(broken.value.caseId), {
      key: 'cases.form.break-glass.done',
      values: { until: call.words.timeIn(broken.value.until) },
    });
  }
}
