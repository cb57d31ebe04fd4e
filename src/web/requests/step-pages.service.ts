import { Inject, Injectable } from '@nestjs/common';
import { type Refusal } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { DirectoryService } from '../../registries/directory/directory.service.js';
import { CALIBRES, MAKES } from '../../registries/reference/reference.service.js';
import { inputOf } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { type Words } from '../i18n/words.js';
import { type PageCall } from '../page/page-call.js';
import { PageRenderer, type View } from '../page/page-renderer.service.js';
import { STEPS } from './steps/steps.js';
import { type Parts, type StepName, type StepSetting } from './steps/step.js';

/** Where the answers of a step are kept: in a person's unrecorded incident, or in the draft of a case. */
export interface StepPlace {
  readonly parts: Parts;
  /** What stands above the heading: which weapon, which case. */
  readonly caption: string;
  readonly back: string;
  /** Of the case that was read: a change of an older one is refused. */
  readonly version?: number;
  store(parts: Parts): Promise<Refusal | undefined>;
  /** The page after this one. */
  next(step: StepName): Promise<string> | string;
  hrefOf(step: StepName): string;
}

export interface StepView extends View {
  readonly caption: string;
  readonly version: string;
}

/** One thing a page, wherever its answer is kept. */
@Injectable()
export class StepPages {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly clock: Clock,
    private readonly directory: DirectoryService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async show(call: PageCall, step: StepName, place: StepPlace): Promise<string> {
    const form = await this.forms.at(call);
    const view: StepView = {
      ...STEPS[step].view(await this.settingOf(call.words), place.parts, form),
      title: call.words.t(`requests.step.${step}`),
      caption: place.caption,
      back: { href: place.back },
      version: String(place.version ?? ''),
      form,
    };
    return this.pages.render(call, `requests/steps/${step}`, view);
  }

  async save(call: PageCall, step: StepName, place: StepPlace): Promise<string> {
    const input = inputOf(call.request.body);
    const read = STEPS[step].read(await this.settingOf(call.words), input, place.parts);
    if (!read.ok) return this.forms.back(call, read);
    const refusal = await place.store(read.value);
    if (refusal !== undefined) return this.forms.back(call, refusal);
    const elsewhere = STEPS[step].next?.(input);
    return this.pages.redirect(call, elsewhere === undefined ? await place.next(step) : place.hrefOf(elsewhere));
  }

  private async settingOf(words: Words): Promise<StepSetting> {
    const partners = await this.directory.partnerPlaces();
    return {
      words,
      own: this.config['node.state'],
      today: this.clock.now().slice(0, 10),
      partners: partners.map(({ country }) => country),
      makes: MAKES.map(({ name }) => name),
      calibres: CALIBRES.map(({ name }) => name),
    };
  }
}
