import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDateString,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { type ErrorCode } from '../../../domain/shared/refusal.js';
import { CONFIDENCES, type Diversion, DIVERSIONS, type Outcome, OUTCOMES } from '../../../domain/messages/index.js';
import {
  CONSULTATION_KINDS,
  CONTACT_CHANNELS,
  type Flag,
  FLAG_CODES,
  type OtherContact,
} from '../../../domain/tracing/case.js';
import { type Closing, ESTABLISHMENTS } from '../../../domain/tracing/closing.js';
import { DISPOSAL_KINDS, HOLD_KINDS } from '../../../domain/tracing/custody.js';
import { ReasonDto } from './command.dto.js';

const TEXT = 4000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class AssigneeDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  personId: string;

  @ApiPropertyOptional({ maxLength: 1000 })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  reason?: string;
}

export class HandOverDto extends ReasonDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Whose open cases; your own where it is left out.' })
  @IsOptional()
  @IsUUID()
  fromPersonId?: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  toPersonId: string;
}

class MovedCase {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() reference: string;
}

class UnmovedCase extends MovedCase {
  @ApiProperty({ description: 'The code of the refusal.' }) code: ErrorCode;
}

/** Each case moves, or does not, by itself. */
export class MoveReport {
  @ApiProperty({ type: [MovedCase] }) moved: readonly MovedCase[];
  @ApiProperty({ type: [UnmovedCase] }) failed: readonly UnmovedCase[];
}

export class ConsultationDto {
  @ApiProperty({ enum: CONSULTATION_KINDS })
  @IsIn(CONSULTATION_KINDS)
  kind: (typeof CONSULTATION_KINDS)[number];

  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  withWhom: string;
}

export class ConsultationEndDto {
  @ApiProperty({ maxLength: TEXT })
  @IsString()
  @Length(1, TEXT)
  result: string;
}

export class DisposalDto {
  @ApiProperty({ enum: DISPOSAL_KINDS })
  @IsIn(DISPOSAL_KINDS)
  kind: (typeof DISPOSAL_KINDS)[number];
}

export class HoldDto extends ReasonDto {
  @ApiProperty({ enum: HOLD_KINDS })
  @IsIn(HOLD_KINDS)
  kind: (typeof HOLD_KINDS)[number];
}

export class ContactDto {
  @ApiProperty({ format: 'date-time' })
  @Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  @IsDateString({ strict: true })
  at: string;

  @ApiProperty({ enum: CONTACT_CHANNELS })
  @IsIn(CONTACT_CHANNELS)
  channel: OtherContact['channel'];

  @ApiProperty({ maxLength: TEXT })
  @IsString()
  @Length(1, TEXT)
  what: string;

  @ApiProperty({ description: 'Called back at the number of the directory?' })
  @IsBoolean()
  calledBack: boolean;
}

export class FlagDto {
  @ApiProperty({ enum: FLAG_CODES })
  @IsIn(FLAG_CODES)
  code: Flag['code'];
}

export class DiversionDto {
  @ApiProperty({ enum: DIVERSIONS })
  @IsIn(DIVERSIONS)
  kind: Diversion;

  @ApiProperty({ enum: CONFIDENCES })
  @IsIn(CONFIDENCES)
  confidence: 'established' | 'probable' | 'possible';

  @ApiProperty({ maxLength: TEXT })
  @IsString()
  @Length(1, TEXT)
  basis: string;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  place?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @Matches(DATE)
  from?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @Matches(DATE)
  to?: string;
}

export class ClosingDto {
  @ApiProperty({ enum: OUTCOMES })
  @IsIn(OUTCOMES)
  outcome: Outcome;

  @ApiProperty({ enum: ESTABLISHMENTS })
  @IsIn(ESTABLISHMENTS)
  established: Closing['established'];

  @ApiPropertyOptional({ type: DiversionDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => DiversionDto)
  diversion?: DiversionDto;

  @ApiPropertyOptional({ maxLength: TEXT })
  @IsOptional()
  @IsString()
  @Length(1, TEXT)
  lessons?: string;
}
