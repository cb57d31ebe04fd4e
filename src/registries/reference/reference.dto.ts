import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { SYMBOLS, type MarkSymbol } from '../../domain/firearm/origin-sign.js';

export class NameQuery {
  @ApiPropertyOptional({ description: 'A name as written on a weapon or in a record; without it, the whole list.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(/^\P{Cc}+$/u)
  name?: string;
}

export class ModelQuery {
  @ApiPropertyOptional({ description: 'A name of a make; without it, the models of all makes.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(/^\P{Cc}+$/u)
  make?: string;
}

export class CodeLoadQuery {
  @ApiProperty({ description: 'Who published the list, with its edition.' })
  @IsString()
  @Length(1, 100)
  @Matches(/^\P{Cc}+$/u)
  source!: string;
}

/** What stands on a weapon; every part may be left out. */
export class OriginQueryDto {
  @ApiPropertyOptional({ description: 'The serial number as read.', maxLength: 64 })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  @Matches(/^\P{Cc}+$/u)
  serial?: string;

  @ApiPropertyOptional({
    description: 'Words and letters as they stand, each by itself.',
    type: 'array',
    items: { type: 'string', maxLength: 200 },
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  @Matches(/^\P{Cc}+$/u, { each: true })
  inscriptions?: string[];

  @ApiPropertyOptional({
    description: 'Year codes of proof houses, or a year in full.',
    type: 'array',
    items: { type: 'string', maxLength: 20 },
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @Length(1, 20, { each: true })
  @Matches(/^\P{Cc}+$/u, { each: true })
  yearCodes?: string[];

  @ApiPropertyOptional({ enum: SYMBOLS, isArray: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SYMBOLS.length)
  @IsIn(SYMBOLS, { each: true })
  symbols?: MarkSymbol[];

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(/^\P{Cc}+$/u)
  make?: string;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(/^\P{Cc}+$/u)
  model?: string;
}
