import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import {
  Channel,
  Contact,
  DatedCalendar,
  ENTRY_LIMITS,
  KEY_USES,
  MarkingPractice,
  PublishedTarget,
  StateEntry,
  type KeyUse,
} from '../../../domain/directory/entry.js';
import { PageQuery } from '../../../platform/page.js';
import { PROPOSAL_STATES, type ProposalState } from '../proposal.repository.js';

/** The schemas of the domain are JSON Schema as they stand; the document shows them, and `checkEntry` judges by them. */
const json = (schema: object): Record<string, unknown> => JSON.parse(JSON.stringify(schema)) as Record<string, unknown>;
// A schema and its type share one name, so the emitted type of the property would be the schema: `type` says what it is instead.
const shown = (schema: object, description = ''): ApiPropertyOptions => ({
  type: 'object',
  additionalProperties: true,
  allOf: [json(schema)],
  description,
});
const shownList = (schema: object): ApiPropertyOptions => ({ type: 'array', items: json(schema) });

export class EntryFileDto {
  @ApiProperty({ enum: ['proofmark directory entry 1'] })
  @Equals('proofmark directory entry 1')
  format: 'proofmark directory entry 1';

  @ApiProperty(shown(StateEntry))
  @IsObject()
  entry: StateEntry;
}

export class OwnChangesDto {
  @ApiPropertyOptional({ maxLength: ENTRY_LIMITS.name })
  @IsOptional()
  @IsString()
  @Length(1, ENTRY_LIMITS.name)
  authority?: string;

  @ApiPropertyOptional(shownList(Contact))
  @IsOptional()
  @IsArray()
  contacts?: Contact[];

  @ApiPropertyOptional(shown(Channel))
  @IsOptional()
  @IsObject()
  channel?: Channel;

  @ApiPropertyOptional(shownList(MarkingPractice))
  @IsOptional()
  @IsArray()
  markingPractices?: MarkingPractice[];

  @ApiPropertyOptional(shownList(PublishedTarget))
  @IsOptional()
  @IsArray()
  targets?: PublishedTarget[];

  @ApiPropertyOptional(shown(DatedCalendar, 'Without its version, which rises by itself.'))
  @IsOptional()
  @IsObject()
  calendar?: Omit<DatedCalendar, 'version'>;
}

export class CountriesQuery {
  @ApiPropertyOptional({ description: 'Also codes of States that have ended, with their successors.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  withdrawn?: boolean;
}

export class ProposalsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: PROPOSAL_STATES })
  @IsOptional()
  @IsIn(PROPOSAL_STATES)
  state?: ProposalState;
}

export class PinConfirmationDto {
  @ApiProperty({
    description: 'The digits that the partner read out at its published number; empty where the State has no keys.',
    maxLength: 200,
  })
  @IsString()
  @MaxLength(200)
  fingerprint: string;

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

export class ReasonDto {
  @ApiProperty({ minLength: 3, maxLength: 1000 })
  @IsString()
  @Length(3, 1000)
  reason: string;
}

export class KeyRevocationDto extends ReasonDto {
  @ApiProperty({ enum: KEY_USES })
  @IsIn(KEY_USES)
  use: KeyUse;

  @ApiProperty({ description: 'RFC 7638 thumbprint' })
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  kid: string;
}

export class KeyRotationDto {
  @ApiProperty({ enum: KEY_USES })
  @IsIn(KEY_USES)
  use: KeyUse;
}
