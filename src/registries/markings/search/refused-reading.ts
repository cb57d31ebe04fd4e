import { parseReading } from '../../../domain/firearm/mark-reading.js';
import { refuse, type Refusal } from '../../../domain/shared/refusal.js';

/** Why a number cannot be searched as it is written, at the character that is wrong; undefined where it can. */
export function refusedReading(serial: string): Refusal | undefined {
  const parsed = parseReading(serial);
  if (parsed.ok) return undefined;
  const { code, position, text } = parsed.error;
  if (code === 'mark-empty' || code === 'mark-nothing-known')
    return refuse('serial-empty', { field: '/serial', rule: text });
  const at = { field: '/serial', rule: `character ${String(position + 1)}` };
  return refuse('mark-notation', { ...at, reasons: [{ code, ...at, text }] });
}
