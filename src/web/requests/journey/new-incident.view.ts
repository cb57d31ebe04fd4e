import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { hrefOf, isDone, TASKS, type Task } from './journey-order.js';
import { type RecoveryDraft } from './recovery-drafts.service.js';

interface TaskLine {
  readonly text: string;
  readonly done: boolean;
  /** Absent where something else comes first. */
  readonly href?: string;
}

export interface NewIncidentView extends View {
  readonly groups: readonly { readonly title: string; readonly tasks: readonly TaskLine[] }[];
  /** Absent where nothing was written yet. */
  readonly begun?: ShownTime;
  readonly progress: string;
  readonly kept: string;
  /** Where to go on: the first open page. */
  readonly goOn: string;
}

interface Input {
  readonly draft: RecoveryDraft | undefined;
  readonly keptDays: number;
  readonly zone: string;
}

const GROUPS = {
  recovery: ['find', 'circumstances'],
  weapons: ['weapons'],
  request: ['grounds', 'use', 'confidentiality', 'handling', 'urgency'],
} as const satisfies Record<string, readonly Task[]>;

export function newIncidentView(words: Words, { draft, keptDays, zone }: Input): NewIncidentView {
  const shown = draft ?? { begunAt: '', common: {}, weapons: [] };
  const open = TASKS.filter((task) => !isDone(shown, task));
  const groups = Object.entries(GROUPS).map(([group, tasks]) => ({
    title: words.t(`requests.journey.group.${group}`),
    tasks: tasks.map((task): TaskLine => {
      const early = task === 'circumstances' && !isDone(shown, 'find');
      return {
        text: words.t(`requests.step.${task}`),
        done: isDone(shown, task),
        ...(early ? {} : { href: hrefOf(task) }),
      };
    }),
  }));
  const check: TaskLine = {
    text: words.t('requests.step.check'),
    done: false,
    ...(shown.weapons.length > 0 ? { href: paths.incidentCheck.to() } : {}),
  };
  return {
    title: words.t('requests.journey.title'),
    back: { href: paths.incidents.to() },
    groups: [...groups, { title: words.t('requests.journey.group.record'), tasks: [check] }],
    ...(draft === undefined ? {} : { begun: words.dateTime(draft.begunAt, [zone]) }),
    progress: words.t('requests.journey.progress', { done: TASKS.length - open.length, all: TASKS.length }),
    kept: words.t('requests.journey.kept', { days: keptDays }),
    goOn: open[0] === undefined ? paths.incidentCheck.to() : hrefOf(open[0]),
  };
}
