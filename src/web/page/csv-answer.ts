import { csvLine } from '../../platform/csv-line.js';
import { type PageCall } from './page-call.js';

/** A table as a file to keep (RFC 4180, UTF-8 with its mark, so that office programs read every script). Return what it answers. */
export function sendCsv(call: PageCall, name: string, rows: readonly (readonly string[])[]): string {
  void call.reply
    .type('text/csv; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`);
  return `\uFEFF${rows.map(csvLine).join('')}`;
}
