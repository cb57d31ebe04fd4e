import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  type DisclosureLevel,
  HOLDER_RESULTS,
  INTENDED_USES,
  LIMITS,
  MESSAGE_KINDS,
  type MessageKind,
  NATIONAL_HOLDERS,
  type Outcome,
  OUTCOMES,
  RECORD_FIELDS,
  type RecordField,
  REFUSAL_GROUNDS,
  type RefusalGround,
  RELEASES,
  TLP_LABELS,
} from '../../../domain/messages/index.js';
import { type HolderCheck } from '../../../domain/tracing/case.js';
import { IsCalendarDate } from './calendar-date.js';
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

export class HandlingDto {
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMaxSize(LIMITS.list)
  @IsString({ each: true })
  @Length(1, LIMITS.name, { each: true })
  recipients: string[];

  @ApiProperty({ enum: INTENDED_USES, isArray: true })
  @IsArray()
  @IsIn(INTENDED_USES, { each: true })
  purposes: (typeof INTENDED_USES)[number][];

  @ApiProperty({ enum: RELEASES })
  @IsIn(RELEASES)
  onwardRelease: (typeof RELEASES)[number];

  @ApiProperty({ enum: RELEASES })
  @IsIn(RELEASES)
  evidenceUse: (typeof RELEASES)[number];

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsCalendarDate()
  deleteBy?: string;

  @ApiPropertyOptional({ enum: TLP_LABELS })
  @IsOptional()
  @IsIn(TLP_LABELS)
  label?: (typeof TLP_LABELS)[number];
}

export class HeldBackDto {
  @ApiProperty({ enum: RECORD_FIELDS, isArray: true })
  @IsArray()
  @IsIn(RECORD_FIELDS, { each: true })
  fields: RecordField[];

  @ApiProperty({ enum: REFUSAL_GROUNDS })
  @IsIn(REFUSAL_GROUNDS)
  ground: RefusalGround;
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

  @ApiPropertyOptional({ type: HandlingDto, description: 'Narrower terms than those of the request and of the node.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => HandlingDto)
  handling?: HandlingDto;

  @ApiPropertyOptional({ type: HeldBackDto, description: 'Fields held back on a ground of ITI 22; the head approves.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => HeldBackDto)
  heldBack?: HeldBackDto;
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

/** A sealed case stands in no list: whoever opens it in an emergency knows its reference. */
export class BrokenSealDto extends ReasonDto {
  @ApiProperty({ minLength: 1, maxLength: 200, description: "Our own or the other State's reference, whole." })
  @IsString()
  @Length(1, 200)
  reference: string;
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
