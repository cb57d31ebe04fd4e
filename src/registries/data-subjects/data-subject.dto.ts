import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Min,
} from 'class-validator';
import {
  IDENTITY_CHECKS,
  SUBJECT_ASKS,
  SUBJECT_DECISIONS,
  SUBJECT_GROUNDS,
  type IdentityCheck,
  type SubjectAsk,
  type SubjectDecision,
  type SubjectGround,
} from '../../domain/access/data-subject.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class RegisterSubjectDto {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(2, 200)
  name: string;

  @ApiProperty({ description: 'Where the answer goes.', maxLength: 500 })
  @IsString()
  @Length(3, 500)
  contact: string;

  @ApiProperty({ enum: IDENTITY_CHECKS })
  @IsIn(IDENTITY_CHECKS)
  identity: IdentityCheck;

  @ApiProperty({ enum: SUBJECT_ASKS, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(SUBJECT_ASKS, { each: true })
  asks: SubjectAsk[];

  @ApiProperty({ example: '2026-11-20' })
  @Matches(DATE)
  receivedOn: string;
}

export class SearchSubjectDto {
  @ApiPropertyOptional({ description: 'Another spelling; without it the name of the request.', maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(2, 200)
  name?: string;
}

export class DecideSubjectDto {
  @ApiProperty({ enum: SUBJECT_DECISIONS })
  @IsIn(SUBJECT_DECISIONS)
  kind: SubjectDecision;

  @ApiPropertyOptional({ description: 'Number of the finding; absent: the whole request.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  finding?: number;

  @ApiPropertyOptional({ enum: SUBJECT_GROUNDS })
  @IsOptional()
  @IsIn(SUBJECT_GROUNDS)
  ground?: SubjectGround;

  @ApiPropertyOptional({ description: 'When a deferral is looked at again.' })
  @IsOptional()
  @Matches(DATE)
  reviewOn?: string;

  @ApiPropertyOptional({ description: 'The right name, for a rectification.', maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(2, 200)
  newName?: string;

  @ApiProperty({ description: 'The reason, as the person is told it.', minLength: 10, maxLength: 2000 })
  @IsString()
  @Length(10, 2000)
  reason: string;
}
