import { Inject, Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { isUuid } from '../../domain/shared/ids.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';
import { MasterKey } from '../../platform/master-key.js';
import { Transactions } from '../../platform/transaction.js';
import { FormDraftRepository } from './form-draft.repository.js';

/** What people typed: kept sealed for the one person, for some days. */
@Injectable()
export class FormDrafts {
  constructor(
    private readonly transactions: Transactions,
    private readonly drafts: FormDraftRepository,
    private readonly key: MasterKey,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly settings: Config,
  ) {}

  /** A form that goes back to its person; answers its id, or undefined where it is larger than is kept. */
  async keepReturned(personId: string, form: string, content: unknown): Promise<string | undefined> {
    const id = this.ids.next();
    const sealed = this.seal(id, personId, content);
    if (sealed === undefined) return undefined;
    await this.transactions.run((tx) =>
      this.drafts.insertReturned(tx, { id, personId, form, content: sealed }, this.clock.now()),
    );
    return id;
  }

  async findReturned(actor: PersonActor, id: unknown): Promise<unknown> {
    if (typeof id !== 'string' || !isUuid(id)) return undefined;
    const row = await this.transactions.run((tx) => this.drafts.findReturned(tx, id, actor.id));
    return row && this.open(row.id, actor.id, row.content);
  }

  /** Saves a journey as it goes: one draft for each person and form. False where it is larger than is kept. */
  async save(actor: PersonActor, form: string, content: unknown): Promise<boolean> {
    const id = this.ids.next();
    const sealed = this.seal(id, actor.id, content);
    if (sealed === undefined) return false;
    await this.transactions.run((tx) =>
      this.drafts.saveKept(tx, { id, personId: actor.id, form, content: sealed }, this.clock.now()),
    );
    return true;
  }

  async find(actor: PersonActor, form: string): Promise<unknown> {
    const row = await this.transactions.run((tx) => this.drafts.lockKept(tx, actor.id, form));
    return row && this.open(row.id, actor.id, row.content);
  }

  async drop(actor: PersonActor, form: string): Promise<void> {
    await this.transactions.run((tx) => this.drafts.dropKept(tx, actor.id, form));
  }

  private seal(id: string, personId: string, content: unknown): Buffer | undefined {
    const bytes = Buffer.from(JSON.stringify(content), 'utf8');
    return bytes.length > this.settings['web.draftMaxBytes']
      ? undefined
      : this.key.seal('form draft', bytes, contextOf(id, personId));
  }

  private open(id: string, personId: string, sealed: Uint8Array): unknown {
    return JSON.parse(this.key.open('form draft', sealed, contextOf(id, personId)).toString('utf8'));
  }
}

const contextOf = (id: string, personId: string): string => `form draft ${id} of ${personId}`;
