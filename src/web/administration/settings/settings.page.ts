import { Get, Inject } from '@nestjs/common';
import { Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { settingsView } from './settings.view.js';

/** Every setting with its value, to be read: they are set where the node is started. */
@Page()
export class SettingsPage {
  constructor(
    private readonly pages: PageRenderer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.settings.route)
  @Permit('node.operate', 'node.settings-read')
  show(@OnPage() call: PageCall): string {
    return this.pages.render(call, 'administration/settings/settings', settingsView(call.words, this.config));
  }
}
