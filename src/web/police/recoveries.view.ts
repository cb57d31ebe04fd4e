import { type IncidentLine } from '../../tracing/incidents/incidents.service.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';

export interface RecoveriesView extends View {
  readonly begun: boolean;
  readonly items: readonly {
    readonly reference: string;
    readonly href: string;
    readonly opened: ShownTime;
    readonly weapons: string;
    readonly standing: string;
  }[];
  readonly older: string | undefined;
}

interface Input {
  readonly lines: readonly IncidentLine[];
  readonly more: boolean;
  readonly begun: boolean;
  readonly zone: string;
}

export function recoveriesView(words: Words, { lines, more, begun, zone }: Input): RecoveriesView {
  const last = lines.at(-1);
  return {
    title: words.t('police.recoveries.title'),
    begun,
    items: lines.map(({ id, reference, openedAt, items, waiting }) => ({
      reference,
      href: paths.recoveryView.to(id),
      opened: words.dateTime(openedAt, [zone]),
      weapons: words.t('police.recoveries.weapons', { count: items }),
      standing: words.t(`police.recoveries.standing.${waiting === 0 ? 'taken' : 'waiting'}`),
    })),
    older: more && last !== undefined ? `${paths.recoveries.to()}?before=${last.id}` : undefined,
  };
}
