import { type PersonLine } from '../../../registries/identity/people-list.queries.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

interface DepartureView extends View {
  readonly id: string;
  readonly ends: readonly string[];
  /** Cases in this person's hands: the administrator sees how many, and nothing of them. */
  readonly cases: string;
  readonly cancel: string;
}

export function departureView(words: Words, person: PersonLine, openCases: number, form: FormState): DepartureView {
  return {
    title: words.t('people.leaveTitle', { name: person.name }),
    back: { href: paths.personView.to(person.id) },
    form,
    id: person.id,
    ends: [
      person.roles.length === 0
        ? words.t('people.endsNoRole')
        : words.t('people.endsRoles', {
            roles: words.list(person.roles.map((role) => words.term('personRole', role))),
          }),
      words.t('people.endsSessions', { count: person.openSessions }),
      words.t('people.endsTokens', { count: person.openTokens }),
      words.t('people.endsPassword'),
    ],
    cases: words.t('people.casesInHand', { count: openCases }),
    cancel: paths.personView.to(person.id),
  };
}
