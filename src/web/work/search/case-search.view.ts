import { ROLES } from '../../../domain/messages/index.js';
import { CASE_STATES } from '../../../domain/tracing/case.js';
import { type CaseLine, type CasePage } from '../../../tracing/cases/dto/view.dto.js';
import { type FormInput, type FormState } from '../../forms/form-state.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type SearchSurroundings } from './case-search-inputs.service.js';

interface Option {
  readonly value: string;
  readonly text: string;
}

export interface CaseSearchView extends View {
  readonly form: FormState;
  /** For whoever may open a sealed case in an emergency: it stands in no list. */
  readonly sealed?: string;
  readonly partners: readonly Option[];
  readonly states: readonly Option[];
  readonly roles: readonly Option[];
  readonly people: readonly Option[];
  readonly count: string;
  readonly asked: boolean;
  readonly items: readonly FoundCase[];
  readonly next: string | undefined;
}

interface FoundCase {
  readonly href: string;
  readonly reference: string;
  readonly partnerReference: string | null;
  readonly partner: string;
  readonly role: string;
  readonly state: string;
  readonly outcome: string | undefined;
  readonly inCharge: string;
  readonly opened: string;
  readonly due: { readonly distance: string; readonly time: ShownTime } | undefined;
}

export interface CaseSearchInput extends SearchSurroundings {
  readonly form: FormState;
  readonly input: FormInput;
  /** Under which what was typed is kept. */
  readonly id: string | undefined;
  /** Absent where the question was refused. */
  readonly found: CasePage | undefined;
}

export function caseSearchView(words: Words, search: CaseSearchInput): CaseSearchView {
  const { form, input, found, states, colleagues } = search;
  const partners = states.map((code) => ({ value: code, text: words.country(code) }));
  partners.sort((a, b) => a.text.localeCompare(b.text, words.locale));
  const asked = Object.values(input).some(([text = '']) => text.trim() !== '');
  const count = found?.items.length ?? 0;
  return {
    title: words.t('work.search.title'),
    form,
    partners,
    states: words.terms('caseState', CASE_STATES),
    roles: words.terms('caseRole', ROLES),
    people: colleagues.map(({ id, name }) => ({ value: id, text: name })),
    count: words.t(found?.next == null ? 'work.search.count' : 'work.search.countMore', { count }),
    asked,
    items: (found?.items ?? []).map((line) => foundCase(words, line, search)),
    next: found?.next == null ? undefined : addressOf(search, found.next),
    wide: true,
  };
}

function addressOf({ id, input }: CaseSearchInput, after: string): string {
  const text = new URLSearchParams();
  if (id !== undefined) text.set('query', id);
  else for (const [name, [value = '']] of Object.entries(input)) text.set(name, value);
  text.set('after', after);
  return `${paths.caseSearch.to()}?${text.toString()}`;
}

function foundCase(words: Words, line: CaseLine, { names, zones, now, zone }: CaseSearchInput): FoundCase {
  const { partner, outcome, assigneeId, dueAt } = line;
  const theirs = partner === null ? undefined : zones.get(partner);
  return {
    href: paths.caseView.to(line.id),
    reference: line.reference,
    partnerReference: line.partnerReference,
    partner: partner === null ? words.t('workList.noPartner') : words.country(partner),
    role: words.term('caseRole', line.role),
    state: words.term('caseState', line.state),
    outcome: outcome === null ? undefined : words.term('outcome', outcome),
    inCharge:
      assigneeId === null ? words.t('workList.nobody') : (names.get(assigneeId) ?? words.t('workList.unknownPerson')),
    opened: words.date(line.openedAt.slice(0, 10)),
    due:
      dueAt === null
        ? undefined
        : {
            distance: words.distance(now, dueAt),
            time: words.dateTime(dueAt, theirs === undefined ? [zone] : [zone, theirs]),
          },
  };
}
