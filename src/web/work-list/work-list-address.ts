import { type WorkListAsk } from '../../tracing/cases/work-list.service.js';
import { paths } from '../paths.js';

const FILTERS = ['scope', 'group', 'partner', 'role', 'urgency', 'assigneeId'] as const;

/** The address of a list with these filters, at its first page or after a place. */
export function workAddress(query: WorkListAsk, after?: string): string {
  const text = new URLSearchParams(workQueryText(query));
  if (after !== undefined) text.set('after', after);
  const search = text.toString();
  return search === '' ? paths.home.to() : `${paths.home.to()}?${search}`;
}

/** The filters in their one order; what is left out has its usual value. */
export function workQueryText(query: WorkListAsk): string {
  const text = new URLSearchParams();
  for (const name of FILTERS) {
    const value = query[name];
    if (value !== undefined && !(name === 'scope' && value === 'me')) text.set(name, value);
  }
  return text.toString();
}
