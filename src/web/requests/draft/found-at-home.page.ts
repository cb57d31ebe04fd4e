import { Get, Param, Post } from '@nestjs/common';
import { type Outcome } from '../../../domain/messages/index.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer, type View } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { memberOf, typed } from '../steps/step.js';
import { DraftCases, shownVersion } from './draft-cases.service.js';

/** How a trace ends that our own records answer; an export goes on to the State that took the weapon in. */
const HOME_OUTCOMES = [
  'traced to last lawful holder',
  'traced to State stock',
  'traced to dealer only',
  'reported lost or stolen',
] as const satisfies readonly Outcome[];

interface FoundAtHomeView extends View {
  readonly caption: string;
  readonly version: string;
  readonly holders: readonly string[];
  readonly outcomes: readonly { readonly value: string; readonly text: string }[];
  readonly goOn: string;
  readonly mayClose: boolean;
}

/** A holder at home has the record: the trace may end here, or go on abroad. */
@Page()
export class FoundAtHomePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: DraftCases,
  ) {}

  @Get(paths.foundAtHome.route)
  @Permit('cases.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const { words } = call;
    const { case: kase, commands } = await this.drafts.get(actor, id);
    const view: FoundAtHomeView = {
      title: words.t('requests.step.foundAtHome'),
      caption: words.t('requests.draft.caption', { reference: kase.reference }),
      back: { href: paths.nationalCheck.to(id) },
      form: await this.forms.at(call),
      version: String(kase.version),
      holders: kase.nationalCheck
        .filter(({ result }) => result === 'record found')
        .map(({ holder }) => words.term('nationalHolder', holder)),
      outcomes: words.terms('outcome', HOME_OUTCOMES),
      goOn: paths.draft.to(id),
      mayClose: commands.includes('close') && kase.nationalCheck.some(({ result }) => result === 'record found'),
    };
    return this.pages.render(call, 'requests/draft/found-at-home', view);
  }

  @Post(paths.foundAtHome.route)
  @Permit('cases.work')
  async close(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    await this.drafts.get(actor, id);
    const outcome = memberOf(HOME_OUTCOMES, typed(inputOf(call.request.body), 'outcome'));
    if (outcome === undefined) {
      const text = call.words.t('requests.wrong.outcome');
      const reason = { code: 'page-words', field: '/outcome', rule: 'form', text } as const;
      return this.forms.back(call, refuse('field-invalid', { reasons: [reason] }));
    }
    // Where it left lawful hands is for whoever closes it to establish, on the page of the case.
    const command = { type: 'close', outcome, established: 'not established' } as const;
    const refusal = await this.drafts.act(actor, id, command, shownVersion(call));
    return refusal === undefined
      ? this.pages.redirect(call, paths.caseView.to(id), { key: 'requests.home.closed' })
      : this.forms.back(call, refusal);
  }
}
