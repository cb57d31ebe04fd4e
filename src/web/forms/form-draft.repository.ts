import { Injectable } from '@nestjs/common';
import { type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';

interface DraftRow {
  readonly id: string;
  readonly content: Buffer;
}

/** The rows of `web_draft`; what is in them is sealed by `FormDrafts`. */
@Injectable()
export class FormDraftRepository {
  async insertReturned(
    tx: Tx,
    draft: { id: string; personId: string; form: string; content: Uint8Array },
    now: Instant,
  ): Promise<void> {
    await tx.execute(
      "INSERT INTO web_draft (id, person_id, form, kind, content, updated_at) VALUES ($1, $2, $3, 'returned', $4, $5)",
      [draft.id, draft.personId, draft.form, draft.content, now],
    );
  }

  async findReturned(tx: Tx, id: string, personId: string): Promise<DraftRow | undefined> {
    const [row] = await tx.query<DraftRow>(
      "SELECT id, content FROM web_draft WHERE id = $1 AND person_id = $2 AND kind = 'returned'",
      [id, personId],
    );
    return row;
  }

  async lockKept(tx: Tx, personId: string, form: string): Promise<DraftRow | undefined> {
    const [row] = await tx.query<DraftRow>(
      "SELECT id, content FROM web_draft WHERE person_id = $1 AND form = $2 AND kind = 'kept' FOR UPDATE",
      [personId, form],
    );
    return row;
  }

  async saveKept(
    tx: Tx,
    draft: { id: string; personId: string; form: string; content: Uint8Array },
    now: Instant,
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO web_draft (id, person_id, form, kind, content, updated_at) VALUES ($1, $2, $3, 'kept', $4, $5)
       ON CONFLICT (person_id, form) WHERE kind = 'kept' DO UPDATE SET id = $1, content = $4, updated_at = $5`,
      [draft.id, draft.personId, draft.form, draft.content, now],
    );
  }

  async dropKept(tx: Tx, personId: string, form: string): Promise<void> {
    await tx.execute("DELETE FROM web_draft WHERE person_id = $1 AND form = $2 AND kind = 'kept'", [personId, form]);
  }

  async dropOlderThan(tx: Tx, instant: Instant): Promise<number> {
    return tx.execute('DELETE FROM web_draft WHERE updated_at < $1', [instant]);
  }
}
