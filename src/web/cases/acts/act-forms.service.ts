import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse, type Refusal, type Result, succeed } from '../../../domain/shared/refusal.js';
import { RefusalError, unwrap } from '../../../platform/problem.js';
import { CaseReadingService } from '../../../tracing/cases/case-reading.service.js';
import { TracingService } from '../../../tracing/tracing.service.js';
import { readForm } from '../../forms/form-body.js';
import { type FormInput, inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type OpenCase } from '../case-frame.js';
import { OpenCases } from '../open-cases.service.js';
import { timelineLine, type TimelineLine } from '../timeline.view.js';
import { type Act, type ShownAct } from './act.js';
import { ActChoices } from './act-choices.service.js';
import { actView } from './act.view.js';

/** The version that the page was made of: kept with what was typed, so that the form that comes back can say what changed since. */
const VERSION_FIELD = 'readVersion';
const ITEM_FIELD = 'item';
/** What somebody else did meanwhile is told up to here. */
const CHANGES = 10;

/** Forms of one act on a case: shown where the law offers it, carried out under the version that was read. */
@Injectable()
export class ActForms {
  constructor(
    private readonly cases: OpenCases,
    private readonly choices: ActChoices,
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly reading: CaseReadingService,
    private readonly tracing: TracingService,
  ) {}

  async show(call: PageCall, actor: PersonActor, id: string, slug: string, act: ShownAct): Promise<string> {
    const open = await this.cases.open(actor, id);
    const form = await this.forms.at(call);
    const offered = open.view.commands.includes(act.command) && act.offers?.(open.view) !== false;
    if (!offered) throw new RefusalError(refuse('state-forbids'));
    const { words } = call;
    const { [ITEM_FIELD]: item } = call.request.query as Readonly<Record<string, unknown>>;
    const scene = {
      open,
      item: form.value(ITEM_FIELD, typeof item === 'string' ? item : ''),
      choices: await this.choices.of(words, open, act.needs ?? []),
    };
    const refusal = open.view.offers.find((offer) => offer.act === act.offer)?.refusal;
    const view = actView(
      words,
      {
        slug,
        scene,
        form,
        fields: act.fields(words, scene),
        warns: act.warns === true,
        changed: await this.changedSince(call, actor, open, Number(form.value(VERSION_FIELD))),
      },
      refusal?.code,
    );
    return this.pages.render(call, 'cases/act', view);
  }

  /** `done` where the case can't be shown any more. */
  async carryOut<Body extends object>(
    call: PageCall,
    actor: PersonActor,
    id: string,
    slug: string,
    act: Act<Body>,
    done?: string,
  ): Promise<string> {
    const { input, item, version } = this.sent(call);
    const open = act.prepare === undefined ? undefined : await this.cases.open(actor, id);
    const prepared = open === undefined || act.prepare === undefined ? input : act.prepare(input, { open });
    const body = act.shape === undefined ? succeed({} as Body) : await readForm(act.shape, prepared, act.kinds);
    if (!body.ok) return this.back(call, body);
    const result = await this.tracing.execute(actor, id, act.toCommand(body.value, item), version);
    if (!result.ok) return this.back(call, result);
    return this.pages.redirect(call, done ?? paths.caseView.to(id), { key: `cases.form.${slug}.done` });
  }

  /** What a form sent: its fields, what it is about, and the version that was read. */
  sent(call: PageCall): { readonly input: FormInput; readonly item: string; readonly version: number } {
    const { [VERSION_FIELD]: read, [ITEM_FIELD]: item, ...input } = inputOf(call.request.body);
    const version = /^\d{1,9}$/.test(read?.[0] ?? '') ? Number(read?.[0]) : 0;
    return { input, item: item?.[0] ?? '', version };
  }

  /** A case that is hidden stays hidden; every other refusal brings the form back. */
  async back(call: PageCall, refusal: Refusal): Promise<string> {
    if (refusal.code === 'not-found') throw new RefusalError(refusal);
    return this.forms.back(call, refusal);
  }

  /** As `carryOut`, for acts that a service of their own carries out. */
  async finish(
    call: PageCall,
    id: string,
    slug: string,
    result: Result<unknown>,
    to = paths.caseView.to(id),
  ): Promise<string> {
    if (!result.ok) return this.back(call, result);
    return this.pages.redirect(call, to, { key: `cases.form.${slug}.done` });
  }

  private async changedSince(
    call: PageCall,
    actor: PersonActor,
    open: OpenCase,
    version: number,
  ): Promise<readonly TimelineLine[]> {
    const { id, version: current } = open.view.case;
    if (!Number.isInteger(version) || version === 0 || version >= current) return [];
    const acts = unwrap(await this.reading.history(actor, id, { limit: Math.min(CHANGES, current - version) }));
    const names = await this.cases.namesIn(acts);
    return acts.map((act) => timelineLine(call.words, open, act, names));
  }
}
