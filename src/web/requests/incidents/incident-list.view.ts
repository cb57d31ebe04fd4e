import { type IncidentLine } from '../../../tracing/incidents/incidents.service.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type RecoveryDraft } from '../journey/recovery-drafts.service.js';

export interface IncidentListView extends View {
  readonly items: readonly {
    readonly href: string;
    readonly reference: string;
    readonly opened: ShownTime;
    readonly weapons: string;
    /** Weapons that wait for an officer to take them over. */
    readonly waiting: string;
  }[];
  /** An incident of this person that is not recorded yet. */
  readonly draft?: ShownTime;
  readonly writes: boolean;
  readonly older?: string;
  readonly newest?: string;
}

interface Input {
  readonly incidents: readonly IncidentLine[];
  readonly more: boolean;
  readonly draft: RecoveryDraft | undefined;
  readonly writes: boolean;
  readonly first: boolean;
  readonly zone: string;
}

export function incidentListView(words: Words, input: Input): IncidentListView {
  const { incidents, more, draft, writes, first, zone } = input;
  const last = incidents.at(-1);
  return {
    title: words.t('requests.list.title'),
    wide: true,
    items: incidents.map((one) => ({
      href: paths.incidentView.to(one.id),
      reference: one.reference,
      opened: words.dateTime(one.openedAt, [zone]),
      weapons: words.t('requests.list.weapons', { count: one.items }),
      waiting: one.waiting === 0 ? '' : words.t('requests.list.waiting', { count: one.waiting }),
    })),
    ...(draft === undefined ? {} : { draft: words.dateTime(draft.begunAt, [zone]) }),
    writes,
    ...(more && last !== undefined ? { older: `${paths.incidents.to()}?before=${last.id}` } : {}),
    ...(first ? {} : { newest: paths.incidents.to() }),
  };
}
