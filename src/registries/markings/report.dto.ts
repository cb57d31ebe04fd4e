import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { REPORT_KINDS, type ReportKind } from '../../domain/firearm/report.js';
import { IsCalendarDate, IsCountry, IsName } from './fields.js';

/** Why a record is changed: whoever reads its history must understand it. */
class ChangeReason {
  @ApiProperty({ minLength: 10, maxLength: 500 })
  @IsString()
  @Length(10, 500)
  @Matches(/^\P{Cc}+$/u)
  reason!: string;
}

export class ReportDto extends ChangeReason {
  @ApiProperty({ enum: REPORT_KINDS })
  @IsIn(REPORT_KINDS)
  kind!: ReportKind;

  @ApiPropertyOptional({ format: 'date', description: 'The day on which it happened, or was noticed.' })
  @IsOptional()
  @IsCalendarDate()
  on?: string;

  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-3: where it happened.' })
  @IsOptional()
  @IsCountry()
  country?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'File or number under which it was reported.' })
  @IsOptional()
  @IsName()
  document?: string;
}

export class ReportWithdrawalDto extends ChangeReason {}
