import { normalForm } from '../../domain/firearm/serial-number.js';
import { isInstant, type CalendarDate } from '../../domain/shared/instant.js';
import { type FormInput } from './form-state.js';

export type DateTyped =
  | { readonly kind: 'empty' }
  | { readonly kind: 'date'; readonly date: CalendarDate }
  /** Something was typed and it is no day of the calendar. */
  | { readonly kind: 'wrong' };

/** The three boxes of a date (`<field>-day`, `-month`, `-year`), in the digits of any script. */
export function readDate(input: FormInput, field: string): DateTyped {
  const [day = '', month = '', year = ''] = PARTS.map((part) => normalForm(input[`${field}-${part}`]?.[0] ?? ''));
  if (day === '' && month === '' && year === '') return { kind: 'empty' };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const real = /^\d{4}-\d{2}-\d{2}$/.test(date) && isInstant(`${date}T00:00:00.000Z`);
  return real ? { kind: 'date', date } : { kind: 'wrong' };
}

/** A stored date as its three boxes show it. */
export function dateParts(date: CalendarDate | undefined): Readonly<Record<(typeof PARTS)[number], string>> {
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
}

const PARTS = ['day', 'month', 'year'] as const;
