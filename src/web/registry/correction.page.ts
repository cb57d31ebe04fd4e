import { Get, Inject, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { unwrap } from '../../platform/problem.js';
import { MarkingsService } from '../../registries/markings/markings.service.js';
import { CorrectFirearmDto } from '../../registries/markings/query.dto.js';
import { RegistrationService } from '../../registries/markings/registration.service.js';
import { readForm } from '../forms/form-body.js';
import { inputOf } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { anId } from '../page/an-id.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { atFormPlaces, changedInput, correctionView } from './correction.view.js';
import { reasonNeeded, reasonOf, reasonView, withReason } from './reading-reason.js';
import { versionIn } from './version-field.js';

const KINDS = { numbers: ['yearOfManufacture'] } as const;
const UPKEEP = 'upkeep of the registry';

/** A record that does not hold is corrected with a reason; what it said before stays. */
@Page()
export class CorrectionPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly markings: MarkingsService,
    private readonly registration: RegistrationService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.firearmCorrection.route)
  @Permit('firearms.register')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
  ): Promise<string> {
    const reason = await reasonOf(call);
    if (reason === undefined)
      return this.pages.render(call, 'registry/reason', await reasonView(call.words, call, UPKEEP));
    const record = unwrap(await this.markings.get(actor, id, reason));
    const view = correctionView(call.words, record, reason, await this.forms.at(call), this.config['node.state']);
    return this.pages.render(call, 'registry/correction', view);
  }

  @Post(paths.firearmCorrection.route)
  @Permit('firearms.register')
  async correct(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
  ): Promise<string> {
    const reason = await reasonNeeded(call);
    const record = unwrap(await this.markings.get(actor, id, reason));
    const place = withReason(paths.firearmCorrection.to(id), reason);
    const changed = changedInput(record, inputOf(call.request.body));
    const body = await readForm(CorrectFirearmDto, changed, KINDS);
    const result = body.ok ? await this.registration.correct(actor, id, versionIn(call), body.value) : body;
    if (!result.ok) return this.forms.back(call, body.ok ? atFormPlaces(result, changed) : result, place);
    return this.pages.redirect(call, withReason(paths.firearmView.to(id), reason), {
      key: 'registry.correction.done',
    });
  }
}
