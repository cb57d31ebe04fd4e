import { ValidateBy } from 'class-validator';
import { findCountry } from '../../../domain/directory/country-code.js';

/** A code of the list: present, withdrawn (SUN, YUG) or user-assigned (XAA); whether that State can be asked is the draft's affair. */
export function IsKnownCountry(): PropertyDecorator {
  return ValidateBy({
    name: 'isCountry',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && findCountry(value) !== undefined,
      defaultMessage: () => '$property must be a country code of ISO 3166-1 alpha-3',
    },
  });
}
