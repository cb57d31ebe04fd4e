import { succeed, type Result } from '../../domain/shared/refusal.js';
import { decodeIdCursor } from '../../platform/page.js';

/** The id after which a page begins. A hand-made cursor is refused before it reaches the SQL. */
export function afterId(after: string | undefined): Result<string | undefined> {
  return after === undefined ? succeed(undefined) : decodeIdCursor(after);
}
