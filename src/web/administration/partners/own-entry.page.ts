import { Get, Param, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { KEY_USES, type KeyUse } from '../../../domain/directory/entry.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { RefusalError } from '../../../platform/problem.js';
import { DirectoryKeyService } from '../../../registries/directory/directory-key.service.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { OwnEntryFile } from './own-entry-file.service.js';
import { newKeyView, ownEntryView } from './own-entry.view.js';

/** What we say about ourselves: read out, handed over as a file, and our own keys. */
@Page()
export class OwnEntryPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly directory: DirectoryService,
    private readonly keys: DirectoryKeyService,
    private readonly file: OwnEntryFile,
  ) {}

  @Get(paths.ownEntry.route)
  @Permit('directory.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const view = ownEntryView(call.words, {
      ...(await this.file.read()),
      mayRotate: may(actor, 'directory.keys').yes,
      mayChange: may(actor, 'directory.profile').yes,
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/partners/own-entry', view);
  }

  @Get(paths.ownEntryFile.route)
  @Permit('directory.read')
  async download(@OnPage() call: PageCall): Promise<string> {
    const file = await this.directory.exportOwnEntry();
    void call.reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .header(
        'content-disposition',
        `attachment; filename="proofmark-${file.entry.country}-${String(file.entry.version)}.json"`,
      );
    return JSON.stringify(file, null, 2);
  }

  @Get(paths.ownKey.route)
  @Permit('directory.keys')
  async askKey(@OnPage() call: PageCall, @Param('use') use: string): Promise<string> {
    const view = newKeyView(call.words, useOf(use), await this.forms.at(call));
    return this.pages.render(call, 'administration/partners/new-key', view);
  }

  @Post(paths.ownKey.route)
  @Permit('directory.keys')
  async makeKey(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('use') use: string,
  ): Promise<string> {
    const made = await this.keys.rotateKey(actor, useOf(use));
    if (!made.ok) return this.forms.back(call, made, paths.ownKey.to(useOf(use)));
    return this.pages.redirect(call, paths.ownEntry.to(), { key: 'partners.keyMade' });
  }

  @Post(paths.ownContact.route)
  @Permit('directory.profile')
  async addContact(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const changed = await this.file.addContact(actor, call);
    if (!changed.ok) return this.forms.back(call, changed, paths.ownEntry.to());
    return this.pages.redirect(call, paths.ownEntry.to(), { key: 'partners.contactSaved' });
  }
}

function useOf(text: string): KeyUse {
  const use = KEY_USES.find((one) => one === text);
  if (use === undefined) throw new RefusalError(refuse('not-found'));
  return use;
}
