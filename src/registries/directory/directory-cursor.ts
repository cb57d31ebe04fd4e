import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { decodeCursor } from '../../platform/page.js';

/** The name after which a page begins, checked against the shape of the list's own names before it reaches the SQL. */
export function afterName(after: string | undefined, shape: RegExp): Result<string> {
  if (after === undefined) return succeed('');
  const decoded = decodeCursor(after, ['string']);
  if (!decoded.ok) return decoded;
  const name = String(decoded.value[0]);
  return shape.test(name) ? succeed(name) : refuse('field-invalid', { field: '/after', rule: 'a cursor of this list' });
}
