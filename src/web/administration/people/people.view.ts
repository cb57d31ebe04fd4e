import { PERSON_ROLES, type PersonRole } from '../../../domain/shared/actor.js';
import { type PersonLine, type PersonStanding } from '../../../registries/identity/people-list.queries.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Cell, type TableView } from '../table.view.js';

const STANDINGS = ['present', 'left', 'everybody'] as const satisfies readonly PersonStanding[];

export interface PeopleSearch {
  readonly text: string;
  readonly role?: PersonRole;
  readonly standing: PersonStanding;
}

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

export interface PeopleView extends View {
  readonly text: string;
  readonly roles: readonly Choice[];
  readonly standings: readonly Choice[];
  readonly table: TableView;
  readonly next?: string;
  /** Proposed roles that wait for a second person; absent for who may not confirm. */
  readonly waiting?: string;
  readonly mayManage: boolean;
}

export interface PeopleInput {
  readonly search: PeopleSearch;
  readonly people: readonly PersonLine[];
  readonly next?: string;
  readonly waiting?: number;
  readonly mayManage: boolean;
  readonly zone: string;
}

export function peopleView(words: Words, input: PeopleInput): PeopleView {
  const { search, people, next, waiting, mayManage, zone } = input;
  return {
    title: words.t('people.title'),
    wide: true,
    text: search.text,
    roles: [
      { value: '', text: words.t('people.anyRole'), selected: search.role === undefined },
      ...words.terms('personRole', PERSON_ROLES).map((one) => ({ ...one, selected: one.value === search.role })),
    ],
    standings: STANDINGS.map((value) => ({
      value,
      text: words.t(`people.filter.${value}`),
      selected: value === search.standing,
    })),
    table: {
      caption: words.t('people.title'),
      columns: ['name', 'agency', 'roles', 'seen'].map((column) => words.t(`people.column.${column}`)),
      rows: people.map((person) => rowOf(words, person, zone)),
      empty: words.t('people.nobody'),
    },
    ...(next === undefined ? {} : { next }),
    ...(waiting === undefined || waiting === 0 ? {} : { waiting: words.t('people.waiting', { count: waiting }) }),
    mayManage,
  };
}

function rowOf(words: Words, person: PersonLine, zone: string): readonly Cell[] {
  const { id, name, signInName, agency, roles, lastSeenAt } = person;
  return [
    { text: name, href: paths.personView.to(id), lines: [signInName] },
    { text: agency },
    rolesOf(words, person, roles),
    lastSeenAt === undefined ? { text: words.t('people.neverSeen') } : { text: words.timeIn(lastSeenAt, zone) },
  ];
}

function rolesOf(words: Words, person: PersonLine, roles: readonly PersonRole[]): Cell {
  const { leftAt, canSignIn, pendingRoles } = person;
  if (leftAt !== undefined) return { tag: { text: words.t('people.left'), colour: 'govuk-tag--grey' } };
  const lines = [
    ...roles.map((role) => words.term('personRole', role)),
    ...(pendingRoles === 0 ? [] : [words.t('people.pendingRoles', { count: pendingRoles })]),
  ];
  return {
    ...(canSignIn ? {} : { tag: { text: words.t('people.invited'), colour: 'govuk-tag--blue' as const } }),
    lines: lines.length === 0 ? [words.t('people.noRole')] : lines,
  };
}
