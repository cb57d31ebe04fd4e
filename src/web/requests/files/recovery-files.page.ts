import { Get, Inject, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import {
  NEEDED_COLUMNS,
  RECOVERY_COLUMNS,
  RecoveryFilesService,
} from '../../../tracing/incidents/recovery-files.service.js';
import { Forms } from '../../forms/forms.service.js';
import { sendCsv } from '../../page/csv-answer.js';
import { noFile } from '../../forms/no-file.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { KeptFile } from './kept-file.service.js';
import { recoveryFilesView } from './recovery-files.view.js';

/** Many recoveries by one file: what it must look like, and those that were loaded. */
@Page()
export class RecoveryFilesPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly files: RecoveryFilesService,
    private readonly kept: KeptFile,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.recoveryFiles.route)
  @Permit('cases.work', 'incident.list-read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const view = recoveryFilesView(call.words, {
      loaded: await this.files.list(actor),
      columns: RECOVERY_COLUMNS,
      needed: NEEDED_COLUMNS,
      zone: this.config['node.zone'],
      most: this.config['tracing.fileMaxRows'],
      kept: (await this.kept.find(actor))?.name,
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'requests/files/recovery-files', view);
  }

  @Get(paths.recoveryTemplate.route)
  @Permit('cases.work')
  template(@OnPage() call: PageCall): string {
    return sendCsv(call, 'recoveries.csv', [RECOVERY_COLUMNS, EXAMPLE]);
  }

  /** Nothing is loaded yet: the file is judged on the next page. */
  @Post(paths.recoveryFiles.route)
  @Permit('cases.work')
  async take(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { upload } = call.request;
    const refusal =
      upload === undefined || upload.name === ''
        ? noFile(call.words)
        : await this.kept.keep(actor, upload, this.config['tracing.fileMaxBytes']);
    return refusal === undefined
      ? this.pages.redirect(call, paths.recoveryFileCheck.to())
      : this.forms.back(call, refusal);
  }
}

/** A row that holds, for who fills the file in; of an invented find. */
const EXAMPLE: readonly string[] = RECOVERY_COLUMNS.map(
  (column) =>
    ({
      recovered_on: '2026-01-31',
      recovery_kind: 'seized',
      circumstances: 'Found in a car at a road check',
      weapon_type: 'self-loading pistol',
      serial: 'ABC12345',
      incident: '1',
      make: 'Glock',
      model: '17',
      calibre: '9x19',
      component: 'frame',
      mark_condition: 'legible',
      country_of_manufacture: 'AUT',
      ground: '6a',
      law: 'Weapons Act, section 12',
      intended_use: 'criminal investigation',
      confidentiality: 'yes',
      urgency: 'routine',
      own_registry: 'no record',
      own_registry_on: '2026-02-02',
    })[column as string] ?? '',
);
