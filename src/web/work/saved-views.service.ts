import { Inject, Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';
import { readerOf, Transactions } from '../../platform/transaction.js';
import { type SavedView, SavedViewRepository } from './saved-view.repository.js';

export { type SavedView } from './saved-view.repository.js';

/** Filters of the work list under a name of one's own. */
@Injectable()
export class SavedViews {
  constructor(
    private readonly transactions: Transactions,
    private readonly views: SavedViewRepository,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(actor: PersonActor): Promise<readonly SavedView[]> {
    return this.views.ofPerson(readerOf(this.transactions), actor.id);
  }

  async save(actor: PersonActor, name: string, query: string): Promise<Result<null>> {
    return this.transactions.run(async (tx) => {
      await tx.query('SELECT id FROM person WHERE id = $1 FOR UPDATE', [actor.id]);
      const known = await this.views.ofPerson(tx, actor.id);
      const replaces = known.some((one) => one.name.toLowerCase() === name.toLowerCase());
      if (!replaces && known.length >= this.config['web.savedViewsMax'])
        return refuse('saved-views-full', { field: '/name' });
      await this.views.save(tx, actor.id, { id: this.ids.next(), name, query }, this.clock.now());
      return succeed(null);
    });
  }

  async remove(actor: PersonActor, id: string): Promise<Result<null>> {
    return this.transactions.run(async (tx) =>
      (await this.views.remove(tx, actor.id, id)) ? succeed(null) : refuse('not-found'),
    );
  }
}
