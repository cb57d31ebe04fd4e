import { canonicalBytes } from '../../domain/shared/canonical.js';
import { type CalendarDate } from '../../domain/shared/instant.js';
import { succeed, type Result } from '../../domain/shared/refusal.js';
import { readCsv, type CsvLimits } from '../../platform/csv-rows.js';
import { type IncidentContent } from './incident.js';
import { NEEDED_COLUMNS, readRecoveryRow, weaponKeyOf, type RecoveryRow, type RowError } from './recovery-row.js';

/** A file of recoveries, judged: what can be taken, and why the rest cannot. */
export interface RecoveryFile {
  readonly digest: string;
  /** Rows that the file has, good and bad. */
  readonly rows: number;
  readonly good: number;
  readonly incidents: readonly FileIncident[];
  readonly errors: readonly RowError[];
}

export interface FileIncident {
  readonly content: Omit<IncidentContent, 'exercise'>;
  /** Of each weapon, in its order. */
  readonly statesToAsk: readonly (string | undefined)[];
}

export interface FileSetting extends CsvLimits {
  readonly own: string;
  readonly today: CalendarDate;
  /** Most weapons of one incident. */
  readonly itemsMax: number;
}

/** Every row is judged by the rules of one recovery; nothing is stored. */
export async function readRecoveryFile(
  stream: AsyncIterable<Uint8Array | string>,
  { own, today, itemsMax, ...limits }: FileSetting,
): Promise<Result<RecoveryFile>> {
  const rows: RecoveryRow[] = [];
  const errors: RowError[] = [];
  const file = await readCsv(stream, NEEDED_COLUMNS, limits, {
    row: ({ line, cells }) => {
      const read = readRecoveryRow(line, cells, own, today);
      if ('weapon' in read) rows.push(read);
      else errors.push(...read);
    },
    broken: ({ line }) => errors.push({ line, column: '', rule: 'row-broken' }),
  });
  if (!file.ok) return file;
  const incidents = gather(rows, itemsMax, errors);
  return succeed({
    digest: file.value.fileDigest,
    rows: file.value.rows,
    good: incidents.reduce((sum, { content }) => sum + content.weapons.length, 0),
    incidents,
    errors: [...errors].sort((a, b) => a.line - b.line),
  });
}

/** Rows of one incident tell of one find; a weapon stands in the file once. */
function gather(rows: readonly RecoveryRow[], itemsMax: number, errors: RowError[]): FileIncident[] {
  const seen = new Set<string>();
  const groups = new Map<string, { common: RecoveryRow['common']; rows: RecoveryRow[] }>();
  for (const row of rows) {
    const weapon = weaponKeyOf(row);
    const refused = (column: string, rule: RowError['rule']): number => errors.push({ line: row.line, column, rule });
    if (weapon !== undefined && seen.has(weapon)) {
      refused('serial', 'same-weapon');
      continue;
    }
    const key = row.incident ?? `line ${String(row.line)}`;
    const group = groups.get(key) ?? { common: row.common, rows: [] };
    if (!sameFind(group.common, row.common)) refused('incident', 'other-find');
    else if (group.rows.length >= itemsMax) refused('incident', 'too-many');
    else {
      if (weapon !== undefined) seen.add(weapon);
      group.rows.push(row);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map((group) => ({
    content: { common: group.common, weapons: group.rows.map((row) => row.weapon) },
    statesToAsk: group.rows.map((row) => row.stateToAsk),
  }));
}

function sameFind(a: RecoveryRow['common'], b: RecoveryRow['common']): boolean {
  return Buffer.compare(canonicalBytes(a), canonicalBytes(b)) === 0;
}
