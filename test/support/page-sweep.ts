import { type PersonRole, PERSON_ROLES } from '../../src/domain/shared/actor.js';
import { type State } from '../network/two-states.js';
import { type HostileStates, signInNameOf } from './hostile-states.js';
import { Journeys } from './hostile-journeys.js';
import { crawl, type Found } from './page-crawl.js';
import { PageClient } from './page-client.js';
import { pageRoutes, routeFinder } from './page-walk.js';

/** A page that somebody was led to. */
export interface Swept extends Found {
  readonly state: State;
  readonly role: PersonRole;
}

/** Everything to which every role of both States is led, after they have been at the forms. */
export async function sweep(
  world: HostileStates,
  { locale = 'en', most, journeys }: { readonly locale?: string; readonly most?: number; readonly journeys: Journeys },
): Promise<readonly Swept[]> {
  const swept: Swept[] = [];
  for (const state of [world.states.a, world.states.b])
    for (const role of PERSON_ROLES) {
      const client = await new PageClient(state.node.url, locale).signIn(signInNameOf(role));
      const found = await crawl(client, routeFinder(pageRoutes(state.node)), {
        write: world.write,
        starts: journeys.ledTo(state, role),
        ...(most === undefined ? {} : { most }),
      });
      swept.push(...found.map((one) => ({ ...one, state, role })));
    }
  return swept;
}

export const placeOf = ({ state, role, address }: Pick<Swept, 'state' | 'role' | 'address'>): string =>
  `${state.code} ${role} ${address}`;
