import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { isUuid } from '../domain/shared/ids.js';
import { refuse, succeed, type Result } from '../domain/shared/refusal.js';

export const PAGE_LIMIT_MAX = 200;
export const PAGE_LIMIT = 50;

/** `?after=<opaque>&limit=<1..200>`; a list's own query class extends it. */
export class PageQuery {
  @ApiPropertyOptional({ description: 'The `next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(512)
  @Matches(/^[A-Za-z0-9_-]+$/)
  after?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: PAGE_LIMIT_MAX, default: PAGE_LIMIT })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(PAGE_LIMIT_MAX)
  limit?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** `after` of the next page; null on the last. */
  readonly next: string | null;
}

export type CursorPart = string | number;

/** The sort key of a row as an opaque text. */
export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

/** The sort key again; `shape` names the type of each part, so that a hand-made cursor cannot reach the SQL with another. */
export function decodeCursor(text: string, shape: readonly ('string' | 'number')[]): Result<readonly CursorPart[]> {
  const parts = parse(Buffer.from(text, 'base64url').toString('utf8'));
  const fits =
    Array.isArray(parts) && parts.length === shape.length && parts.every((part, i) => typeof part === shape[i]);
  return fits
    ? succeed(parts as CursorPart[])
    : refuse('field-invalid', {
        field: '/after',
        rule: 'a cursor of this list',
        detail: 'Use the `next` of an earlier page.',
      });
}

/** The cursor of a list in the order of ids: a hand-made one that names no id is refused before it reaches the SQL. */
export function decodeIdCursor(text: string): Result<string> {
  const parts = decodeCursor(text, ['string']);
  if (!parts.ok) return parts;
  const id = String(parts.value[0]);
  return isUuid(id) ? succeed(id) : refuse('field-invalid', { field: '/after', rule: 'a cursor of this list' });
}

/** A page out of `limit + 1` rows: the extra row only says that there is a next page. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly CursorPart[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
