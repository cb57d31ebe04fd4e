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
import { CONFIDENCES, type Diversion, DIVERSIONS, type Outcome, OUTCOMES } from '../../../domain/messages/index.js';
import { type Flag, type OtherContact } from '../../../domain/tracing/case.js';
import { type Closing } from '../../../domain/tracing/closing.js';
import { ReasonDto } from './command.dto.js';

const TEXT = 4000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class AssigneeDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  personId: string;
}

export class ConsultationDto {
  @ApiProperty({ enum: ['consult', 'record holder'] })
  @IsIn(['consult', 'record holder'])
  kind: 'consult' | 'record holder';

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
  @ApiProperty({ enum: ['marked and recorded', 'destroyed'] })
  @IsIn(['marked and recorded', 'destroyed'])
  kind: 'marked and recorded' | 'destroyed';
}

export class HoldDto extends ReasonDto {
  @ApiProperty({ enum: ['court', 'partner', 'legal'] })
  @IsIn(['court', 'partner', 'legal'])
  kind: 'court' | 'partner' | 'legal';
}

const CHANNELS = ['telephone', 'I-24/7', 'letter', 'e-mail', 'in person'] as const;

export class ContactDto {
  @ApiProperty({ format: 'date-time' })
  @Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  @IsDateString({ strict: true })
  at: string;

  @ApiProperty({ enum: CHANNELS })
  @IsIn(CHANNELS)
  channel: OtherContact['channel'];

  @ApiProperty({ maxLength: TEXT })
  @IsString()
  @Length(1, TEXT)
  what: string;

  @ApiProperty({ description: 'Called back at the number of the directory?' })
  @IsBoolean()
  calledBack: boolean;
}

const FLAG_CODES = [
  'received outside the window',
  'due date differs',
  'rejected by partner',
  'correction to act on',
  'persons to erase',
  'recovered',
] as const;

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

const ESTABLISHED = ['through a trace', 'on other evidence', 'not established'] as const;

export class ClosingDto {
  @ApiProperty({ enum: OUTCOMES })
  @IsIn(OUTCOMES)
  outcome: Outcome;

  @ApiProperty({ enum: ESTABLISHED })
  @IsIn(ESTABLISHED)
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
