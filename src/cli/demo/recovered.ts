import { createReadStream, statSync } from 'node:fs';
import { sha256Base64url } from '../../domain/shared/canonical.js';
import { readCsv } from '../../platform/csv-rows.js';

/** A line of a list of recovered firearms, in the shape of published court records. */
export interface Recovered {
  /** From 1, in the order of the file. */
  readonly row: number;
  readonly make?: string;
  readonly serial?: string;
  readonly calibre?: string;
  readonly lastRetailSale?: string;
  readonly recovered?: string;
  readonly daysToRecovery?: number;
  /** Names the content of the line: the same in every file that has it. */
  readonly key: string;
}

export const COLUMNS = [
  'make_as_recorded',
  'serial_as_recorded',
  'calibre_as_recorded',
  'last_retail_sale',
  'recovered',
  'days_sale_to_recovery',
] as const;

const LIMITS = { maxBytes: 20_000_000, maxRows: 100_000 };

/** Every line of the file; one that cannot be read as a line stays a row, with nothing known of it. */
export async function readRecovered(file: string): Promise<readonly Recovered[]> {
  if (statSync(file).size === 0) return [];
  const found: Omit<Recovered, 'row' | 'key'>[] = [];
  const read = await readCsv(createReadStream(file), COLUMNS, LIMITS, {
    row: ({ cells }) => found.push(recoveredOf(cells)),
    broken: () => found.push({}),
  });
  if (!read.ok)
    throw new Error(`${file} can not be read: it takes the columns ${COLUMNS.join(', ')} (${read.rule ?? read.code})`);
  const seen = new Map<string, number>();
  return found.map((one, index) => {
    const text = JSON.stringify(COLUMNS.map((_, at) => Object.values(fieldsOf(one))[at] ?? ''));
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    return { ...one, row: index + 1, key: sha256Base64url(`${text} ${String(times)}`) };
  });
}

function recoveredOf(cells: Readonly<Record<string, string>>): Omit<Recovered, 'row' | 'key'> {
  const days = Number(cells['days_sale_to_recovery']);
  const recovered = day(cells['recovered']);
  const sale = day(cells['last_retail_sale']);
  return {
    ...(cells['make_as_recorded'] === undefined ? {} : { make: cells['make_as_recorded'] }),
    ...(cells['serial_as_recorded'] === undefined ? {} : { serial: cells['serial_as_recorded'] }),
    ...(cells['calibre_as_recorded'] === undefined ? {} : { calibre: cells['calibre_as_recorded'] }),
    ...(sale === undefined ? {} : { lastRetailSale: sale }),
    ...(recovered === undefined ? {} : { recovered }),
    ...(cells['days_sale_to_recovery'] === undefined || !Number.isSafeInteger(days) ? {} : { daysToRecovery: days }),
  };
}

/** In the order of the columns, so that two different lines never read alike. */
function fieldsOf(one: Omit<Recovered, 'row' | 'key'>): Record<string, string> {
  const { make = '', serial = '', calibre = '', lastRetailSale = '', recovered = '', daysToRecovery = '' } = one;
  return { make, serial, calibre, lastRetailSale, recovered, daysToRecovery: String(daysToRecovery) };
}

function day(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined;
}
