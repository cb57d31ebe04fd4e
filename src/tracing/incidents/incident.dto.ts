import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator';
import { NationalCheckDto } from '../cases/dto/command.dto.js';

export class RecoveredWeaponDto {
  @ApiProperty({ type: Object, description: 'The weapon as described and marked; the form that the wire gives it.' })
  @IsObject()
  weapon: Record<string, unknown>;

  @ApiPropertyOptional({ type: Object, description: 'Parts of the request that differ for this weapon.' })
  @IsOptional()
  @IsObject()
  body?: Record<string, unknown>;

  @ApiPropertyOptional({ type: [NationalCheckDto] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => NationalCheckDto)
  nationalCheck?: NationalCheckDto[];

  @ApiPropertyOptional({ format: 'date-time', description: 'Starts the custody clock (ITI 9).' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  inCustodySince?: string;
}

export class NewIncidentDto {
  @ApiPropertyOptional({ description: 'Practice: kept out of statistics, marked on every message.' })
  @IsOptional()
  @IsBoolean()
  exercise?: boolean;

  @ApiProperty({
    type: Object,
    description:
      'Parts of the requests that hold for every weapon: grounds and law, recovery, intended use, handling, confidentiality.',
  })
  @IsObject()
  common: Record<string, unknown>;

  @ApiProperty({ type: [RecoveredWeaponDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ValidateNested({ each: true })
  @Type(() => RecoveredWeaponDto)
  weapons: RecoveredWeaponDto[];

  @ApiPropertyOptional({ type: [String], description: 'A covert recovery: only these persons ever see it.' })
  @IsOptional()
  @IsArray()
  @IsUUID(undefined, { each: true })
  sealedFor?: string[];
}

export class OpenedCase {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() reference: string;
  @ApiProperty() item: number;
  @ApiProperty() version: number;
}

export class IncidentView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() reference: string;
  @ApiProperty() items: number;
  @ApiProperty({ format: 'date-time' }) openedAt: string;
  @ApiProperty() exercise: boolean;
  @ApiProperty({ type: [OpenedCase], description: 'Cases that this call opened.' }) opened: readonly OpenedCase[];
}

export class IncidentPage {
  @ApiProperty({ type: [IncidentView] }) items: readonly IncidentView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class IncidentContentView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() reference: string;
  @ApiProperty({ format: 'date-time' }) openedAt: string;
  @ApiProperty() exercise: boolean;
  @ApiProperty({ type: Object, description: 'What holds for every weapon.' }) common: object;
  @ApiProperty({ type: [Object], description: 'The weapons as handed in, by their items.' }) weapons: readonly object[];
}

const FILE_MODES = ['check', 'load'] as const;

export class RecoveryFileQuery {
  @ApiPropertyOptional({ enum: FILE_MODES, default: 'check', description: 'check: judge the file and store nothing.' })
  @IsOptional()
  @IsIn(FILE_MODES)
  mode?: (typeof FILE_MODES)[number];
}
