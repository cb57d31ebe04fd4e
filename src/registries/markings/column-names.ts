import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { type ColumnNames } from './registry-file.js';
import { FIELD_NAMES, type FieldName } from './registry-row.js';

/** `serial:serial_as_recorded,make:make_as_recorded` as a map from our fields to the columns of a file. */
export function columnNames(text: string | undefined): Result<ColumnNames> {
  const names: ColumnNames = {};
  for (const pair of text === undefined || text === '' ? [] : text.split(',')) {
    const [field = '', column = ''] = pair.split(':').map((part) => part.trim());
    if (!isField(field) || column === '')
      return refuse('field-invalid', {
        field: '/columns',
        rule: `field:column of the fields ${FIELD_NAMES.join(', ')}`,
      });
    names[field] = column;
  }
  return succeed(names);
}

function isField(text: string): text is FieldName {
  return (FIELD_NAMES as readonly string[]).includes(text);
}
