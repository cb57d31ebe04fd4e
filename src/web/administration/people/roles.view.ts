import { type GrantLine } from '../../../registries/identity/role-grants.queries.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { grantView, type GrantView } from './grants.view.js';
import { type JudgedGrant } from './person-file.service.js';

interface RolesView extends View {
  readonly grants: readonly GrantView[];
  readonly mayGrant: boolean;
  readonly showPerson: true;
}

export function rolesView(
  words: Words,
  input: {
    readonly grants: readonly JudgedGrant[];
    readonly mayGrant: boolean;
    readonly zone: string;
    readonly form: FormState;
  },
): RolesView {
  return {
    title: words.t('people.rolesWaiting'),
    back: { href: paths.people.to(), text: words.t('people.title') },
    form: input.form,
    grants: input.grants.map(({ grant, confirmation }) => grantView(words, grant, confirmation, input.zone)),
    mayGrant: input.mayGrant,
    showPerson: true,
  };
}

interface RoleEndView extends View {
  readonly id: string;
  readonly text: string;
  readonly button: string;
  readonly cancel: string;
}

export function roleEndView(words: Words, grant: GrantLine, form: FormState): RoleEndView {
  const pending = grant.standing === 'pending';
  const role = words.term('personRole', grant.role);
  return {
    title: words.t(pending ? 'people.takeBackTitle' : 'people.endTitle', { role, name: grant.person }),
    form,
    id: grant.id,
    text: words.t(pending ? 'people.takeBackHelp' : 'people.endHelp'),
    button: words.t(pending ? 'people.takeBack' : 'people.endRole'),
    cancel: paths.personView.to(grant.personId),
  };
}
