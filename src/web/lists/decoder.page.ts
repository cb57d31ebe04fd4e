import { Get, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { OriginService } from '../../registries/reference/origin.service.js';
import { OriginQueryDto } from '../../registries/reference/reference.dto.js';
import { readForm } from '../forms/form-body.js';
import { FormDrafts } from '../forms/form-drafts.service.js';
import { FormState, inputOf, type FormInput } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { decoderView } from './decoder.view.js';

const KINDS = { lists: ['symbols'] } as const;

/** Which State and years the marks of a weapon suggest. What was read is kept sealed: a serial number has no place in an address. */
@Page()
export class DecoderPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: FormDrafts,
    private readonly origin: OriginService,
  ) {}

  @Get(paths.decoder.route)
  @Permit('reference.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { marks } = call.request.query as Readonly<Record<string, unknown>>;
    const kept = ((await this.drafts.findReturned(actor, marks)) as { input?: FormInput } | undefined)?.input;
    const read = kept === undefined ? undefined : await readForm(OriginQueryDto, kept, KINDS);
    const decoded = read?.ok === true ? await this.origin.decode(read.value) : undefined;
    const form = kept === undefined ? await this.forms.at(call) : new FormState(kept, []);
    return this.pages.render(call, 'lists/decoder', decoderView(call.words, form, decoded));
  }

  @Post(paths.decoder.route)
  @Permit('reference.read')
  async decode(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const input = inputOf(call.request.body);
    const read = await readForm(OriginQueryDto, input, KINDS);
    if (!read.ok) return this.forms.back(call, read, paths.decoder.to());
    const id = await this.drafts.keepReturned(actor.id, paths.decoder.to(), { input });
    return this.pages.redirect(call, `${paths.decoder.to()}?marks=${id ?? ''}`);
  }
}
