import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { weaponTitle } from '../requests/journey/incident-weapons.view.js';
import { commonCards, weaponCards, type SummaryCard } from '../requests/summary.js';
import { HAND_IN_STEPS, HAND_IN_TASKS, isDone } from './hand-in-order.js';
import { type HandInDraft } from './hand-in-drafts.service.js';

export interface HandInCheckView extends View {
  readonly common: readonly SummaryCard[];
  readonly weapons: readonly { readonly title: string; readonly cards: readonly SummaryCard[] }[];
  readonly flags: readonly SummaryCard[];
  readonly open: readonly string[];
  /** Absent where the recovery is full. */
  readonly another: string | undefined;
}

export function handInCheckView(words: Words, draft: HandInDraft, form: FormState, most: number): HandInCheckView {
  const { common, weapons } = draft;
  const steps: readonly string[] = HAND_IN_STEPS;
  return {
    title: words.t('requests.step.check'),
    back: { href: paths.handIn.to() },
    form,
    common: commonCards(words, common, (step) => paths.handInStep.to(step)).filter(({ id }) => steps.includes(id)),
    weapons: weapons.map((weapon, index) => {
      const number = String(index + 1);
      return {
        title: words.t('requests.check.weapon', { number: words.number(index + 1), what: weaponTitle(words, weapon) }),
        cards: weaponCards(words, { weapon }, (step) => paths.handInWeapon.to(number, step)).map((card) => ({
          ...card,
          id: `${card.id}-${number}`,
        })),
      };
    }),
    flags: [flagsCard(words, draft)],
    open: HAND_IN_TASKS.filter((task) => !isDone(draft, task)).map((task) => words.t(`police.handIn.task.${task}`)),
    another: weapons.length < most ? paths.handInWeapon.to(String(weapons.length + 1), 'weapon') : undefined,
  };
}

function flagsCard(words: Words, { covert, common, flagged }: HandInDraft): SummaryCard {
  const said = [
    words.t(covert ? 'police.handIn.covert' : 'police.handIn.notCovert'),
    words.t(common.doNotContactHolders === true ? 'police.handIn.quiet' : 'police.handIn.notQuiet'),
  ];
  return {
    id: 'flags',
    title: words.t('police.handIn.task.flags'),
    rows: flagged ? [{ label: '', lines: said.map((text) => ({ text })) }] : [],
    labels: false,
    change: paths.handInFlags.to(),
  };
}
