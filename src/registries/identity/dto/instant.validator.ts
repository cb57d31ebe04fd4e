import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isInstant } from '../../../domain/shared/instant.js';

/** The one spelling of a time: `2026-11-24T04:09:58.123Z`. */
export function IsInstant(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isInstant',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isInstant(value),
        defaultMessage: () => '$property must be a time in UTC with milliseconds: 2026-11-24T04:09:58.123Z',
      },
    },
    options,
  );
}
