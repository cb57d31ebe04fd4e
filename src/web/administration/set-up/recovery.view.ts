import { type RecoverySet } from '../../../registries/operation/recovery.service.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Fact } from '../table.view.js';

interface RecoveryView extends View {
  readonly facts: readonly Fact[];
  /** One field for each holder who must come. */
  readonly fields: readonly { readonly id: string; readonly label: string }[];
  readonly exists: boolean;
  readonly shares: string;
  readonly threshold: string;
}

export function recoveryView(
  words: Words,
  input: {
    readonly set?: RecoverySet & { readonly fileIsCurrent: boolean };
    readonly zone: string;
    readonly toSetUp: boolean;
    readonly form: FormState;
  },
): RecoveryView {
  const { set, zone, toSetUp, form } = input;
  return {
    title: words.t('setUp.step.shares'),
    back: toSetUp ? { href: paths.setUp.to(), text: words.t('setUp.title') } : { href: paths.ownEntry.to() },
    form,
    facts: set === undefined ? [] : factsOf(words, set, zone),
    fields: Array.from({ length: set?.threshold ?? 0 }, (_, i) => ({
      id: `secret-${String(i)}`,
      label: words.t('setUp.recovery.shareOf', { number: i + 1 }),
    })),
    exists: set !== undefined,
    shares: form.value('shares', '5') || '5',
    threshold: form.value('threshold', '3') || '3',
  };
}

function factsOf(words: Words, set: RecoverySet & { readonly fileIsCurrent: boolean }, zone: string): readonly Fact[] {
  const { shares, threshold, madeAt, checkedAt, fileAt, fileIsCurrent } = set;
  const tag = (good: boolean, text: string): Pick<Fact, 'tag'> => ({
    tag: { text, colour: good ? 'govuk-tag--green' : 'govuk-tag--yellow' },
  });
  return [
    {
      name: words.t('setUp.recovery.given'),
      text: words.t('setUp.recovery.outOf', { shares, threshold }),
      lines: [words.timeIn(madeAt, zone)],
    },
    {
      name: words.t('setUp.recovery.proved'),
      ...(checkedAt === undefined
        ? tag(false, words.t('setUp.recovery.notYet'))
        : { ...tag(true, words.t('setUp.standing.done')), text: words.timeIn(checkedAt, zone) }),
    },
    {
      name: words.t('setUp.step.recoveryFile'),
      ...(fileAt === undefined
        ? tag(false, words.t('setUp.recovery.notYet'))
        : {
            ...tag(fileIsCurrent, words.t(fileIsCurrent ? 'setUp.standing.done' : 'setUp.recovery.fileOld')),
            text: words.timeIn(fileAt, zone),
          }),
    },
  ];
}

interface SharesView extends View {
  readonly help: string;
  readonly shares: readonly { readonly title: string; readonly groups: readonly string[] }[];
  readonly lines: readonly string[];
}

/** One sheet for each holder. */
export function sharesView(
  words: Words,
  input: {
    readonly state: string;
    readonly set: RecoverySet;
    readonly texts: readonly string[];
    readonly zone: string;
  },
): SharesView {
  const { state, set, texts, zone } = input;
  return {
    title: words.t('setUp.recovery.sharesTitle'),
    help: words.t('setUp.recovery.sharesHelp', { count: texts.length }),
    shares: texts.map((text, i) => ({
      title: words.t('setUp.recovery.sheet', { number: i + 1, all: texts.length }),
      groups: text.split('-'),
    })),
    lines: [
      words.t('setUp.recovery.sheetState', { state: words.country(state), at: words.timeIn(set.madeAt, zone) }),
      words.t('setUp.recovery.sheetNeed', { threshold: set.threshold }),
      words.t('setUp.recovery.sheetKeep'),
    ],
  };
}
