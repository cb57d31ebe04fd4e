import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { LINK_PURPOSES } from '../person.js';

/** The first administrator's link is made at the command line alone. */
const ISSUED = LINK_PURPOSES.filter((purpose) => purpose !== 'first administrator');

export class AgencyDto {
  @ApiProperty({ minLength: 1, maxLength: 200 })
  @IsString()
  @Length(1, 200)
  name: string;
}

export class NewPersonDto {
  @ApiProperty({ minLength: 1, maxLength: 200 })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiProperty({ minLength: 3, maxLength: 200 })
  @IsString()
  @Length(3, 200)
  signInName: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  agencyId: string;
}

export class PersonChangeDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  agencyId?: string;
}

export class LinkDto {
  @ApiProperty({ enum: ISSUED })
  @IsString()
  @MaxLength(20)
  @IsIn(ISSUED)
  purpose: 'invite' | 'reset';
}

export class LinkView {
  @ApiProperty({ description: 'Shown once. Hand it to the person yourself, over a way that you trust.' })
  url: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}

export class AgencyView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty()
  version: number;
}

export class PersonView extends AgencyView {
  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  signInName: string;

  @ApiPropertyOptional({ format: 'date-time' })
  leftAt?: string;
}

export class InvitedView {
  @ApiProperty({ type: PersonView })
  person: PersonView;

  @ApiProperty({ type: LinkView })
  link: LinkView;
}

export class AgencyPage {
  @ApiProperty({ type: [AgencyView] })
  items: readonly AgencyView[];

  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}

export class PersonPage {
  @ApiProperty({ type: [PersonView] })
  items: readonly PersonView[];

  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}
