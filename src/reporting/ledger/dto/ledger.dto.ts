import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { ENTRY_ORDERS, type EntryOrder } from '../../../ledgers/audit/audit.queries.js';
import { PageQuery } from '../../../platform/page.js';

const ACTOR_KINDS = ['person', 'system', 'partner'] as const;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const ENTRY_ID = /^[1-9]\d{0,17}$/;
export const SAMPLE_MAX = 500;

export class LedgerEntriesQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Id of the case.' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9-]{1,64}$/)
  case?: string;

  @ApiPropertyOptional({ description: 'The act, as it is written: `case.approve`.' })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9.-]{0,63}$/)
  act?: string;

  @ApiPropertyOptional({ enum: ACTOR_KINDS })
  @IsOptional()
  @IsIn(ACTOR_KINDS)
  actorKind?: (typeof ACTOR_KINDS)[number];

  @ApiPropertyOptional({ description: 'Id of a person, of a job, or a State.' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9.-]{1,64}$/)
  actor?: string;

  @ApiPropertyOptional({ description: 'At this instant or later: `2026-11-24T04:09:58.123Z`.' })
  @IsOptional()
  @Matches(INSTANT)
  from?: string;

  @ApiPropertyOptional({ description: 'Before this instant.' })
  @IsOptional()
  @Matches(INSTANT)
  until?: string;

  @ApiPropertyOptional({ enum: ENTRY_ORDERS, default: 'oldest first' })
  @IsOptional()
  @IsIn(ENTRY_ORDERS)
  order?: EntryOrder;

  @ApiPropertyOptional({
    description: 'Why personal values are needed in the clear; the reading and its reason are an entry of their own.',
    minLength: 10,
    maxLength: 500,
  })
  @IsOptional()
  @IsString()
  @Length(10, 500)
  reason?: string;
}

export class UnmaskingDto {
  @ApiPropertyOptional({
    description:
      'Why the personal values of this entry are needed in the clear; the reading and its reason are an entry.',
    minLength: 10,
    maxLength: 500,
  })
  @IsString()
  @Length(10, 500)
  reason: string;
}

export class ProofQuery {
  @ApiProperty({ description: 'Id of the entry.' })
  @Matches(ENTRY_ID)
  entry: string;
}

export class ConsistencyQuery {
  @ApiProperty({ description: 'The log.' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  epoch: number;

  @ApiProperty({ description: 'Size of the older checkpoint, which you hold.' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  from: number;
}

export class SampleQuery {
  @ApiProperty({
    description: 'Any text of your own; it stands in the ledger beside the draw, so that anybody can repeat it.',
  })
  @IsString()
  @Length(1, 64)
  seed: string;

  @ApiProperty({ minimum: 1, maximum: SAMPLE_MAX })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(SAMPLE_MAX)
  size: number;
}
