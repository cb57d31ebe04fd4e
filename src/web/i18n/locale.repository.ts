import { Injectable } from '@nestjs/common';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { isLocale, type Locale } from './locales.js';

/** The language that a person has chosen. */
@Injectable()
export class LocaleRepository {
  constructor(private readonly transactions: Transactions) {}

  async find(personId: string): Promise<Locale | undefined> {
    const [row] = await this.transactions.read<{ locale: string }>(
      'SELECT locale FROM web_person WHERE person_id = $1',
      [personId],
    );
    return isLocale(row?.locale) ? row.locale : undefined;
  }

  async save(tx: Tx, personId: string, locale: Locale): Promise<void> {
    await tx.execute(
      'INSERT INTO web_person (person_id, locale) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET locale = $2',
      [personId, locale],
    );
  }
}
