import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { QUERY_PURPOSES, type QueryPurpose } from '../../domain/firearm/query-purpose.js';
import * as words from '../../domain/messages/vocabulary.js';
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

export class MarkingQueryDto extends ReadReason {
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

  @ApiPropertyOptional({ default: true, description: 'Also numbers that are read for one another.' })
  @IsOptional()
  @IsBoolean()
  lookAlikes?: boolean;

  @ApiPropertyOptional({
    default: false,
    description:
      'Also numbers that differ by one character replaced, lost or put in; for a number that was read without doubt.',
  })
  @IsOptional()
  @IsBoolean()
  oneEdit?: boolean;
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
}
