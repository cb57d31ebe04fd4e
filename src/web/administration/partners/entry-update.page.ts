import { Get, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { RefusalError } from '../../../platform/problem.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { EntryService } from '../../../registries/directory/entry.service.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { readEntryFile } from './entry-file.js';
import { entryUploadView } from './entry-upload.view.js';

/** A newer entry that brings no new key: one person's act. One with a new key leads to a proposal. */
@Page()
export class EntryUpdatePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly directory: DirectoryService,
    private readonly entries: EntryService,
  ) {}

  @Get(paths.partnerEntry.route)
  @Permit('directory.pin')
  async show(@OnPage() call: PageCall, @Param('country') country: string): Promise<string> {
    await this.versionOf(country);
    const view = entryUploadView(call.words, { country, form: await this.forms.at(call) });
    return this.pages.render(call, 'administration/partners/entry-upload', view);
  }

  @Post(paths.partnerEntry.route)
  @Permit('directory.pin')
  async update(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('country') country: string,
  ): Promise<string> {
    const version = await this.versionOf(country);
    const place = paths.partnerEntry.to(country);
    const read = await readEntryFile(call.request.upload);
    if (!read.ok) return this.forms.back(call, read, place);
    const updated = await this.entries.updateEntry(actor, country, read.value.entry, version);
    if (!updated.ok) return this.forms.back(call, { ok: false, code: updated.code, field: '/file' }, place);
    return this.pages.redirect(call, paths.partnerView.to(country), { key: 'partners.entryUpdated' });
  }

  private async versionOf(country: string): Promise<number> {
    const partner = await this.directory.partner(null, country);
    if (partner === undefined) throw new RefusalError(refuse('not-found'));
    return partner.version;
  }
}
