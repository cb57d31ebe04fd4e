import { Get, Inject, Post } from '@nestjs/common';
import { COMPONENTS, MANUFACTURES, MARK_CONDITIONS, WEAPON_TYPES } from '../../domain/messages/vocabulary.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { RegisterFirearmDto } from '../../registries/markings/firearm.dto.js';
import { ReadReason } from '../../registries/markings/query.dto.js';
import { RegistrationService } from '../../registries/markings/registration.service.js';
import { countryChoices } from '../forms/country-choices.js';
import { readForm } from '../forms/form-body.js';
import { inputOf, type FormInput } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer, type View } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { withReason } from './reading-reason.js';

/** The component that stands for the weapon, and two more. */
const PLACES = [0, 1, 2] as const;
const UPKEEP = 'upkeep of the registry';

/** A new record with its components and their serial numbers; further marks come with a load or a correction. */
@Page()
export class NewFirearmPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly registration: RegistrationService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.newFirearm.route)
  @Permit('firearms.register')
  async show(@OnPage() call: PageCall): Promise<string> {
    const { words } = call;
    const view = {
      title: words.t('registry.firearms.new'),
      back: { href: paths.firearms.to(), text: words.t('registry.firearms.title') },
      form: await this.forms.at(call),
      types: words.terms('weaponType', WEAPON_TYPES),
      manufactures: words.terms('manufacture', MANUFACTURES),
      components: words.terms('component', COMPONENTS),
      conditions: words.terms('markCondition', MARK_CONDITIONS),
      countries: countryChoices(words, this.config['node.state']),
    } satisfies View & Record<string, unknown>;
    return this.pages.render(call, 'registry/new-firearm', view);
  }

  @Post(paths.newFirearm.route)
  @Permit('firearms.register')
  async register(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { caseNumber = [], ...told } = inputOf(call.request.body);
    const why = await readForm(ReadReason, { purpose: [UPKEEP], caseNumber });
    if (!why.ok) return this.forms.back(call, why, paths.newFirearm.to());
    const input = usedPlaces(told);
    const used = PLACES.filter((place) => input[`components-${String(place)}-kind`] !== undefined);
    const ticks = used.flatMap((place) => ['reference', 'replaced'].map((one) => `components-${String(place)}-${one}`));
    const body = await readForm(RegisterFirearmDto, input, {
      numbers: ['yearOfManufacture', 'components-*-marks-*-sizeMm', 'components-*-marks-*-depthMm'],
      ticks,
      lists: ['holders', 'events'],
    });
    const result = body.ok ? await this.registration.register(actor, body.value) : body;
    if (!result.ok) return this.forms.back(call, result, paths.newFirearm.to());
    return this.pages.redirect(call, withReason(paths.firearmView.to(result.value.id), why.value), {
      key: 'registry.newRecord.done',
    });
  }
}

/** A further component of which nothing was said is none; the first one stands for the weapon (ITI 10). */
function usedPlaces(told: FormInput): FormInput {
  const typed = (field: string): string => (told[field]?.[0] ?? '').trim();
  const unused = PLACES.slice(1)
    .map((place) => `components-${String(place)}-`)
    .filter((at) => typed(`${at}kind`) === '' && typed(`${at}marks-0-text`) === '');
  const kept = Object.entries(told).filter(([field]) => !unused.some((at) => field.startsWith(at)));
  const kinds = PLACES.map((place) => `components-${String(place)}-`)
    .filter((at) => !unused.includes(at))
    .flatMap((at) => [[`${at}kind`, told[`${at}kind`] ?? ['']] as const, [`${at}marks-0-kind`, ['serial']] as const]);
  return Object.fromEntries([...kept, ...kinds, ['components-0-reference', ['yes']] as const]);
}
