import { type Weapon } from '../../../domain/messages/index.js';
import { type Words } from '../../i18n/words.js';
import { markRow } from '../../letters/request-content.js';
import { type LetterRow } from '../../letters/letter-rows.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { isDescribed, nextOf } from './journey-order.js';
import { type RecoveryDraft } from './recovery-drafts.service.js';

export interface IncidentWeaponsView extends View {
  readonly caption: string;
  readonly weapons: readonly {
    readonly number: string;
    readonly title: string;
    readonly marks: readonly LetterRow[];
    /** What is still to be said of it. */
    readonly open: boolean;
    readonly links: readonly { readonly href: string; readonly text: string }[];
  }[];
  /** Absent where the incident is full. */
  readonly add?: string;
  readonly goOn: string;
}

export function incidentWeaponsView(words: Words, draft: RecoveryDraft, most: number): IncidentWeaponsView {
  const { weapons } = draft;
  return {
    title: words.t('requests.step.weapons'),
    caption: words.t('requests.journey.title'),
    back: { href: paths.newIncident.to() },
    weapons: weapons.map((weapon, index) => {
      const number = String(index + 1);
      return {
        number,
        title: weaponTitle(words, weapon),
        marks: weapon.marks.map((mark) => markRow(words, mark)),
        open: !isDescribed(weapon),
        links: (['weapon', 'serial', 'marks'] as const).map((step) => ({
          href: paths.incidentWeapon.to(number, step),
          text: words.t(`requests.step.${step}`),
        })),
      };
    }),
    ...(weapons.length < most ? { add: paths.incidentWeapon.to(String(weapons.length + 1), 'weapon') } : {}),
    goOn: nextOf(draft, 'weapons'),
  };
}

/** "Self-loading pistol, Glock 17, 9 mm Luger": as much as is known. */
export function weaponTitle(words: Words, weapon: Pick<Weapon, 'type' | 'make' | 'model' | 'calibre'>): string {
  const name = [weapon.make, weapon.model].filter((part) => part !== undefined).join(' ');
  return [words.term('weaponType', weapon.type), name, weapon.calibre ?? ''].filter((part) => part !== '').join(', ');
}
