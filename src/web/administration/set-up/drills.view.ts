import { type Drill } from '../../../registries/operation/drill.service.js';
import { DRILL_RESULTS } from '../../../registries/operation/dto/operation.dto.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type TagColour } from '../table.view.js';

const COLOURS = {
  'whole': 'govuk-tag--green',
  'with losses': 'govuk-tag--yellow',
  'failed': 'govuk-tag--red',
} as const satisfies Record<Drill['result'], TagColour>;

interface DrillsView extends View {
  readonly help: string;
  readonly drills: readonly {
    readonly id: string;
    readonly title: string;
    readonly tag: { readonly text: string; readonly colour: TagColour };
    readonly lines: readonly string[];
    readonly mayConfirm: boolean;
  }[];
  readonly mayRecord: boolean;
  readonly results: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
}

export function drillsView(
  words: Words,
  input: {
    readonly drills: readonly { readonly drill: Drill; readonly mayConfirm: boolean }[];
    readonly names: ReadonlyMap<string, string>;
    readonly mayRecord: boolean;
    readonly everyDays: number;
    readonly zone: string;
    readonly form: FormState;
  },
): DrillsView {
  const { drills, names, mayRecord, everyDays, zone, form } = input;
  const by = (key: string, id: string, at: string): string =>
    words.t(`setUp.drill.${key}`, { name: names.get(id) ?? '', at: words.timeIn(at, zone) });
  return {
    title: words.t('setUp.step.drill'),
    ...(mayRecord ? { back: { href: paths.setUp.to(), text: words.t('setUp.title') } } : {}),
    form,
    help: words.t('setUp.drill.help', { days: everyDays }),
    drills: drills.map(({ drill, mayConfirm }) => ({
      id: drill.id,
      title: words.t('setUp.drill.of', { on: words.date(drill.restoredOn) }),
      tag: { text: words.t(`setUp.drill.result.${drill.result}`), colour: COLOURS[drill.result] },
      lines: [
        words.t('setUp.drill.copyOf', { on: words.date(drill.backupOn) }),
        ...(drill.note === undefined ? [] : [drill.note]),
        by('recordedBy', drill.recordedBy, drill.recordedAt),
        drill.confirmedBy === undefined || drill.confirmedAt === undefined
          ? words.t('setUp.drill.unconfirmed')
          : by('confirmedBy', drill.confirmedBy, drill.confirmedAt),
      ],
      mayConfirm,
    })),
    mayRecord,
    results: DRILL_RESULTS.map((value) => ({
      value,
      text: words.t(`setUp.drill.result.${value}`),
      checked: form.checked('result', value),
    })),
  };
}
