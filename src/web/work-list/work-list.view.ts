import { ROLES, URGENCIES } from '../../domain/messages/index.js';
import { type Instant } from '../../domain/shared/instant.js';
import { type NamedPerson } from '../../registries/identity/people.queries.js';
import { type WorkListPage } from '../../tracing/cases/dto/work-list.dto.js';
import { WORK_GROUPS, WORK_SCOPES, type WorkGroup, type WorkListAsk } from '../../tracing/cases/work-list.service.js';
import { type Words } from '../i18n/words.js';
import { type SavedView } from '../work/saved-views.service.js';
import { workItem, type WorkItem } from './work-item.view.js';
import { workAddress, workQueryText } from './work-list-address.js';

export interface WorkListInput {
  readonly page: WorkListPage;
  readonly query: WorkListAsk;
  readonly mayAssign: boolean;
  readonly signs: { readonly persons: boolean; readonly head: boolean };
  /** Id -> name of everybody who is shown. */
  readonly names: ReadonlyMap<string, string>;
  readonly colleagues: readonly NamedPerson[];
  /** State -> zone of its contact point. */
  readonly zones: ReadonlyMap<string, string>;
  readonly states: readonly string[];
  readonly views: readonly SavedView[];
  readonly now: Instant;
  /** Of this State's contact point. */
  readonly zone: string;
}

interface Choice {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
}

interface Option {
  readonly value: string;
  readonly text: string;
  readonly selected?: boolean;
}

export interface WorkListPart {
  readonly count: string;
  readonly scopes: readonly Choice[];
  readonly groups: readonly (Choice & { readonly count: string; readonly pressing: boolean })[];
  readonly filtered: boolean;
  readonly filters: {
    readonly hidden: readonly { readonly name: string; readonly value: string }[];
    readonly partner: readonly Option[];
    readonly role: readonly Option[];
    readonly urgency: readonly Option[];
    readonly assigneeId: readonly Option[];
  };
  readonly clear: string;
  readonly views: readonly {
    readonly id: string;
    readonly name: string;
    readonly href: string;
    readonly current: boolean;
  }[];
  /** The filters as they would be saved; empty where there is nothing to save. */
  readonly saves: string;
  readonly standingIn: string | undefined;
  readonly items: readonly WorkItem[];
  readonly chooses: boolean;
  /** To whom the chosen cases may go; empty where a person may only take them. */
  readonly assignTo: readonly Option[];
  readonly next: string | undefined;
  readonly first: string | undefined;
  readonly empty: string;
}

/** The list for whoever works on cases. */
export function workListPart(words: Words, input: WorkListInput): WorkListPart {
  const { page, query, names, mayAssign } = input;
  const items = page.items.map((line) => workItem(words, line, input));
  const filtered = ['group', 'partner', 'role', 'urgency', 'assigneeId'].some((name) => name in withoutEmpty(query));
  const saves = workQueryText(query);
  return {
    count: words.t('workList.count', { count: query.group === undefined ? page.counts.all : page.counts[query.group] }),
    scopes: WORK_SCOPES.map((scope) => ({
      text: words.t(`workList.scope.${scope}`),
      href: workAddress({ ...query, scope }),
      current: scope === (query.scope ?? 'me'),
    })),
    groups: groupsOf(words, input),
    filtered,
    filters: filtersOf(words, input),
    clear: workAddress(query.scope === undefined ? {} : { scope: query.scope }),
    views: input.views.map(({ id, name, query: text }) => ({ id, name, href: `/?${text}`, current: text === saves })),
    saves,
    standingIn:
      page.standingInFor.length === 0
        ? undefined
        : words.t('workList.standingIn', { names: words.list(page.standingInFor.map((id) => names.get(id) ?? '')) }),
    items,
    chooses: items.some(({ selectable }) => selectable),
    assignTo: mayAssign ? input.colleagues.map(({ id, name }) => ({ value: id, text: name })) : [],
    next: page.next === null ? undefined : workAddress(query, page.next),
    first: query.after === undefined ? undefined : workAddress(query),
    empty: words.t(filtered ? 'workList.emptyFiltered' : 'workList.empty'),
  };
}

const PRESSING = ['overdue', 'undeliverable'] as const satisfies readonly WorkGroup[];

/** Groups with something in them, and the chosen one; a queue that is not for this person is not there. */
function groupsOf(words: Words, { page, query, signs }: WorkListInput): WorkListPart['groups'] {
  const { group: chosen, ...rest } = query;
  const shown = WORK_GROUPS.filter(
    (group) =>
      (page.counts[group] > 0 || group === chosen) &&
      (group !== 'persons' || signs.persons) &&
      (group !== 'head' || signs.head),
  );
  return shown.map((group) => ({
    text: words.t(`workList.group.${group}`, { count: page.counts[group] }),
    count: words.number(page.counts[group]),
    href: workAddress(group === chosen ? rest : { ...rest, group }),
    current: group === chosen,
    pressing: (PRESSING as readonly WorkGroup[]).includes(group),
  }));
}

function filtersOf(words: Words, { query, states, colleagues }: WorkListInput): WorkListPart['filters'] {
  const options = (list: readonly Option[], value: string | undefined): readonly Option[] => [
    { value: '', text: words.t('workList.any') },
    ...list.map((one) => ({ ...one, selected: one.value === value })),
  ];
  const countries = states.map((code) => ({ value: code, text: words.country(code) }));
  countries.sort((a, b) => a.text.localeCompare(b.text, words.locale));
  return {
    hidden: Object.entries({ scope: query.scope, group: query.group }).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
    partner: options(countries, query.partner),
    role: options(words.terms('caseRole', ROLES), query.role),
    urgency: options(words.terms('urgency', URGENCIES), query.urgency),
    assigneeId: options(
      colleagues.map(({ id, name }) => ({ value: id, text: name })),
      query.assigneeId,
    ),
  };
}

function withoutEmpty(query: WorkListAsk): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
