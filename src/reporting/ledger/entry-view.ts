import { parseEntry } from '../../domain/audit/entry.js';
import { type EntryRow } from '../../ledgers/audit/audit.queries.js';
import { type LedgerEntryDto, type PersonalValueDto } from './dto/ledger-answers.dto.js';

/** An entry as it is shown. Without `values` personal values are masked: their hashes alone are told. */
export function viewOf(row: EntryRow, values?: ReadonlyMap<string, ReadonlyMap<string, string>>): LedgerEntryDto {
  const entry = parseEntry(row.canonical);
  if (entry === undefined) throw new Error(`entry ${row.id} can not be read`);
  const known = values?.get(row.id);
  const personal = Object.entries(entry.personal ?? {}).map(([name, hash]): [string, PersonalValueDto] => [
    name,
    values === undefined ? { hash } : { hash, value: known?.get(name) ?? null },
  ]);
  return {
    id: row.id,
    epoch: row.place?.epoch ?? null,
    index: row.place?.index ?? null,
    at: entry.at,
    act: entry.act,
    actor: entry.actor,
    caseId: entry.caseId ?? null,
    thread: entry.thread ?? null,
    data: entry.data,
    personal: Object.fromEntries(personal),
  };
}
