import { Get, Inject, Param, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { PartnerCheckService } from '../../../exchange/partner-check.service.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { PartnerFile } from './partner-file.service.js';
import { partnerView } from './partner.view.js';

/** A pinned State: what it says about itself, how the exchange with it stands, and what we think of it. */
@Page()
export class PartnerPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly file: PartnerFile,
    private readonly checks: PartnerCheckService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.partnerView.route)
  @Permit('directory.read')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('country') country: string,
  ): Promise<string> {
    const found = await this.file.of(actor, country);
    if (found === undefined) throw new RefusalError(refuse('not-found'));
    const view = partnerView(call.words, {
      ...found,
      zone: this.config['node.zone'],
      mayRevoke: may(actor, 'directory.keys').yes,
      mayWork: may(actor, 'exchange.work').yes,
      mayAssess: may(actor, 'directory.profile').yes,
      mayUpdate: may(actor, 'directory.pin').yes,
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/partners/partner', view);
  }

  @Post(paths.partnerCheck.route)
  @Permit('exchange.work')
  async check(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('country') country: string,
  ): Promise<string> {
    const checked = await this.checks.check(actor, country);
    if (checked.ok)
      return this.pages.redirect(call, paths.partnerView.to(country), {
        key: `partners.checked.${checked.value.result}`,
      });
    if (checked.code === 'sender-unknown') throw new RefusalError(refuse('not-found'));
    return this.forms.back(call, { ok: false, code: checked.code }, paths.partnerView.to(country));
  }
}
