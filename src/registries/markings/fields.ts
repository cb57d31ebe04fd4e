import { applyDecorators } from '@nestjs/common';
import {
  buildMessage,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  type ValidationOptions,
} from 'class-validator';
import { findCountry } from '../../domain/directory/country-code.js';
import { isCalendarDate } from '../../domain/shared/instant.js';

/** Field rules that requests and rows of a file share. */
export const NAME_MAX = 200;
export const YEAR_MIN = 1500;
export const YEAR_MAX = 2200;

/** 1 to 200 characters that a page can show and PostgreSQL can keep. */
export function isName(text: string): boolean {
  return text.length > 0 && text.length <= NAME_MAX && !/\p{Cc}/u.test(text) && text.isWellFormed();
}

/** Withdrawn and user-assigned codes are taken: weapons outlive States, and an exercise has its own. */
export function isCountry(text: string): boolean {
  return /^[A-Z]{3}$/.test(text) && findCountry(text) !== undefined;
}

export function IsName(): PropertyDecorator {
  return applyDecorators(
    IsString(),
    Length(1, NAME_MAX),
    Matches(/^\P{Cc}*$/u),
    fieldRule('isWellFormed', 'text without lone surrogates', (text) => text.isWellFormed()),
  );
}

export function IsCalendarDate(): PropertyDecorator {
  return fieldRule('isCalendarDate', 'an existing date, YYYY-MM-DD', isCalendarDate);
}

export function IsCountry(): PropertyDecorator {
  return fieldRule('isCountry', 'a country code of ISO 3166-1 alpha-3', isCountry);
}

export function IsYear(): PropertyDecorator {
  return applyDecorators(IsInt(), Min(YEAR_MIN), Max(YEAR_MAX));
}

function fieldRule(
  name: string,
  words: string,
  holds: (text: string) => boolean,
  options?: ValidationOptions,
): PropertyDecorator {
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value: unknown) => typeof value === 'string' && holds(value),
        defaultMessage: buildMessage((each) => `${each}$property must be ${words}`, options),
      },
    },
    options,
  );
}
