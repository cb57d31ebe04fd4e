import { type Weapon } from '../../domain/messages/index.js';
import { refuse, type Refusal } from '../../domain/shared/refusal.js';
import { RefusalError } from '../../platform/problem.js';
import { type Words } from '../i18n/words.js';
import { type StepPlace } from './step-pages.service.js';
import { type Parts, type WeaponStep } from './steps/step.js';

/** A recovery that is not recorded yet, whoever writes it. */
interface Written {
  readonly common: Parts;
  readonly weapons: readonly Weapon[];
}

interface WeaponPage<D extends Written> {
  readonly words: Words;
  readonly draft: D;
  /** As the address gives it, from 1. */
  readonly number: string;
  readonly step: WeaponStep;
  /** Weapons that one recovery may have. */
  readonly most: number;
  readonly back: string;
  readonly save: (draft: D) => Promise<Refusal | undefined>;
  /** The page after the last of a weapon. */
  readonly after: (draft: D) => string;
  readonly hrefOf: (step: WeaponStep) => string;
}

const FOLLOWING = {
  weapon: 'serial',
  serial: 'marks',
  characters: 'marks',
  marks: undefined,
} as const satisfies Record<WeaponStep, WeaponStep | undefined>;

/** One weapon after the other: what it is, its serial number, its other marks. A number beyond the next weapon names no page. */
export function weaponPlace<D extends Written>(page: WeaponPage<D>): StepPlace {
  const { words, number: text, step, hrefOf } = page;
  let { draft } = page;
  const number = Number(text);
  const most = Math.min(draft.weapons.length + (step === 'weapon' ? 1 : 0), page.most);
  if (!/^\d{1,5}$/.test(text) || number < 1 || number > most) throw new RefusalError(refuse('not-found'));
  const weapon = draft.weapons[number - 1];
  return {
    parts: { ...draft.common, ...(weapon === undefined ? {} : { weapon }) },
    caption: words.t('requests.weapon.caption', { number: words.number(number) }),
    back: page.back,
    store: async ({ weapon: changed }) => {
      if (changed === undefined) return undefined;
      const weapons = [...draft.weapons];
      weapons[number - 1] = changed;
      draft = { ...draft, weapons };
      return page.save(draft);
    },
    next: (done) => {
      const next = FOLLOWING[done as WeaponStep];
      return next === undefined ? page.after(draft) : hrefOf(next);
    },
    hrefOf: (other) => hrefOf(other as WeaponStep),
  };
}
