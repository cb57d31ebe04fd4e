import { type Tx } from '../../platform/transaction.js';

/** Column types of what is written in bulk; one statement takes any number of rows as one JSON parameter. */
export const COLUMNS = {
  firearm: {
    id: 'uuid',
    source: 'text',
    row_identity: 'text',
    row_digest: 'text',
    batch_id: 'uuid',
    type: 'text',
    manufacture: 'text',
    make: 'text',
    model: 'text',
    calibre: 'text',
    year_of_manufacture: 'smallint',
    country_of_manufacture: 'text',
    version: 'integer',
    recorded_at: 'timestamptz',
    recorded_by: 'text',
  },
  component: {
    id: 'uuid',
    firearm_id: 'uuid',
    ordinal: 'smallint',
    kind: 'text',
    reference: 'boolean',
    material: 'text',
    replaced: 'boolean',
  },
  mark: {
    id: 'uuid',
    component_id: 'uuid',
    firearm_id: 'uuid',
    ordinal: 'smallint',
    kind: 'text',
    text_as_read: 'text',
    method: 'text',
    size_mm: 'numeric',
    depth_mm: 'numeric',
    position: 'text',
    condition: 'text',
    material: 'text',
    country: 'text',
    year: 'smallint',
  },
  holder: {
    id: 'uuid',
    firearm_id: 'uuid',
    ordinal: 'smallint',
    kind: 'text',
    role: 'text',
    name: 'text',
    country: 'text',
    held_from: 'date',
  },
  holder_person: { holder_id: 'uuid', name: 'text' },
  lifecycle_event: {
    id: 'uuid',
    firearm_id: 'uuid',
    ordinal: 'smallint',
    kind: 'text',
    happened_on: 'date',
    country: 'text',
    other_country: 'text',
    holder_id: 'uuid',
    document: 'text',
  },
  mark_key: {
    mark_id: 'uuid',
    firearm_id: 'uuid',
    norm: 'text',
    skeleton: 'text',
    component_rank: 'smallint',
    make: 'text',
    calibre: 'text',
    batch_id: 'uuid',
  },
  firearm_correction: {
    firearm_id: 'uuid',
    version: 'integer',
    corrected_at: 'timestamptz',
    corrected_by: 'text',
    reason: 'text',
    before: 'jsonb',
    after: 'jsonb',
  },
  import_batch: {
    id: 'uuid',
    source: 'text',
    mode: 'text',
    file_digest: 'text',
    accepted_digest: 'text',
    rows_read: 'integer',
    rows_loaded: 'integer',
    rows_known: 'integer',
    rows_refused: 'integer',
    loaded_at: 'timestamptz',
    loaded_by: 'text',
    parts: 'integer',
  },
  import_row_error: { batch_id: 'uuid', line: 'integer', field: 'text', rule: 'text' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** Table and column names come from the list above, never from a caller's data. */
export async function insertRows(
  tx: Tx,
  table: keyof typeof COLUMNS,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns: Readonly<Record<string, string>> = COLUMNS[table];
  // "position" is a word of SQL's own.
  const names = Object.keys(columns)
    .map((name) => `"${name}"`)
    .join(', ');
  const typed = Object.entries(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ');
  await tx.execute(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM json_to_recordset($1::json) AS row (${typed})`,
    [JSON.stringify(rows)],
  );
}
