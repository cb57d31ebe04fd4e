import { MANUFACTURES, WEAPON_TYPES, type Weapon } from '../../../domain/messages/index.js';
import { normalForm } from '../../../domain/firearm/serial-number.js';
import { type FormInput } from '../../forms/form-state.js';
import { Faults, memberOf, optional, type Step, typed } from './step.js';

/** Seen first because they are found most; the others stand in a list below them. */
const COMMON_TYPES = [
  'self-loading pistol',
  'revolver',
  'rifle',
  'assault rifle',
  'carbine',
  'sub-machine gun',
  'shotgun',
  'light machine gun',
] as const satisfies readonly Weapon['type'][];
const OTHER_TYPES = WEAPON_TYPES.filter((type) => !(COMMON_TYPES as readonly string[]).includes(type));
const ANOTHER = 'another';

/** The weapon as it was found (ITI 4, 17(b)); what is not known is left out. */
export const weaponStep: Step = {
  view: ({ words, makes, calibres }, { weapon }) => {
    const type = weapon?.type ?? '';
    const common = (COMMON_TYPES as readonly string[]).includes(type);
    return {
      stored: {
        type: type === '' || common ? type : ANOTHER,
        otherType: common ? '' : type,
        make: weapon?.make ?? '',
        model: weapon?.model ?? '',
        calibre: weapon?.calibre ?? '',
        year: weapon?.yearOfManufacture === undefined ? '' : String(weapon.yearOfManufacture),
        manufacture: weapon?.manufacture ?? '',
        detail: weapon?.detail ?? '',
      },
      types: words.terms('weaponType', COMMON_TYPES),
      another: ANOTHER,
      otherTypes: words.terms('weaponType', OTHER_TYPES),
      manufactures: words.terms('manufacture', MANUFACTURES),
      makes,
      calibres,
    };
  },

  read: ({ words, today }, input, { weapon }) => {
    const faults = new Faults(words);
    const type = typeIn(input, faults);
    const year = normalForm(typed(input, 'weapon-yearOfManufacture'));
    const yearFits = /^\d{4}$/.test(year) && Number(year) >= 1500 && Number(year) <= Number(today.slice(0, 4));
    if (year !== '' && !yearFits) faults.say('weapon-yearOfManufacture', 'year');
    const manufacture = memberOf(MANUFACTURES, typed(input, 'weapon-manufacture'));
    return faults.judge(() => ({
      weapon: {
        type: type ?? 'unknown',
        ...(manufacture === undefined ? {} : { manufacture }),
        ...optional('make', typed(input, 'weapon-make')),
        ...optional('model', typed(input, 'weapon-model')),
        ...optional('calibre', typed(input, 'weapon-calibre')),
        ...(year === '' ? {} : { yearOfManufacture: Number(year) }),
        ...optional('detail', typed(input, 'weapon-detail')),
        marks: weapon?.marks ?? [],
        ...(weapon?.noMarkReason === undefined ? {} : { noMarkReason: weapon.noMarkReason }),
      },
    }));
  },
};

function typeIn(input: FormInput, faults: Faults): Weapon['type'] | undefined {
  const chosen = typed(input, 'weapon-type');
  if (chosen !== ANOTHER) return faults.chosen(COMMON_TYPES, input, 'weapon-type', 'weaponType');
  return faults.chosen(OTHER_TYPES, input, 'otherType', 'otherType');
}
