import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import {
  CONFIDENTIALITY_ASSESSMENTS,
  PATTERN_FLAGS,
  type ConfidentialityAssessment,
  type PatternFlag,
} from '../../../domain/directory/profile.js';

export class ProfileDto {
  @ApiProperty({
    enum: [0, 1, 2],
    description: '0 State or outcome; 1 company or State body and dates; 2 natural person',
  })
  @IsIn([0, 1, 2])
  highestLevel: 0 | 1 | 2;

  @ApiProperty({ enum: CONFIDENTIALITY_ASSESSMENTS })
  @IsIn(CONFIDENTIALITY_ASSESSMENTS)
  confidentiality: ConfidentialityAssessment;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsString()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  assessedOn?: string;

  @ApiProperty({ description: 'Nothing is sent to a suspended State, and nothing of it is taken.' })
  @IsBoolean()
  suspended: boolean;

  @ApiPropertyOptional({ minLength: 3, maxLength: 1000 })
  @IsOptional()
  @IsString()
  @Length(3, 1000)
  suspendedReason?: string;

  @ApiProperty({ enum: PATTERN_FLAGS, isArray: true })
  @IsArray()
  @ArrayUnique()
  @IsIn(PATTERN_FLAGS, { each: true })
  flags: PatternFlag[];

  @ApiPropertyOptional({ minLength: 1, maxLength: 1000 })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  note?: string;
}
