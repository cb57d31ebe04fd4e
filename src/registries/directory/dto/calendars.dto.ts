import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { ENTRY_LIMITS } from '../../../domain/directory/entry.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class CalendarDto {
  @ApiProperty({ description: 'IANA time zone' })
  @IsString()
  @Length(1, 60)
  zone: string;

  @ApiProperty({
    isArray: true,
    type: 'integer',
    minimum: 1,
    maximum: 7,
    description: 'ISO days of the week, 1 Monday to 7 Sunday',
  })
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(6)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  weekend: number[];

  @ApiProperty({ isArray: true, type: String, format: 'date' })
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(ENTRY_LIMITS.holidays)
  @Matches(DATE, { each: true })
  holidays: string[];

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @Matches(DATE)
  validFrom?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @Matches(DATE)
  validTo?: string;

  @ApiProperty({ description: 'Where the list is from.', maxLength: 200 })
  @IsString()
  @Length(3, 200)
  source: string;
}

export class CalendarQuery {
  @ApiPropertyOptional({ format: 'date', description: 'Today, where it is left out.' })
  @IsOptional()
  @Matches(DATE)
  on?: string;
}
