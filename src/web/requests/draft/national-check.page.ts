import { Get, Inject, Param, Post } from '@nestjs/common';
import { NATIONAL_HOLDERS } from '../../../domain/messages/index.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Refusal } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { MarkingsService, type CandidateList } from '../../../registries/markings/markings.service.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { DraftCases, shownVersion, type DraftCase } from './draft-cases.service.js';
import { readChecks, type TypedChecks } from './national-check.form.js';
import { CHECK_PURPOSE, nationalCheckView } from './national-check.view.js';

/** At home first: leads out of our own registry, and what each holder of records answered. Every showing is a look-up in the ledger. */
@Page()
export class NationalCheckPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: DraftCases,
    private readonly markings: MarkingsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.nationalCheck.route)
  @Permit('cases.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const found = await this.drafts.get(actor, id);
    const view = nationalCheckView(call.words, {
      found,
      leads: await this.leadsFor(actor, found),
      form: await this.forms.at(call),
      own: this.config['node.state'],
    });
    return this.pages.render(call, 'requests/draft/national-check', view);
  }

  @Post(paths.nationalCheck.route)
  @Permit('cases.work')
  async record(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const found = await this.drafts.get(actor, id);
    const read = readChecks(call.words, inputOf(call.request.body), this.clock.now().slice(0, 10));
    if (!read.ok) return this.forms.back(call, read);
    const refusal = await this.store(actor, found, read.value, shownVersion(call));
    if (refusal !== undefined) return this.forms.back(call, refusal);
    const atHome = read.value.checks.some(({ result }) => result === 'record found');
    return this.pages.redirect(call, atHome ? paths.foundAtHome.to(id) : paths.draft.to(id));
  }

  /** One command for each answer that is new: each has its line in the ledger. */
  private async store(
    actor: PersonActor,
    { case: kase }: DraftCase,
    { checks, parallelReason }: TypedChecks,
    shown: number,
  ): Promise<Refusal | undefined> {
    let version = shown;
    const known = new Map(kase.nationalCheck.map((one) => [one.holder, one]));
    for (const holder of NATIONAL_HOLDERS) {
      const check = checks.find((one) => one.holder === holder);
      const before = known.get(holder);
      if (check === undefined || (before?.result === check.result && before.on === check.on)) continue;
      const refusal = await this.drafts.act(actor, kase.id, { type: 'record national check', check }, version);
      if (refusal !== undefined) return refusal;
      version += 1;
    }
    if (parallelReason === undefined || parallelReason === kase.draft?.parallelReason) return undefined;
    return this.drafts.act(actor, kase.id, { type: 'edit draft', body: {}, parallelReason }, version);
  }

  private async leadsFor(actor: PersonActor, { case: kase, parts }: DraftCase): Promise<CandidateList | undefined> {
    const { weapon } = parts;
    if (weapon === undefined) return undefined;
    const reason = { purpose: CHECK_PURPOSE, caseNumber: kase.reference } as const;
    const found = await this.markings.lookUpWeapon(actor, weapon, reason);
    return found.ok ? found.value : undefined;
  }
}
