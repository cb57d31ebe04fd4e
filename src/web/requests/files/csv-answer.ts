import { type PageCall } from '../../page/page-call.js';

/** A table as a file to keep (RFC 4180). A cell that a spreadsheet would run as a formula gets a sign before it. */
export function csvOf(call: PageCall, name: string, rows: readonly (readonly string[])[]): string {
  void call.reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store');
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
  const plain = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
