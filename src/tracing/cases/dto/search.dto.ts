import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { ROLES, type Role } from '../../../domain/messages/index.js';
import { CASE_STATES, type CaseState } from '../../../domain/tracing/case.js';
import { PageQuery } from '../../../platform/page.js';
import { IsKnownCountry } from './known-country.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A body and no address: a number on a weapon has no place in the logs of a line. */
export class CaseSearchDto extends PageQuery {
  @ApiPropertyOptional({ description: "Either State's reference, whole.", maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  reference?: string;

  @ApiPropertyOptional({
    description: 'A number on the weapon, as typed; spaces and hyphens do not count.',
    maxLength: 200,
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  mark?: string;

  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-3' })
  @IsOptional()
  @IsKnownCountry()
  partner?: string;

  @ApiPropertyOptional({ enum: CASE_STATES })
  @IsOptional()
  @IsIn(CASE_STATES)
  state?: CaseState;

  @ApiPropertyOptional({ enum: ROLES })
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({ format: 'uuid', description: 'The person in charge.' })
  @IsOptional()
  @IsUUID()
  assigneeId?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Opened on this day or later (UTC).' })
  @IsOptional()
  @Matches(DAY)
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Opened on this day or earlier (UTC).' })
  @IsOptional()
  @Matches(DAY)
  until?: string;
}
