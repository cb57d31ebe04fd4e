import { Injectable } from '@nestjs/common';
import { type ComponentKind, type MarkKind, type WeaponType } from '../../domain/messages/vocabulary.js';
import { type Reader } from '../../platform/transaction.js';

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

@Injectable()
export class MarkSearchRepository {
  /** The marks themselves, in the order of their ids here. */
  async marks(tx: Reader, ids: readonly string[]): Promise<readonly FoundMark[]> {
    return tx.query<FoundMark>(`${SELECT} ORDER BY asked.place`, [ids]);
  }
}

const SELECT = `
SELECT k.firearm_id AS "firearmId", k.mark_id AS "markId", m.kind, m.text_as_read AS text, c.kind AS component, k.component_rank AS "componentRank", f.type, f.make, f.model, f.calibre,
  f.country_of_manufacture AS country, f.year_of_manufacture AS year
FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, place) JOIN mark_key k ON k.mark_id = asked.id
JOIN mark m ON m.id = k.mark_id JOIN component c ON c.id = m.component_id JOIN firearm f ON f.id = k.firearm_id`;
