import { Get, Inject, Param, Post } from '@nestjs/common';
import { compartmentOf } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { isUuid } from '../../../domain/shared/ids.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError, unwrap } from '../../../platform/problem.js';
import { CasesQueries } from '../../../tracing/cases/cases.queries.js';
import { type CaseLine } from '../../../tracing/cases/dto/view.dto.js';
import { RecoveryFilesService, type LoadedFile } from '../../../tracing/incidents/recovery-files.service.js';
import { FormDrafts } from '../../forms/form-drafts.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { DraftCases } from '../draft/draft-cases.service.js';
import { recoveryFileView, type CaseResult } from './recovery-file.view.js';

/** The cases that a file opened, and all that are ready sent for approval at once. */
@Page()
export class RecoveryFilePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly files: RecoveryFilesService,
    private readonly cases: CasesQueries,
    private readonly drafts: DraftCases,
    private readonly forms: FormDrafts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.loadedFile.route)
  @Permit('cases.work', 'case.list-read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const file = await this.fileOf(actor, id);
    const results = (await this.forms.find(actor, resultsOf(id))) as readonly CaseResult[] | undefined;
    const view = recoveryFileView(call.words, {
      file,
      lines: await this.linesOf(actor, file),
      results: results ?? [],
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'requests/files/recovery-file', view);
  }

  /** Each case by itself: what is not complete says why, and keeps no other one back. */
  @Post(paths.loadedFile.route)
  @Permit('cases.work')
  async propose(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
  ): Promise<string> {
    const file = await this.fileOf(actor, id);
    const results: CaseResult[] = [];
    for (const line of await this.linesOf(actor, file)) {
      if (line.state !== 'draft') continue;
      const refusal = await this.drafts.act(actor, line.id, { type: 'propose request' }, line.version);
      results.push({
        caseId: line.id,
        reasons: refusal === undefined ? [] : (refusal.reasons?.map((one) => one) ?? []),
        code: refusal?.code ?? '',
      });
    }
    await this.forms.save(actor, resultsOf(id), results);
    const sent = results.filter(({ code }) => code === '').length;
    return this.pages.redirect(call, paths.loadedFile.to(id), {
      key: 'bulk.proposed',
      values: { sent, left: results.length - sent },
    });
  }

  private async fileOf(actor: PersonActor, id: string): Promise<LoadedFile> {
    if (!isUuid(id)) throw new RefusalError(refuse('not-found'));
    return unwrap(await this.files.find(actor, id));
  }

  private async linesOf(actor: PersonActor, { incidentIds }: LoadedFile): Promise<readonly CaseLine[]> {
    const compartment = compartmentOf(actor, 'cases.work');
    return compartment === undefined ? [] : this.cases.ofIncidents(compartment, incidentIds);
  }
}

const resultsOf = (id: string): string => `results ${id}`;
