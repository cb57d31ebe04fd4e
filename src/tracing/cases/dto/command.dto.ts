import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsDateString,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  CONFIDENCES,
  type DisclosureLevel,
  type Diversion,
  DIVERSIONS,
  HOLDER_RESULTS,
  MESSAGE_KINDS,
  type MessageKind,
  NATIONAL_HOLDERS,
  type Outcome,
  OUTCOMES,
  REFUSAL_GROUNDS,
  type RefusalGround,
} from '../../../domain/messages/index.js';
import { type Closing, type Flag, type HolderCheck, type OtherContact } from '../../../domain/tracing/case.js';
import { IsKnownCountry } from './known-country.js';

const TEXT = 4000;
const SHORT = 500;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class DraftDto {
  @ApiProperty({
    type: Object,
    description: 'Any parts of the body of a REQUEST; each has the form that the wire gives it.',
  })
  @IsObject()
  body: Record<string, unknown>;

  @ApiPropertyOptional({
    maxLength: SHORT,
    description: 'Why the trace abroad runs before the one at home is complete.',
  })
  @IsOptional()
  @IsString()
  @Length(1, SHORT)
  parallelReason?: string;
}

export class AddresseeDto {
  @ApiProperty({ description: 'ISO 3166-1 alpha-3' })
  @IsKnownCountry()
  state: string;
}

export class NationalCheckDto {
  @ApiProperty({ enum: NATIONAL_HOLDERS })
  @IsIn(NATIONAL_HOLDERS)
  holder: HolderCheck['holder'];

  @ApiProperty({ enum: HOLDER_RESULTS })
  @IsIn(HOLDER_RESULTS)
  result: HolderCheck['result'];

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @Matches(DATE)
  on?: string;
}

export class LetterDto {
  @ApiProperty({ enum: MESSAGE_KINDS })
  @IsIn(MESSAGE_KINDS)
  kind: MessageKind;

  @ApiProperty({ type: Object, description: 'The body of that kind, as it will stand on the wire.' })
  @IsObject()
  body: Record<string, unknown>;
}

export class ProposedLetterDto extends LetterDto {
  @ApiPropertyOptional({
    enum: REFUSAL_GROUNDS,
    description: 'The ground of ITI 22 where the letter itself is neutral; never leaves the node.',
  })
  @IsOptional()
  @IsIn(REFUSAL_GROUNDS)
  trueGround?: RefusalGround;
}

export class AnswerDto {
  @ApiProperty({ enum: ['part', 'final'] })
  @IsIn(['part', 'final'])
  part: 'part' | 'final';

  @ApiProperty({ enum: [0, 1, 2] })
  @IsIn([0, 1, 2])
  level: DisclosureLevel;

  @ApiPropertyOptional({ maxLength: SHORT })
  @IsOptional()
  @IsString()
  @Length(1, SHORT)
  legalBasis?: string;

  @ApiPropertyOptional({ maxLength: TEXT })
  @IsOptional()
  @IsString()
  @Length(1, TEXT)
  necessity?: string;

  @ApiPropertyOptional({ maxLength: TEXT })
  @IsOptional()
  @IsString()
  @Length(1, TEXT)
  note?: string;
}

export class ApprovalDto {
  @ApiProperty({ description: 'Digest of the exact content that was shown.' })
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  digest: string;

  @ApiProperty({ description: 'Digest of the facts that were shown beside it.' })
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  factsDigest: string;

  @ApiPropertyOptional({ maxLength: SHORT, description: 'Only where one officer may approve their own work: why.' })
  @IsOptional()
  @IsString()
  @Length(1, SHORT)
  ownReason?: string;
}

export class ReasonDto {
  @ApiProperty({ minLength: 1, maxLength: SHORT })
  @IsString()
  @Length(1, SHORT)
  reason: string;
}

export class VoidDto extends ReasonDto {
  @ApiProperty({ minimum: 1 })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  seq: number;
}

export class RecordChoiceDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  firearmId?: string;

  @ApiProperty({ enum: OUTCOMES })
  @IsIn(OUTCOMES)
  outcome: Outcome;

  @ApiPropertyOptional()
  @IsOptional()
  @IsKnownCountry()
  nextState?: string;
}

export class AssigneeDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  personId: string;
}

export class CompartmentDto extends ReasonDto {
  @ApiProperty()
  @IsBoolean()
  sealed: boolean;

  @ApiProperty({ type: [String] })
  @IsArray()
  @IsUUID(undefined, { each: true })
  namedPersonIds: string[];

  @ApiProperty({ type: [String] })
  @IsArray()
  @IsUUID(undefined, { each: true })
  conflictPersonIds: string[];
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
