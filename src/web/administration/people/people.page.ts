import { Get, Inject } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { PERSON_ROLES, type PersonActor } from '../../../domain/shared/actor.js';
import { isUuid } from '../../../domain/shared/ids.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { decodeCursor, PAGE_LIMIT, pageOf } from '../../../platform/page.js';
import { PeopleListQueries, PERSON_STANDINGS } from '../../../registries/identity/people-list.queries.js';
import { RoleGrantsQueries } from '../../../registries/identity/role-grants.queries.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { peopleView, type PeopleSearch } from './people.view.js';

/** The people of the node: searched, and each with what they may do. */
@Page()
export class PeoplePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly people: PeopleListQueries,
    private readonly grants: RoleGrantsQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.people.route)
  @Permit('people.read', 'identity.people-read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const query = call.request.query as Readonly<Record<string, unknown>>;
    const search = searchOf(query);
    const { text, role, standing } = search;
    const [found, waiting] = await Promise.all([
      this.people.search(
        { standing, ...(text === '' ? {} : { text }), ...(role === undefined ? {} : { role }) },
        afterOf(query['after']),
        PAGE_LIMIT + 1,
      ),
      may(actor, 'roles.confirm').yes ? this.grants.pendingCount() : undefined,
    ]);
    const { items, next } = pageOf(found, PAGE_LIMIT, ({ name, id }) => [name, id]);
    const view = peopleView(call.words, {
      search,
      people: items,
      ...(next === null ? {} : { next: nextOf(search, next) }),
      ...(waiting === undefined ? {} : { waiting }),
      mayManage: may(actor, 'people.manage').yes,
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'administration/people/people', view);
  }
}

const TEXT_MAX = 200;

function searchOf(query: Readonly<Record<string, unknown>>): PeopleSearch {
  const { q, role, standing } = query;
  const known = PERSON_ROLES.find((one) => one === role);
  return {
    text: typeof q === 'string' ? q.trim().slice(0, TEXT_MAX) : '',
    standing: PERSON_STANDINGS.find((one) => one === standing) ?? 'present',
    ...(known === undefined ? {} : { role: known }),
  };
}

/** A made-up cursor is the first page again. */
function afterOf(after: unknown): readonly [string, string] | undefined {
  const parts = typeof after === 'string' ? decodeCursor(after, ['string', 'string']) : undefined;
  if (parts?.ok !== true) return undefined;
  const [name, id] = parts.value as readonly [string, string];
  return isUuid(id) ? [name, id] : undefined;
}

function nextOf({ text, role, standing }: PeopleSearch, after: string): string {
  const query = new URLSearchParams({ q: text, role: role ?? '', standing, after });
  return `${paths.people.to()}?${query.toString()}`;
}
