import { Injectable } from '@nestjs/common';
import { type Json } from '../../domain/shared/canonical.js';
import { derivedId } from '../../domain/shared/ids.js';
import { type Instant, instantOf } from '../../domain/shared/instant.js';
import { type Reader, type Tx } from '../../platform/transaction.js';

/** What happened, and whom it is told. */
export interface NewNotice {
  /** Names the cause, so that telling twice is telling once. */
  readonly cause: string;
  readonly personIds: readonly string[];
  readonly code: 'seal broken' | 'clock step reached';
  readonly caseId?: string;
  /** Names of clocks, steps and ids; never a person, a serial or a content. */
  readonly detail: Readonly<Record<string, Json>>;
  readonly at: Instant;
}

export interface Notice {
  readonly id: string;
  readonly code: NewNotice['code'];
  readonly caseId?: string;
  readonly detail: Readonly<Record<string, Json>>;
  readonly at: Instant;
  readonly readAt?: Instant;
}

interface Row {
  readonly id: string;
  readonly code: NewNotice['code'];
  readonly case_id: string | null;
  readonly detail: Readonly<Record<string, Json>>;
  readonly at: Date;
  readonly read_at: Date | null;
}

@Injectable()
export class NoticeRepository {
  async add(tx: Tx, notice: NewNotice): Promise<void> {
    for (const personId of notice.personIds) {
      await tx.execute(
        'INSERT INTO notice (id, person_id, code, case_id, detail, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING',
        [
          derivedId('notice', notice.cause, personId),
          personId,
          notice.code,
          notice.caseId ?? null,
          JSON.stringify(notice.detail),
          notice.at,
        ],
      );
    }
  }

  /** Newest first; `before` is the last of the page before. */
  async ofPerson(
    tx: Reader,
    personId: string,
    before: { readonly at: Instant; readonly id: string } | undefined,
    limit: number,
  ): Promise<readonly Notice[]> {
    const rows = await tx.query<Row>(
      `SELECT id, code, case_id, detail, at, read_at FROM notice
       WHERE person_id = $1 AND ($2::timestamptz IS NULL OR (at, id) < ($2, $3::uuid)) ORDER BY at DESC, id DESC LIMIT $4`,
      [personId, before?.at ?? null, before?.id ?? null, limit],
    );
    return rows.map(noticeOf);
  }

  /** What was not read yet, newest first. */
  async unreadOf(tx: Reader, personId: string, limit: number): Promise<readonly Notice[]> {
    const rows = await tx.query<Row>(
      `SELECT id, code, case_id, detail, at, read_at FROM notice
       WHERE person_id = $1 AND read_at IS NULL ORDER BY at DESC, id DESC LIMIT $2`,
      [personId, limit],
    );
    return rows.map(noticeOf);
  }

  async markAllRead(tx: Tx, personId: string, upTo: Instant, at: Instant): Promise<void> {
    await tx.execute('UPDATE notice SET read_at = $3 WHERE person_id = $1 AND read_at IS NULL AND at <= $2', [
      personId,
      upTo,
      at,
    ]);
  }

  /** False where the person has no such notice. Reading it again keeps the first time. */
  async markRead(tx: Tx, personId: string, id: string, at: Instant): Promise<boolean> {
    const changed = await tx.execute(
      'UPDATE notice SET read_at = coalesce(read_at, $3) WHERE id = $1 AND person_id = $2',
      [id, personId, at],
    );
    return changed === 1;
  }
}

function noticeOf(row: Row): Notice {
  return {
    id: row.id,
    code: row.code,
    detail: row.detail,
    at: instantOf(row.at),
    ...(row.case_id === null ? {} : { caseId: row.case_id }),
    ...(row.read_at === null ? {} : { readAt: instantOf(row.read_at) }),
  };
}
