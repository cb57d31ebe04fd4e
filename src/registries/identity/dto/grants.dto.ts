import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { ACTIONS } from '../../../domain/access/policy.js';
import { PERSON_ROLES, type PersonRole } from '../../../domain/shared/actor.js';
import { IsInstant } from './instant.validator.js';

export class RoleGrantDto {
  @ApiProperty({ enum: PERSON_ROLES })
  @IsIn(PERSON_ROLES)
  role: PersonRole;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  agencyId: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Now, where it is left out.' })
  @IsOptional()
  @IsInstant()
  validFrom?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'A deputy always has one.' })
  @IsOptional()
  @IsInstant()
  validTo?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The person for whom the role is held as a deputy.' })
  @IsOptional()
  @IsUUID()
  deputyFor?: string;
}

export class ConfirmationDto {
  @ApiPropertyOptional({
    minLength: 10,
    maxLength: 1000,
    description: 'Why one person does what two should; the auditor always sees it.',
  })
  @IsOptional()
  @IsString()
  @Length(10, 1000)
  ownApprovalReason?: string;
}

export class RoleGrantView extends RoleGrantDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiPropertyOptional({ format: 'uuid' })
  grantedBy?: string;

  @ApiProperty({ format: 'date-time' })
  grantedAt: string;

  @ApiPropertyOptional({ format: 'uuid' })
  confirmedBy?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  confirmedAt?: string;

  @ApiPropertyOptional()
  ownApprovalReason?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  endedAt?: string;
}

export class RoleGrantList {
  @ApiProperty({ type: [RoleGrantView] })
  items: readonly RoleGrantView[];
}

export class NewTokenDto {
  @ApiProperty({ minLength: 1, maxLength: 100 })
  @IsString()
  @Length(1, 100)
  label: string;

  @ApiProperty({ enum: ACTIONS, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ACTIONS.length)
  @IsString({ each: true })
  @Matches(/^[a-z. -]{1,40}$/, { each: true })
  scopes: string[];

  @ApiProperty({ format: 'date-time' })
  @IsInstant()
  expiresAt: string;
}

export class TokenView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  label: string;

  @ApiProperty({ isArray: true, type: String })
  scopes: readonly string[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;

  @ApiPropertyOptional({ format: 'date-time' })
  revokedAt?: string;
}

export class CreatedTokenView extends TokenView {
  @ApiProperty({ description: 'For `Authorization: Bearer`; answered once.' })
  secret: string;
}

export class TokenList {
  @ApiProperty({ type: [TokenView] })
  items: readonly TokenView[];
}
