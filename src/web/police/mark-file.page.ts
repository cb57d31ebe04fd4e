import { Get, HttpCode, Inject, Post, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { BatchService, writtenLines } from '../../registries/markings/batch/batch.service.js';
import { BatchQuery } from '../../registries/markings/query.dto.js';
import { readForm } from '../forms/form-body.js';
import { inputOf } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { noFile } from '../forms/no-file.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { batchWords, markFileView } from './mark-file.view.js';
import { QUERY_KINDS } from './query-kinds.js';

/** Many marks from one file: the answers come back as a file, and nothing of them stays on the node. */
@Page()
export class MarkFilePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly batch: BatchService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.markFile.route)
  @Permit('markings.query')
  async show(@OnPage() call: PageCall): Promise<string> {
    const rows = this.config['markings.batchMaxRows'];
    const candidates = this.config['markings.batchCandidatesMax'];
    const view = markFileView(call.words, await this.forms.at(call), { rows, candidates });
    return this.pages.render(call, 'police/mark-file', view);
  }

  @Post(paths.markFile.route)
  @HttpCode(200)
  @Permit('markings.query')
  async ask(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string | StreamableFile> {
    const { upload, reply } = { upload: call.request.upload, reply: call.reply };
    const place = paths.markFile.to();
    const query = await readForm(BatchQuery, inputOf(upload?.fields), { ticks: QUERY_KINDS.ticks });
    if (!query.ok) return this.forms.back(call, query, place);
    if (upload === undefined || upload.name === '') return this.forms.back(call, noFile(call.words), place);
    const answers = await this.batch.lookUp(actor, query.value, upload.stream);
    if (!answers.ok) return this.forms.back(call, { ...answers, field: '/file' }, place);
    reply.raw.once('close', () => void answers.value.return(undefined));
    void reply.header('cache-control', 'no-store');
    const written = Readable.from(writtenLines(answers.value, 'csv', batchWords(call.words)));
    return new StreamableFile(written, {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="answers.csv"',
    });
  }
}
