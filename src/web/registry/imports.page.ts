import { Get, Inject, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { PAGE_LIMIT_MAX, type PageQuery } from '../../platform/page.js';
import { unwrap } from '../../platform/problem.js';
import { FIELD_NAMES, ImportsService, type ImportError } from '../../registries/markings/imports.service.js';
import { ImportQuery } from '../../registries/markings/query.dto.js';
import { readForm } from '../forms/form-body.js';
import { inputOf } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { anId } from '../page/an-id.js';
import { sendCsv } from '../page/csv-answer.js';
import { noFile } from '../forms/no-file.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { importsView, importView } from './imports.view.js';
import { PersonNames } from './person-names.service.js';

/** Loads of marking records from a file: each with its result, row by row. */
@Page()
export class ImportsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly imports: ImportsService,
    private readonly names: PersonNames,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.imports.route)
  @Permit('firearms.import', 'markings.imports-listed')
  async list(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { items, next } = unwrap(await this.imports.list(actor, pageQueryOf(call, 20)));
    const zone = this.config['node.zone'];
    const view = importsView(call.words, { form: await this.forms.at(call), batches: items, next, zone });
    return this.pages.render(call, 'registry/imports', view);
  }

  @Post(paths.imports.route)
  @Permit('firearms.import')
  async load(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { upload } = call.request;
    const query = await readForm(ImportQuery, inputOf(upload?.fields));
    if (!query.ok) return this.forms.back(call, query, paths.imports.to());
    if (upload === undefined || upload.name === '')
      return this.forms.back(call, noFile(call.words), paths.imports.to());
    const { source, mode = 'load' } = query.value;
    const report = await this.imports.importCsv(actor, upload.stream, { source, mode });
    if (!report.ok) return this.forms.back(call, { ...report, field: '/file' }, paths.imports.to());
    return this.pages.redirect(call, paths.importView.to(report.value.id));
  }

  @Get(paths.importTemplate.route)
  @Permit('firearms.import')
  template(@OnPage() call: PageCall): string {
    return sendCsv(call, 'marking-records.csv', [FIELD_NAMES]);
  }

  @Get(paths.importView.route)
  @Permit('firearms.import', 'markings.import-read')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
  ): Promise<string> {
    const batch = unwrap(await this.imports.get(actor, id));
    const { items: errors, next } = unwrap(await this.imports.errors(actor, id, pageQueryOf(call, 100)));
    const by = (await this.names.of(call.words, [batch.by]))(batch.by);
    const view = importView(call.words, { batch, errors, next, by, zone: this.config['node.zone'] });
    return this.pages.render(call, 'registry/import', view);
  }

  /** Line, column and rule of each row that was not taken; a value may be personal and is never kept. */
  @Get(paths.importErrors.route)
  @Permit('firearms.import', 'markings.import-read')
  async errors(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
  ): Promise<string> {
    const errors: ImportError[] = [];
    let after: string | undefined;
    do {
      const query: PageQuery = { limit: PAGE_LIMIT_MAX, ...(after === undefined ? {} : { after }) };
      const part = unwrap(await this.imports.errors(actor, id, query));
      errors.push(...part.items);
      after = part.next ?? undefined;
    } while (after !== undefined);
    const rows = errors.map(({ line, field, rule }) => [String(line), field, rule]);
    return sendCsv(call, `refused-rows-${id}.csv`, [['line', 'column', 'rule'], ...rows]);
  }
}

function pageQueryOf(call: PageCall, limit: number): PageQuery {
  const { after } = call.request.query as Readonly<Record<string, unknown>>;
  return { limit, ...(typeof after === 'string' && after !== '' ? { after: after.slice(0, 512) } : {}) };
}
