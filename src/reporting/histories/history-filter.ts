import { addMs, isInstant, type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { type HistoryFilter } from '../../tracing/cases/histories.queries.js';
import { type HistoryFilterDto } from './dto/histories.dto.js';

const DAY_MS = 86_400_000;

/** Days of the form, both included, as instants of the query. */
export function filterOf(query: HistoryFilterDto): Result<HistoryFilter> {
  const { from, until, reference, partner, role, state } = query;
  for (const field of ['from', 'until'] as const) {
    const day = query[field];
    if (day !== undefined && !isInstant(startOf(day)))
      return refuse('field-invalid', { field: `/${field}`, rule: 'an existing day' });
  }
  return succeed({
    ...(reference === undefined ? {} : { reference }),
    ...(partner === undefined ? {} : { partner }),
    ...(role === undefined ? {} : { role }),
    ...(state === undefined ? {} : { state }),
    ...(from === undefined ? {} : { openedFrom: startOf(from) }),
    ...(until === undefined ? {} : { openedUntil: addMs(startOf(until), DAY_MS) }),
  });
}

function startOf(day: string): Instant {
  return `${day}T00:00:00.000Z`;
}
