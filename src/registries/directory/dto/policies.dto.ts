import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { CLOCK_KINDS, TERM_UNITS, type ClockKind, type TermUnit } from '../../../domain/deadlines/clock.js';
import { POLICY_SCOPES, type PolicyScope } from '../policy.repository.js';

export const POLICY_ID = /^[a-z0-9][a-z0-9-]{2,59}$/;

export class TermDto {
  @ApiProperty({ enum: CLOCK_KINDS })
  @IsIn(CLOCK_KINDS)
  clock: ClockKind;

  @ApiProperty({ minimum: 1, maximum: 10_000 })
  @IsInt()
  @Min(1)
  @Max(10_000)
  amount: number;

  @ApiProperty({ enum: TERM_UNITS })
  @IsIn(TERM_UNITS)
  unit: TermUnit;
}

export class PolicyDto {
  @ApiProperty({ enum: POLICY_SCOPES })
  @IsIn(POLICY_SCOPES)
  scope: PolicyScope;

  @ApiProperty({
    isArray: true,
    type: String,
    description: 'Instrument, agreement: the States between which it binds.',
  })
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(250)
  @Matches(/^[A-Z]{3}$/, { each: true })
  states: string[];

  @ApiProperty({ description: 'In force here; a preset binds no partner before a person says so.' })
  @IsBoolean()
  adopted: boolean;

  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  title: string;

  @ApiProperty({ maxLength: 500 })
  @IsString()
  @Length(1, 500)
  source: string;

  @ApiPropertyOptional({ maxLength: 100 })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  article?: string;

  @ApiProperty({ description: 'The numbers were checked against a published text.' })
  @IsBoolean()
  verified: boolean;

  @ApiProperty({ enum: ['routine', 'urgent', 'any'] })
  @IsIn(['routine', 'urgent', 'any'])
  urgency: 'routine' | 'urgent' | 'any';

  @ApiProperty({ enum: ['received', 'acknowledged', 'complete'] })
  @IsIn(['received', 'acknowledged', 'complete'])
  startsAt: 'received' | 'acknowledged' | 'complete';

  @ApiProperty({ type: [TermDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CLOCK_KINDS.length)
  @ArrayUnique((term: TermDto) => term.clock)
  @ValidateNested({ each: true })
  @Type(() => TermDto)
  terms: TermDto[];
}

export class NewPolicyDto extends PolicyDto {
  @ApiProperty({ pattern: POLICY_ID.source })
  @IsString()
  @Matches(POLICY_ID)
  id: string;
}
