import { type CaseLine } from '../../../tracing/cases/dto/view.dto.js';
import { type Incident } from '../../../tracing/incidents/incidents.service.js';
import { type FormState } from '../../forms/form-state.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type LetterLine } from '../../letters/letter-rows.js';
import { markRow } from '../../letters/request-content.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { weaponTitle } from '../journey/incident-weapons.view.js';
import { commonCards, type SummaryCard } from '../summary.js';

export interface IncidentView extends View {
  readonly reference: string;
  readonly opened: ShownTime;
  readonly exercise: boolean;
  readonly weapons: readonly {
    readonly number: string;
    readonly title: string;
    readonly serial: readonly LetterLine[];
    readonly cases: readonly {
      readonly reference: string;
      readonly href: string;
      readonly state: string;
      readonly partner: string;
    }[];
  }[];
  readonly common: readonly SummaryCard[];
  /** Weapons that have no case yet, for whoever may open them. */
  readonly takeOver: string;
}

interface Input {
  readonly incident: Incident;
  readonly lines: readonly CaseLine[];
  readonly works: boolean;
  readonly zone: string;
  readonly form: FormState;
}

const UNSENT: readonly string[] = ['draft', 'proposed', 'approved'];

export function incidentView(words: Words, { incident, lines, works, zone, form }: Input): IncidentView {
  const { content } = incident;
  const without = content.weapons.filter((_, index) => !lines.some((line) => line.item === index + 1)).length;
  return {
    title: words.t('requests.incident.title', { reference: incident.reference }),
    reference: incident.reference,
    back: { href: paths.incidents.to(), text: words.t('requests.list.title') },
    form,
    wide: true,
    opened: words.dateTime(incident.openedAt, [zone]),
    exercise: content.exercise,
    weapons: content.weapons.map(({ weapon }, index) => ({
      number: words.number(index + 1),
      title: weaponTitle(words, weapon),
      serial: weapon.marks
        .filter(({ kind }) => kind === 'serial')
        .flatMap((mark) => markRow(words, mark).lines.slice(0, 1)),
      cases: lines.filter((line) => line.item === index + 1).map((line) => caseOf(words, line, works)),
    })),
    common: commonCards(words, content.common, () => undefined).filter(({ rows }) => rows.length > 0),
    takeOver: works && without > 0 ? words.t('requests.incident.takeOver', { count: without }) : '',
  };
}

function caseOf(words: Words, line: CaseLine, works: boolean): IncidentView['weapons'][number]['cases'][number] {
  const unsent = works && line.role === 'requester' && UNSENT.includes(line.state);
  return {
    reference: line.reference,
    href: unsent ? paths.draft.to(line.id) : paths.caseView.to(line.id),
    state: words.term('caseState', line.state),
    partner: line.partner === null ? '' : words.country(line.partner),
  };
}
