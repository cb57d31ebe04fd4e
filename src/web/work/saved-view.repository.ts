import { Injectable } from '@nestjs/common';
import { type Instant } from '../../domain/shared/instant.js';
import { type Reader, type Tx } from '../../platform/transaction.js';

export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** The filters as an address has them, without a question mark. */
  readonly query: string;
}

@Injectable()
export class SavedViewRepository {
  async ofPerson(tx: Reader, personId: string): Promise<readonly SavedView[]> {
    return tx.query<SavedView>(
      'SELECT id, name, query FROM web_saved_view WHERE person_id = $1 ORDER BY lower(name), id',
      [personId],
    );
  }

  /** Under a name that the person has given already the view is replaced. */
  async save(tx: Tx, personId: string, view: SavedView, at: Instant): Promise<void> {
    await tx.execute(
      `INSERT INTO web_saved_view (id, person_id, name, query, saved_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person_id, lower(name)) DO UPDATE SET name = $3, query = $4, saved_at = $5`,
      [view.id, personId, view.name, view.query, at],
    );
  }

  async remove(tx: Tx, personId: string, id: string): Promise<boolean> {
    return (await tx.execute('DELETE FROM web_saved_view WHERE id = $1 AND person_id = $2', [id, personId])) === 1;
  }
}
