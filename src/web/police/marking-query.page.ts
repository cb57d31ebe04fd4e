import { Get, Inject, Post } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Refusal } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { unwrap } from '../../platform/problem.js';
import { MarkingsService } from '../../registries/markings/markings.service.js';
import { MarkingQueryDto } from '../../registries/markings/query.dto.js';
import { FormDrafts } from '../forms/form-drafts.service.js';
import { readForm } from '../forms/form-body.js';
import { inputOf, type FormInput } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { sendCsv } from '../page/csv-answer.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { markingFileRows, type Watermark } from './marking-file.js';
import { QUERY_KINDS } from './query-kinds.js';
import { markingQueryView, markingResultsView } from './marking-query.view.js';

/**
 * A look-up of marking records for a purpose and a case number. The question is kept sealed under an id, because a serial number has no place in
 * an address; each showing of its results is a look-up of its own in the ledger.
 */
@Page()
export class MarkingQueryPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: FormDrafts,
    private readonly markings: MarkingsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.markingQuery.route)
  @Permit('markings.query')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { query: id } = call.request.query as Readonly<Record<string, unknown>>;
    const kept = (await this.drafts.findReturned(actor, id)) as { readonly input: FormInput } | undefined;
    if (kept === undefined)
      return this.pages.render(call, 'police/marking-query', markingQueryView(call.words, await this.forms.at(call)));
    return this.results(call, actor, String(id), kept.input);
  }

  @Post(paths.markingQuery.route)
  @Permit('markings.query')
  async ask(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const input = inputOf(call.request.body);
    const query = await readForm(MarkingQueryDto, input, QUERY_KINDS);
    if (!query.ok) return this.forms.back(call, query, paths.markingQuery.to());
    const id = await this.keep(actor, { input });
    return this.pages.redirect(call, `${paths.markingQuery.to()}?query=${id}`);
  }

  /** The same as a file, with what it may be used for; one more look-up in the ledger. */
  @Get(paths.markingQueryFile.route)
  @Permit('markings.query')
  async file(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { query: id } = call.request.query as Readonly<Record<string, unknown>>;
    const kept = (await this.drafts.findReturned(actor, id)) as { readonly input: FormInput } | undefined;
    if (kept === undefined) return this.pages.redirect(call, paths.markingQuery.to());
    const query = unwrap(await readForm(MarkingQueryDto, kept.input, QUERY_KINDS));
    const found = unwrap(await this.markings.lookUp(actor, query, 'file'));
    const name = `marking-records-${String(id).slice(-12)}.csv`;
    return sendCsv(call, name, markingFileRows(call.words, this.watermark(call), { query, found }));
  }

  private watermark(call: PageCall): Watermark {
    return {
      state: this.config['node.state'],
      exercise: this.config['node.exercise'],
      by: call.personName ?? '',
      at: this.clock.now(),
      zone: this.config['node.zone'],
    };
  }

  private async results(call: PageCall, actor: PersonActor, id: string, input: FormInput): Promise<string> {
    const query = await readForm(MarkingQueryDto, input, QUERY_KINDS);
    const found = query.ok ? await this.markings.lookUp(actor, query.value) : query;
    if (!query.ok || !found.ok) {
      const back = await this.keep(actor, { input, refusal: found as Refusal });
      return this.pages.redirect(call, `${paths.markingQuery.to()}?draft=${back}`);
    }
    const view = markingResultsView(call.words, {
      id,
      query: query.value,
      found: found.value,
      opens: may(actor, 'firearms.read').yes,
      handsIn: may(actor, 'recoveries.hand-in').yes,
    });
    return this.pages.render(call, 'police/marking-results', view);
  }

  private async keep(actor: PersonActor, content: { input: FormInput; refusal?: Refusal }): Promise<string> {
    return (await this.drafts.keepReturned(actor.id, paths.markingQuery.to(), content)) ?? '';
  }
}
