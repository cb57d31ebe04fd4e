import { may, type Action } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { paths } from '../paths.js';

interface Place {
  /** Its text is `layout.nav.<key>`. */
  readonly key: string;
  readonly href: string;
  /** Who may do this sees the place. */
  readonly action: Action;
  /** Who may do this has another place for the same. */
  readonly unless?: Action;
}

/** The places of the top line, in this order. Each area adds its own. */
const PLACES: readonly Place[] = [
  { key: 'work', href: paths.home.to(), action: 'signed in' },
  // answering
  { key: 'approvals', href: paths.approvals.to(), action: 'cases.work' },
  { key: 'incidents', href: paths.incidents.to(), action: 'incidents.work' },
  // requests
  // work
  { key: 'cases', href: paths.caseSearch.to(), action: 'cases.read' },
  { key: 'workload', href: paths.workload.to(), action: 'cases.assign' },
  // police
  { key: 'recoveries', href: paths.recoveries.to(), action: 'recoveries.hand-in', unless: 'cases.work' },
  { key: 'markings', href: paths.markingQuery.to(), action: 'markings.query' },
  // registry
  { key: 'firearms', href: paths.firearms.to(), action: 'firearms.register' },
  // lists
  { key: 'lists', href: paths.lists.to(), action: 'reference.read' },
  // auditing
  { key: 'ledger', href: paths.ledger.to(), action: 'ledger.read' },
  { key: 'histories', href: paths.histories.to(), action: 'ledger.read' },
  { key: 'looks', href: paths.looks.to(), action: 'ledger.read' },
  { key: 'subjects', href: paths.subjects.to(), action: 'data-subjects.work' },
  { key: 'purges', href: paths.purges.to(), action: 'cases.purge' },
  // administration
  { key: 'people', href: paths.people.to(), action: 'people.read' },
  { key: 'partners', href: paths.partners.to(), action: 'exchange.read' },
  { key: 'clocks', href: paths.clocks.to(), action: 'policies.edit' },
  { key: 'queues', href: paths.queues.to(), action: 'node.operate' },
  { key: 'setUp', href: paths.setUp.to(), action: 'node.operate' },
  { key: 'glossary', href: paths.glossary.to(), action: 'signed in' },
];

export interface NavigationItem {
  readonly key: string;
  readonly href: string;
  readonly active: boolean;
}

export function navigationFor(actor: PersonActor | undefined, path: string): readonly NavigationItem[] {
  if (actor === undefined) return [];
  return PLACES.filter(
    ({ action, unless }) => may(actor, action).yes && (unless === undefined || !may(actor, unless).yes),
  ).map(({ key, href }) => ({
    key,
    href,
    active: href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`),
  }));
}
