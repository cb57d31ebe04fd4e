import { ValidateBy } from 'class-validator';
import { isCalendarDate } from '../../../domain/shared/instant.js';

/** A day that exists: 31 February does not. */
export function IsCalendarDate(): PropertyDecorator {
  return ValidateBy({
    name: 'isCalendarDate',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isCalendarDate(value),
      defaultMessage: () => '$property must be an existing date, YYYY-MM-DD',
    },
  });
}
