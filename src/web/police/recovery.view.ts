import { type Incident, type ItemProgress } from '../../tracing/incidents/incidents.service.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type LetterLine } from '../letters/letter-rows.js';
import { markRow } from '../letters/request-content.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { weaponTitle } from '../requests/journey/incident-weapons.view.js';
import { commonCards, type SummaryCard } from '../requests/summary.js';
import { HAND_IN_STEPS } from './hand-in-order.js';
import { POLICE_STEPS, stepReached, type PoliceStep } from './police-steps.js';

export interface RecoveryView extends View {
  readonly opened: ShownTime;
  readonly covert: boolean;
  readonly quiet: boolean;
  readonly weapons: readonly {
    readonly number: string;
    readonly title: string;
    readonly serial: readonly LetterLine[];
    readonly steps: readonly { readonly text: string; readonly reached: boolean; readonly now: boolean }[];
    readonly next: string;
  }[];
  readonly common: readonly SummaryCard[];
}

export function recoveryView(
  words: Words,
  { reference, openedAt, sealed, content }: Incident,
  progress: readonly ItemProgress[],
  zone: string,
): RecoveryView {
  const shown: readonly string[] = HAND_IN_STEPS;
  return {
    title: words.t('police.recovery.title', { reference }),
    back: { href: paths.recoveries.to(), text: words.t('police.recoveries.title') },
    opened: words.dateTime(openedAt, [zone]),
    covert: sealed,
    quiet: content.common.doNotContactHolders === true,
    weapons: content.weapons.map(({ weapon }, index) => {
      const now = stepReached(progress.find(({ item }) => item === index + 1)?.state);
      return {
        number: words.number(index + 1),
        title: weaponTitle(words, weapon),
        serial: weapon.marks
          .filter(({ kind }) => kind === 'serial')
          .flatMap((mark) => markRow(words, mark).lines.slice(0, 1)),
        steps: stepsOf(words, now),
        next: words.t(`police.recovery.next.${now}`),
      };
    }),
    common: commonCards(words, content.common, () => undefined).filter(({ id }) => shown.includes(id)),
  };
}

function stepsOf(words: Words, now: PoliceStep): RecoveryView['weapons'][number]['steps'] {
  const at = POLICE_STEPS.indexOf(now);
  return POLICE_STEPS.map((step, index) => ({
    text: words.t(`police.recovery.step.${step}`),
    reached: index <= at,
    now: index === at,
  }));
}
