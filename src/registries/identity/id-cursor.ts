import { isUuid } from '../../domain/shared/ids.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { decodeCursor } from '../../platform/page.js';

/** The id after which a page begins. A hand-made cursor is refused before it reaches the SQL. */
export function afterId(after: string | undefined): Result<string | undefined> {
  if (after === undefined) return succeed(undefined);
  const decoded = decodeCursor(after, ['string']);
  if (!decoded.ok) return decoded;
  const id = String(decoded.value[0]);
  return isUuid(id) ? succeed(id) : refuse('field-invalid', { field: '/after', rule: 'a cursor of this list' });
}
