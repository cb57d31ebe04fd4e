import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type, type TransformFnParams } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { QUERY_PURPOSES, type QueryPurpose } from '../../domain/firearm/query-purpose.js';
import * as words from '../../domain/messages/vocabulary.js';
import { TEXT_ENCODINGS, type TextEncodingName } from '../../platform/text-encoding.js';
import { IsCountry, IsName, IsYear } from './fields.js';

/** Why somebody reads marking records: without both, nothing is read. */
export class ReadReason {
  @ApiProperty({ enum: QUERY_PURPOSES })
  @IsIn(QUERY_PURPOSES)
  purpose!: QueryPurpose;

  @ApiProperty({ description: 'The case or file for which this is read.', maxLength: 100 })
  @IsString()
  @Length(1, 100)
  @Matches(/^[\p{L}\p{N}][\p{L}\p{N} ./_-]*$/u)
  caseNumber!: string;
}

/** In an address, where all is text. */
function yesOrNo({ value }: TransformFnParams): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}

/** A number, what is known beside it, and why it is looked up. */
export class NumberQueryDto extends ReadReason {
  @ApiProperty({
    maxLength: 200,
    description:
      'As it was read: ? one illegible character, [0O] one of these, * an unknown part, {r:AB} restored, {t:AB} tampered with.',
  })
  @IsName()
  serial!: string;

  @ApiPropertyOptional({ description: 'Leaves out records of another make; those without a make stay.' })
  @IsOptional()
  @IsName()
  make?: string;

  @ApiPropertyOptional({ description: 'Leaves out records of another calibre; those without one stay.' })
  @IsOptional()
  @IsName()
  calibre?: string;

  @ApiPropertyOptional({ description: 'Leaves out records of another model; one name may hold the other.' })
  @IsOptional()
  @IsName()
  model?: string;

  @ApiPropertyOptional({ enum: words.WEAPON_TYPES, description: 'Leaves out records of another type.' })
  @IsOptional()
  @IsIn(words.WEAPON_TYPES)
  type?: words.WeaponType;

  @ApiPropertyOptional({ description: 'Leaves out weapons made in another country; ISO 3166-1 alpha-3.' })
  @IsOptional()
  @IsCountry()
  country?: string;

  @ApiPropertyOptional({ description: 'Leaves out weapons made before this year.' })
  @IsOptional()
  @IsYear()
  yearFrom?: number;

  @ApiPropertyOptional({ description: 'Leaves out weapons made after this year.' })
  @IsOptional()
  @IsYear()
  yearTo?: number;

  @ApiPropertyOptional({ default: true, description: 'Also numbers that are read for one another.' })
  @IsOptional()
  @IsBoolean()
  lookAlikes?: boolean;
}

export class MarkingQueryDto extends NumberQueryDto {
  @ApiPropertyOptional({
    default: false,
    description:
      'Also numbers that differ by one character replaced, lost or put in; for a number that was read without doubt.',
  })
  @IsOptional()
  @IsBoolean()
  oneEdit?: boolean;
}

export class BatchQuery extends ReadReason {
  @ApiPropertyOptional({ default: true, description: 'Also numbers that are read for one another.' })
  @IsOptional()
  @IsBoolean()
  @Transform(yesOrNo)
  lookAlikes?: boolean;

  @ApiPropertyOptional({ default: false, description: 'Also numbers that differ by one character.' })
  @IsOptional()
  @IsBoolean()
  @Transform(yesOrNo)
  oneEdit?: boolean;
}

/** Edits that a wide search finds in full. */
export const WIDE_EDITS_MAX = 2;

export class WideSearchDto extends NumberQueryDto {
  @ApiPropertyOptional({
    default: WIDE_EDITS_MAX,
    minimum: 0,
    maximum: WIDE_EDITS_MAX,
    description: 'How many characters may be replaced, lost or put in.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(WIDE_EDITS_MAX)
  edits?: number;
}

export class MarkCorrectionDto {
  @ApiProperty()
  @IsUUID()
  markId!: string;

  @ApiPropertyOptional({ description: 'The better reading.' })
  @IsOptional()
  @IsName()
  text?: string;

  @ApiPropertyOptional({ enum: words.MARK_CONDITIONS })
  @IsOptional()
  @IsIn(words.MARK_CONDITIONS)
  condition?: words.MarkCondition;
}

export class CorrectFirearmDto {
  @ApiProperty({ minLength: 10, maxLength: 500 })
  @IsString()
  @Length(10, 500)
  @Matches(/^\P{Cc}+$/u)
  reason!: string;

  @ApiPropertyOptional({ enum: words.WEAPON_TYPES })
  @IsOptional()
  @IsIn(words.WEAPON_TYPES)
  type?: words.WeaponType;

  @ApiPropertyOptional()
  @IsOptional()
  @IsName()
  make?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsName()
  model?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsName()
  calibre?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsYear()
  yearOfManufacture?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsCountry()
  countryOfManufacture?: string;

  @ApiPropertyOptional({ type: [MarkCorrectionDto], maxItems: 40 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => MarkCorrectionDto)
  marks?: MarkCorrectionDto[];
}

export const IMPORT_MODES = ['check', 'load'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

export class ImportQuery {
  @ApiProperty({
    description: 'Whose records these are; with the record id it names a row once and for all.',
    maxLength: 100,
  })
  @IsString()
  @Length(1, 100)
  @Matches(/^\P{Cc}+$/u)
  source!: string;

  @ApiPropertyOptional({
    enum: IMPORT_MODES,
    default: 'load',
    description: 'check: judge the file and store none of its rows.',
  })
  @IsOptional()
  @IsIn(IMPORT_MODES)
  mode?: ImportMode;

  @ApiPropertyOptional({
    description: 'Columns that have another name in this file: field:column,field:column',
    maxLength: 2000,
  })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  @Matches(/^[a-z_]+:[^,:]+(,[a-z_]+:[^,:]+)*$/)
  columns?: string;

  @ApiPropertyOptional({ default: false, description: 'A file with one bad row loads nothing.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  whole?: boolean;

  @ApiPropertyOptional({ description: 'What stands between two cells: one character, or `tab`.', default: ',' })
  @IsOptional()
  @IsString()
  @Matches(/^(tab|[^\s"\p{L}\p{N}])$/u)
  delimiter?: string;

  @ApiPropertyOptional({ enum: TEXT_ENCODINGS, default: 'utf-8' })
  @IsOptional()
  @IsIn(TEXT_ENCODINGS)
  encoding?: TextEncodingName;
}
