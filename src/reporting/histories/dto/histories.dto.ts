import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { findCountry } from '../../../domain/directory/country-code.js';
import { REVIEW_VERDICTS, type ReviewVerdict } from '../../../domain/audit/sample.js';
import { type Role, ROLES } from '../../../domain/messages/kinds.js';
import { CASE_STATES, type CaseState } from '../../../domain/tracing/case.js';

export const HISTORY_SAMPLE_MAX = 500;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A code of the list; whether that State was ever a partner is the search's affair. */
function IsKnownState(): PropertyDecorator {
  return ValidateBy({
    name: 'isCountry',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && findCountry(value) !== undefined,
      defaultMessage: () => '$property must be a country code of ISO 3166-1 alpha-3',
    },
  });
}

/** Which cases: all of them where nothing is named. */
export class HistoryFilterDto {
  @ApiPropertyOptional({ description: 'Of either State.', maxLength: 64 })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  reference?: string;

  @ApiPropertyOptional({ example: 'XBB' })
  @IsOptional()
  @IsKnownState()
  partner?: string;

  @ApiPropertyOptional({ enum: ROLES })
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({ enum: CASE_STATES })
  @IsOptional()
  @IsIn(CASE_STATES)
  state?: CaseState;

  @ApiPropertyOptional({ description: 'Opened on this day (UTC) or later.' })
  @IsOptional()
  @Matches(DATE)
  from?: string;

  @ApiPropertyOptional({ description: 'Opened on this day (UTC) or earlier.' })
  @IsOptional()
  @Matches(DATE)
  until?: string;
}

export class HistoryListQuery extends HistoryFilterDto {
  @ApiPropertyOptional({ description: 'The `next` of the page before.' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

export class DrawHistoriesDto extends HistoryFilterDto {
  @ApiProperty({ minimum: 1, maximum: HISTORY_SAMPLE_MAX })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(HISTORY_SAMPLE_MAX)
  size: number;

  @ApiPropertyOptional({ description: 'Any text of your own; without one the node draws a seed.', maxLength: 64 })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  seed?: string;
}

export class ReviewDto {
  @ApiProperty({ enum: REVIEW_VERDICTS })
  @IsIn(REVIEW_VERDICTS)
  verdict: ReviewVerdict;

  @ApiPropertyOptional({ maxLength: 2000 })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string;
}
