import { Get, HttpCode, Inject, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { SharesDto } from '../../../registries/operation/dto/operation.dto.js';
import { RecoveryService } from '../../../registries/operation/recovery.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { recoveryView, sharesView } from './recovery.view.js';

/** Recovery shares: made and shown once, proved by their holders, and the file that they open. */
@Page()
export class RecoveryPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly recovery: RecoveryService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.recovery.route)
  @Permit('directory.keys')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const set = await this.recovery.latest();
    const view = recoveryView(call.words, {
      ...(set === undefined ? {} : { set: { ...set, fileIsCurrent: await this.recovery.fileIsCurrent(set) } }),
      zone: this.config['node.zone'],
      toSetUp: may(actor, 'node.operate').yes,
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/set-up/recovery', view);
  }

  /** Answers the shares themselves and leads nowhere: they are stored in no place from which another page could show them. */
  @Post(paths.recovery.route)
  @HttpCode(200)
  @Permit('directory.keys')
  async make(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const read = await readForm(SharesDto, inputOf(call.request.body), { numbers: ['shares', 'threshold'] });
    if (!read.ok) return this.forms.back(call, read, paths.recovery.to());
    const made = await this.recovery.make(actor, read.value);
    if (!made.ok) return this.forms.back(call, made, paths.recovery.to());
    const view = sharesView(call.words, {
      state: this.config['node.state'],
      set: made.value.set,
      texts: made.value.texts,
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'administration/set-up/shares', view);
  }

  /** What the holders type is compared and thrown away: it comes back in no form. */
  @Post(paths.recoveryCheck.route)
  @Permit('directory.keys')
  async check(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const body = (call.request.body ?? {}) as Readonly<Record<string, unknown>>;
    const typed = Object.entries(body)
      .filter(([name, text]) => /^secret-\d+$/.test(name) && typeof text === 'string' && text.trim() !== '')
      .map(([, text]) => String(text));
    const checked = await this.recovery.check(actor, typed);
    if (!checked.ok) return this.forms.back(call, inSecretFields(checked), paths.recovery.to());
    return this.pages.redirect(call, paths.recovery.to(), { key: 'setUp.recovery.checked' });
  }

  @Post(paths.recoveryFile.route)
  @HttpCode(200)
  @Permit('directory.keys')
  async download(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const made = await this.recovery.makeFile(actor);
    if (!made.ok) throw new RefusalError(made);
    const { state, madeAt } = made.value;
    void call.reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="proofmark-${state}-recovery-${madeAt.slice(0, 10)}.json"`);
    return JSON.stringify(made.value, null, 2);
  }
}

type Refusal = Parameters<Forms['back']>[1];

/** A field that is called a secret is kept by no form. */
function inSecretFields(refusal: Refusal): Refusal {
  const reasons = refusal.reasons?.map((reason) => ({
    ...reason,
    field: (reason.field ?? '').replace('/share/', '/secret/'),
  }));
  return { ...refusal, ...(reasons === undefined ? { field: '/secret/0' } : { reasons }) };
}
