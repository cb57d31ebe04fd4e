import { Injectable } from '@nestjs/common';
import { type QueryPurpose } from '../../../domain/firearm/query-purpose.js';
import { CaseCipher } from '../../../platform/case-cipher.js';
import { MasterKey } from '../../../platform/master-key.js';
import { type Tx } from '../../../platform/transaction.js';
import { type WeaponFilter } from './weapon-filter.js';
import { type StoredWideSearch } from './wide-search.repository.js';

/** What is searched for, and why. */
export interface WideQuestion {
  readonly serial: string;
  readonly lookAlikes: boolean;
  /** How many characters may be replaced, lost or put in: 0, 1 or 2. */
  readonly edits: number;
  readonly filter: WeaponFilter;
  readonly purpose: QueryPurpose;
  readonly caseNumber: string;
}

/** Seals questions at rest: under the key of their case, so that it goes with the case; else under a key of the node. */
@Injectable()
export class WideQuestions {
  constructor(
    private readonly key: MasterKey,
    private readonly cases: CaseCipher,
  ) {}

  async seal(tx: Tx, id: string, caseId: string | null, question: WideQuestion): Promise<Buffer> {
    const bytes = Buffer.from(JSON.stringify(question), 'utf8');
    return caseId === null ? this.key.seal('wide search', bytes, contextOf(id)) : this.cases.encrypt(tx, caseId, bytes);
  }

  /** Undefined where the key of its case was destroyed. */
  async open(tx: Tx, search: Pick<StoredWideSearch, 'id' | 'caseId' | 'question'>): Promise<WideQuestion | undefined> {
    const { id, caseId, question } = search;
    const bytes =
      caseId === null
        ? this.key.open('wide search', question, contextOf(id))
        : await this.cases.decrypt(tx, caseId, question);
    return bytes === undefined ? undefined : (JSON.parse(bytes.toString('utf8')) as WideQuestion);
  }
}

const contextOf = (id: string): string => `wide search ${id}`;
