import { Injectable } from '@nestjs/common';
import { type ComponentKind, type MarkKind, type WeaponType } from '../../domain/messages/vocabulary.js';
import { type Tx } from '../../platform/transaction.js';

/** A mark that was found, with what is needed to judge it. */
export interface FoundMark {
  readonly firearmId: string;
  readonly markId: string;
  readonly kind: MarkKind;
  readonly text: string;
  readonly component: ComponentKind;
  readonly componentRank: number;
  readonly type: WeaponType;
  readonly make: string | null;
  readonly model: string | null;
  readonly calibre: string | null;
  readonly country: string | null;
  readonly year: number | null;
}

export interface MarkQuestion {
  readonly norm: string;
  /** Absent: only the exact number. */
  readonly skeleton?: string;
  readonly makeKey?: string;
  readonly calibreKey?: string;
  readonly limit: number;
}

@Injectable()
export class MarkSearchRepository {
  /** Best first by what the index knows; make and calibre order and do not exclude, because only their names can say whether they differ. */
  async find(tx: Tx, question: MarkQuestion): Promise<readonly FoundMark[]> {
    const byNumber = question.skeleton === undefined ? 'k.norm = $1' : 'k.skeleton = $5';
    return tx.query<FoundMark>(`${SELECT} WHERE ${byNumber} ${ORDER}`, [
      question.norm,
      question.makeKey ?? null,
      question.calibreKey ?? null,
      question.limit,
      ...(question.skeleton === undefined ? [] : [question.skeleton]),
    ]);
  }
}

const SELECT = `
SELECT k.firearm_id AS "firearmId", k.mark_id AS "markId", m.kind, m.text_as_read AS text, c.kind AS component, k.component_rank AS "componentRank", f.type, f.make, f.model, f.calibre,
  f.country_of_manufacture AS country, f.year_of_manufacture AS year
FROM mark_key k JOIN mark m ON m.id = k.mark_id JOIN component c ON c.id = m.component_id JOIN firearm f ON f.id = k.firearm_id`;

const ORDER = `
ORDER BY (k.norm = $1) DESC, (k.make IS NOT DISTINCT FROM $2::text) DESC, (k.make IS NULL) DESC, (k.calibre IS NOT DISTINCT FROM $3::text) DESC, k.component_rank, k.firearm_id, k.mark_id
LIMIT $4`;
