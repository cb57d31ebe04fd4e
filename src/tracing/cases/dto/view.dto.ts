import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { INTENDED_USES, ROLES, type Role } from '../../../domain/messages/index.js';
import { CASE_STATES, type CaseState } from '../../../domain/tracing/case.js';
import { PageQuery } from '../../../platform/page.js';
import { type PastAct } from '../case-history.js';
import { IsKnownCountry } from './known-country.js';

export class CaseListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: CASE_STATES })
  @IsOptional()
  @IsIn(CASE_STATES)
  state?: CaseState;

  @ApiPropertyOptional({ enum: ROLES })
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-3' })
  @IsOptional()
  @IsKnownCountry()
  partner?: string;

  @ApiPropertyOptional({ description: "Either State's reference, whole." })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  reference?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  assigneeId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  incidentId?: string;
}

/** A line of a list: what a work list needs and no content. */
export class CaseLine {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ROLES }) role: Role;
  @ApiProperty({ format: 'uuid' }) thread: string;
  @ApiProperty({ enum: CASE_STATES }) state: CaseState;
  @ApiProperty() sharedState: string;
  @ApiPropertyOptional({ type: String, nullable: true }) partner: string | null;
  @ApiProperty() reference: string;
  @ApiPropertyOptional({ type: String, nullable: true }) partnerReference: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) incidentId: string | null;
  @ApiPropertyOptional({ type: Number, nullable: true }) item: number | null;
  @ApiPropertyOptional({ type: String, nullable: true }) previousCaseId: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) assigneeId: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) outcome: string | null;
  @ApiProperty() exercise: boolean;
  @ApiProperty({ format: 'date-time' }) openedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'The next due time among its running clocks.',
  })
  dueAt: string | null;
  @ApiProperty() version: number;
}

export class CasePage {
  @ApiProperty({ type: [CaseLine] }) items: readonly CaseLine[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class HistoryQuery {
  @ApiPropertyOptional({ minimum: 2, description: 'The version below which to go on: `next` of the page before.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(2_147_483_647)
  before?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class HistoryPage {
  @ApiProperty({ type: [Object], description: 'Who did what and when, and what was said with it.' })
  items: readonly PastAct[];
  @ApiProperty({ type: Number, nullable: true }) next: number | null;
}

/** Both streams by their last place and hash: what two States compare to see that they agree. */
export class StreamHeads {
  @ApiProperty({ format: 'uuid' }) thread: string;
  @ApiProperty() sharedState: string;
  @ApiProperty({ type: Object }) requester: { readonly seq: number; readonly hash: string | null };
  @ApiProperty({ type: Object }) responder: { readonly seq: number; readonly hash: string | null };
}

export class ExportDto {
  @ApiProperty({ enum: INTENDED_USES })
  @IsIn(INTENDED_USES)
  purpose: (typeof INTENDED_USES)[number];

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  recipient?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'The court, where the answer is to be evidence.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  court?: string;
}

const TRAIL =
  /^[A-Z]{3}:[a-z][a-z ]{0,49}(:\d{4}-\d{2}-\d{2})?(,[A-Z]{3}:[a-z][a-z ]{0,49}(:\d{4}-\d{2}-\d{2})?){0,9}$/;

export class RouteQuery {
  @ApiPropertyOptional({
    description:
      'States that papers or statements put on the trail: STATE:event:date, by commas; the date may be left out.',
    example: 'USA:sold:2022-06-09',
  })
  @IsOptional()
  @Matches(TRAIL)
  trail?: string;
}
