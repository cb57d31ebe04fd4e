import { Get, Inject, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError, unwrap } from '../../../platform/problem.js';
import { RecoveryFilesService } from '../../../tracing/incidents/recovery-files.service.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { typed } from '../steps/step.js';
import { sendCsv } from '../../page/csv-answer.js';
import { KeptFile } from './kept-file.service.js';
import { recoveryFileCheckView } from './recovery-file-check.view.js';

/** What a file would bring, row by row, before anything of it is loaded. */
@Page()
export class RecoveryFileCheckPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly files: RecoveryFilesService,
    private readonly kept: KeptFile,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.recoveryFileCheck.route)
  @Permit('cases.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const file = await this.kept.find(actor);
    if (file === undefined) return this.pages.redirect(call, paths.recoveryFiles.to());
    const checked = await this.files.check(actor, file.stream);
    if (!checked.ok) return this.forms.back(call, { ...checked, field: '/file' }, paths.recoveryFiles.to());
    const view = recoveryFileCheckView(call.words, {
      name: file.name,
      checked: checked.value,
      zone: this.config['node.zone'],
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'requests/files/recovery-file-check', view);
  }

  @Get(paths.recoveryFileErrors.route)
  @Permit('cases.work')
  async errors(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { words } = call;
    const file = await this.kept.find(actor);
    if (file === undefined) throw new RefusalError(refuse('not-found'));
    const { errors } = unwrap(await this.files.check(actor, file.stream));
    const heading = ['line', 'column', 'rule'].map((name) => words.t(`bulk.errors.${name}`));
    const rows = errors.map(({ line, column, rule }) => [String(line), column, words.t(`bulk.rule.${rule}`)]);
    return sendCsv(call, 'errors.csv', [heading, ...rows]);
  }

  /** Loads the good rows. A file that was loaded before is loaded again only where that is ticked. */
  @Post(paths.recoveryFileCheck.route)
  @Permit('cases.work')
  async load(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const file = await this.kept.find(actor);
    if (file === undefined) return this.pages.redirect(call, paths.recoveryFiles.to());
    const checked = unwrap(await this.files.check(actor, file.stream));
    const again = typed(inputOf(call.request.body), 'again') === 'yes';
    if (checked.loadedBefore !== undefined && !again) {
      const reason = { code: 'page-words', field: '/again', rule: 'form', text: call.words.t('bulk.again') } as const;
      return this.forms.back(call, refuse('field-invalid', { reasons: [reason] }));
    }
    const once = await this.kept.find(actor);
    const loaded = await this.files.load(actor, once?.stream ?? file.stream);
    if (!loaded.ok) return this.forms.back(call, loaded);
    await this.kept.drop(actor);
    return this.pages.redirect(call, paths.loadedFile.to(loaded.value.id), {
      key: 'bulk.loaded',
      values: { count: loaded.value.taken },
    });
  }
}
