import { Get, Inject, Param, Post } from '@nestjs/common';
import { KEY_USES, type DirectoryKey, type KeyUse } from '../../../domain/directory/entry.js';
import { findKey } from '../../../domain/directory/key-validity.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { DirectoryKeyService } from '../../../registries/directory/directory-key.service.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { ReasonDto } from '../../../registries/directory/dto/entries.dto.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { keyRevocationView } from './key-revocation.view.js';

/** Stops a key at once, a partner's or our own: one person's act, since stopping is the safe side. */
@Page()
export class KeyRevocationPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly directory: DirectoryService,
    private readonly keys: DirectoryKeyService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.keyRevocation.route)
  @Permit('directory.keys')
  async ask(
    @OnPage() call: PageCall,
    @Param('country') country: string,
    @Param('use') use: string,
    @Param('kid') kid: string,
  ): Promise<string> {
    const key = await this.keyOf(country, use, kid);
    const view = keyRevocationView(call.words, {
      country,
      key,
      ours: this.isOurs(country),
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/partners/key-revocation', view);
  }

  @Post(paths.keyRevocation.route)
  @Permit('directory.keys')
  async revoke(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('country') country: string,
    @Param('use') use: string,
    @Param('kid') kid: string,
  ): Promise<string> {
    const key = await this.keyOf(country, use, kid);
    const place = paths.keyRevocation.to(country, key.use, kid);
    const read = await readForm(ReasonDto, inputOf(call.request.body));
    if (!read.ok) return this.forms.back(call, read, place);
    const revoked = await this.keys.revokeKey(actor, { country, use: key.use, kid }, read.value.reason);
    if (!revoked.ok) return this.forms.back(call, revoked, place);
    const next = this.isOurs(country) ? paths.ownEntry.to() : paths.partnerView.to(country);
    return this.pages.redirect(call, next, { key: 'partners.keyHasStopped' });
  }

  private isOurs(country: string): boolean {
    return country === this.config['node.state'];
  }

  private async keyOf(country: string, use: string, kid: string): Promise<DirectoryKey> {
    const entry = this.isOurs(country) ? await this.directory.own(null) : await this.directory.partner(null, country);
    const known: KeyUse | undefined = KEY_USES.find((one) => one === use);
    const key = entry === undefined || known === undefined ? undefined : findKey(entry.keys, known, kid);
    if (key === undefined) throw new RefusalError(refuse('not-found'));
    return key;
  }
}
