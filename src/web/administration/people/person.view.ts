import { PERSON_ROLES } from '../../../domain/shared/actor.js';
import { type PersonLine } from '../../../registries/identity/people-list.queries.js';
import { type GrantLine } from '../../../registries/identity/role-grants.queries.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Fact } from '../table.view.js';
import { grantView, type GrantView } from './grants.view.js';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

export interface PersonPageView extends View {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly present: boolean;
  readonly facts: readonly Fact[];
  readonly grants: readonly GrantView[];
  readonly agencies: readonly Choice[];
  readonly agencyId: string;
  readonly roles: readonly Choice[];
  readonly mayManage: boolean;
  readonly mayGrant: boolean;
  readonly linkPurpose: 'invite' | 'reset';
}

export interface PersonInput {
  readonly person: PersonLine;
  readonly grants: readonly { readonly grant: GrantLine; readonly confirmation: GrantView['confirmation'] }[];
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
  readonly mayManage: boolean;
  readonly mayGrant: boolean;
  readonly zone: string;
  readonly form: FormState;
}

export function personView(words: Words, input: PersonInput): PersonPageView {
  const { person, grants, agencies, mayManage, mayGrant, zone, form } = input;
  const present = person.leftAt === undefined;
  const role = form.value('role');
  const agencyId = form.value('agencyId', person.agencyId);
  return {
    title: person.name,
    back: { href: paths.people.to(), text: words.t('people.title') },
    form,
    id: person.id,
    version: String(person.version),
    name: person.name,
    present,
    facts: factsOf(words, person, zone),
    grants: grants.map(({ grant, confirmation }) => grantView(words, grant, confirmation, zone)),
    agencies: agencies.map(({ id, name }) => ({ value: id, text: name, selected: id === agencyId })),
    agencyId: person.agencyId,
    roles: [
      { value: '', text: words.t('people.choose'), selected: role === '' },
      ...words.terms('personRole', PERSON_ROLES).map((one) => ({ ...one, selected: one.value === role })),
    ],
    mayManage: mayManage && present,
    mayGrant: mayGrant && present,
    linkPurpose: person.canSignIn ? 'reset' : 'invite',
  };
}

function factsOf(words: Words, person: PersonLine, zone: string): readonly Fact[] {
  const fact = (key: string, text: string): Fact => ({ name: words.t(`people.fact.${key}`), text });
  return [
    fact('signInName', person.signInName),
    fact('agency', person.agency),
    fact('since', words.timeIn(person.createdAt, zone)),
    ...(person.leftAt === undefined
      ? [
          fact(
            'seen',
            person.lastSeenAt === undefined ? words.t('people.neverSeen') : words.timeIn(person.lastSeenAt, zone),
          ),
          fact('sessions', words.number(person.openSessions)),
          fact('tokens', words.number(person.openTokens)),
        ]
      : [
          {
            name: words.t('people.fact.left'),
            tag: { text: words.t('people.left'), colour: 'govuk-tag--grey' as const },
            text: words.timeIn(person.leftAt, zone),
          },
        ]),
  ];
}
