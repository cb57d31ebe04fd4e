import { type GrantLine } from '../../../registries/identity/role-grants.queries.js';
import { type Confirmation } from '../../../registries/identity/role-grants.service.js';
import { type Words } from '../../i18n/words.js';
import { paths } from '../../paths.js';
import { type TagColour } from '../table.view.js';

const COLOURS = {
  'pending': 'govuk-tag--yellow',
  'in force': 'govuk-tag--green',
  'to come': 'govuk-tag--blue',
  'ended': 'govuk-tag--grey',
} as const satisfies Record<GrantLine['standing'], TagColour>;

/** A role with who proposed and confirmed it, and what may be done to it now. */
export interface GrantView {
  readonly id: string;
  readonly role: string;
  readonly person: string;
  readonly personHref: string;
  readonly tag: { readonly text: string; readonly colour: TagColour };
  readonly lines: readonly string[];
  readonly confirmation: Confirmation;
  /** Takes a role or a proposal away. */
  readonly canEnd: boolean;
  readonly pending: boolean;
}

export function grantView(words: Words, grant: GrantLine, confirmation: Confirmation, zone: string): GrantView {
  const time = (instant: string): string => words.timeIn(instant, zone);
  const by = (key: string, name: string, at?: string): string =>
    words.t(`people.grant.${key}`, { name, ...(at === undefined ? {} : { at: time(at) }) });
  return {
    id: grant.id,
    role: words.term('personRole', grant.role),
    person: grant.person,
    personHref: paths.personView.to(grant.personId),
    tag: { text: words.t(`people.grantStanding.${grant.standing}`), colour: COLOURS[grant.standing] },
    lines: [
      grant.agency,
      grant.validTo === undefined
        ? words.t('people.grant.from', { from: time(grant.validFrom) })
        : words.t('people.grant.between', { from: time(grant.validFrom), to: time(grant.validTo) }),
      ...(grant.deputyFor === undefined ? [] : [by('deputy', grant.deputyFor)]),
      grant.grantedByName === undefined
        ? words.t('people.grant.first', { at: time(grant.grantedAt) })
        : by('proposed', grant.grantedByName, grant.grantedAt),
      ...(grant.confirmedByName === undefined ? [] : [by('confirmed', grant.confirmedByName)]),
      ...(grant.endedAt === undefined ? [] : [words.t('people.grant.ended', { at: time(grant.endedAt) })]),
    ],
    confirmation: grant.standing === 'pending' ? confirmation : 'no',
    canEnd: grant.standing !== 'ended',
    pending: grant.standing === 'pending',
  };
}
