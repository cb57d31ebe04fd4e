import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type DuplicateLink } from '../duplicates.service.js';
import { commonCards, weaponCards, type SummaryCard } from '../summary.js';
import { type WeaponStep } from '../steps/step.js';
import { isDone, TASKS } from './journey-order.js';
import { weaponTitle } from './incident-weapons.view.js';
import { type RecoveryDraft } from './recovery-drafts.service.js';

export interface IncidentCheckView extends View {
  readonly caption: string;
  readonly common: readonly SummaryCard[];
  readonly weapons: readonly {
    readonly title: string;
    readonly cards: readonly SummaryCard[];
  }[];
  /** Pages that may be left open for now: each keeps a request from being sent. */
  readonly open: readonly string[];
  readonly record: string;
  readonly duplicates: readonly DuplicateLink[];
}

export function incidentCheckView(
  words: Words,
  draft: RecoveryDraft,
  form: FormState,
  duplicates: readonly DuplicateLink[],
): IncidentCheckView {
  const { common, weapons } = draft;
  return {
    title: words.t('requests.step.check'),
    caption: words.t('requests.journey.title'),
    back: { href: paths.newIncident.to() },
    form,
    common: commonCards(words, common, (step) => paths.incidentStep.to(step)),
    weapons: weapons.map((weapon, index) => {
      const number = String(index + 1);
      return {
        title: words.t('requests.check.weapon', {
          number: words.number(index + 1),
          what: weaponTitle(words, weapon),
        }),
        cards: weaponCards(words, { weapon }, (step) => paths.incidentWeapon.to(number, step as WeaponStep)).map(
          (card) => ({ ...card, id: `${card.id}-${number}` }),
        ),
      };
    }),
    open: TASKS.filter((task) => !isDone(draft, task)).map((task) => words.t(`requests.step.${task}`)),
    duplicates,
    record: words.t('requests.check.record', { count: weapons.length }),
  };
}
