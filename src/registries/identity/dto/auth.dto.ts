import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { ACTIONS } from '../../../domain/access/policy.js';
import { PERSON_ROLES } from '../../../domain/shared/actor.js';
import { PASSWORD_MAX_LENGTH } from '../password-rules.js';

export class SignInDto {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  signInName: string;

  @ApiProperty({ maxLength: PASSWORD_MAX_LENGTH })
  @IsString()
  @MinLength(1)
  @MaxLength(PASSWORD_MAX_LENGTH)
  password: string;
}

export class NewPasswordDto {
  @ApiProperty({ maxLength: PASSWORD_MAX_LENGTH })
  @IsString()
  @MaxLength(PASSWORD_MAX_LENGTH)
  password: string;
}

export class PasswordChangeDto extends NewPasswordDto {
  @ApiProperty({ maxLength: PASSWORD_MAX_LENGTH })
  @IsString()
  @MaxLength(PASSWORD_MAX_LENGTH)
  presentPassword: string;
}

export class SessionView {
  @ApiProperty()
  personId: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}

export class EndedView {
  @ApiProperty({ description: 'How many sessions were ended.' })
  ended: number;
}

export class RoleView {
  @ApiProperty({ enum: PERSON_ROLES })
  role: string;

  @ApiProperty()
  agencyId: string;

  @ApiProperty({ required: false, description: 'The person whose role this is, where it is held as a deputy.' })
  deputyFor?: string;
}

export class MeView {
  @ApiProperty()
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty()
  agencyId: string;

  @ApiProperty({ enum: ['session', 'token'] })
  via: string;

  @ApiProperty({ type: [RoleView] })
  roles: RoleView[];

  @ApiProperty({
    enum: ACTIONS,
    isArray: true,
    description: 'What the present roles and scopes allow, before any single case is looked at.',
  })
  actions: string[];
}
