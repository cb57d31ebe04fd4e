import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { ROLES, URGENCIES, type Role } from '../../../domain/messages/index.js';
import { PageQuery } from '../../../platform/page.js';
import { WORK_GROUPS, WORK_SCOPES, type WorkGroup, type WorkLine, type WorkScope } from '../work-list.js';
import { IsKnownCountry } from './known-country.js';

export class WorkListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: WORK_SCOPES, default: 'me' })
  @IsOptional()
  @IsIn(WORK_SCOPES)
  scope?: WorkScope;

  @ApiPropertyOptional({ enum: WORK_GROUPS })
  @IsOptional()
  @IsIn(WORK_GROUPS)
  group?: WorkGroup;

  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-3' })
  @IsOptional()
  @IsKnownCountry()
  partner?: string;

  @ApiPropertyOptional({ enum: ROLES })
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({ enum: URGENCIES })
  @IsOptional()
  @IsIn(URGENCIES)
  urgency?: (typeof URGENCIES)[number];

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  assigneeId?: string;
}

export class WorkListPage {
  @ApiProperty({ type: [Object] }) items: readonly WorkLine[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty({ type: Object, description: 'How many cases each group of the scope has.' })
  counts: Readonly<Record<WorkGroup | 'all', number>>;
  @ApiProperty({ type: [String], description: 'Absent colleagues whose deputy you are: their cases are among yours.' })
  standingInFor: readonly string[];
}
