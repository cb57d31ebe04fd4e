import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { type PersonActor } from '../domain/shared/actor.js';
import { isUuid } from '../domain/shared/ids.js';
import { isInstant, type Instant } from '../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../platform/access/permit.decorator.js';
import { decodeCursor, PAGE_LIMIT, PageQuery, pageOf } from '../platform/page.js';
import { unwrap } from '../platform/problem.js';
import { NoticesService } from './notices.service.js';

export class NoticeView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ['seal broken', 'clock step reached'] }) code: string;
  @ApiPropertyOptional({ format: 'uuid' }) caseId?: string;
  @ApiProperty({ type: Object }) detail: object;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiPropertyOptional({ format: 'date-time' }) readAt?: string;
}

export class NoticePage {
  @ApiProperty({ type: [NoticeView] }) items: readonly NoticeView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

@ApiTags('notices')
@Controller('api/notices')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @Permit('signed in')
  @ApiOperation({ summary: 'What you were told, newest first.' })
  @ApiOkResponse({ type: NoticePage })
  async list(@CurrentActor() actor: PersonActor, @Query() query: PageQuery): Promise<NoticePage> {
    const limit = query.limit ?? PAGE_LIMIT;
    const before = query.after === undefined ? undefined : unwrap(placeOf(query.after));
    return pageOf(await this.notices.list(actor, before, limit + 1), limit, (notice) => [notice.at, notice.id]);
  }

  @Post(':id/reading')
  @HttpCode(204)
  @Permit('signed in')
  @ApiOperation({ summary: 'Marks one as read.' })
  @ApiNoContentResponse()
  async read(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    unwrap(await this.notices.read(actor, id));
  }
}

/** Time and id of the last notice of the page before; a hand-made cursor is refused before it reaches the SQL. */
function placeOf(after: string): Result<{ readonly at: Instant; readonly id: string }> {
  const decoded = decodeCursor(after, ['string', 'string']);
  if (!decoded.ok) return decoded;
  const [at, id] = decoded.value.map(String);
  return at !== undefined && id !== undefined && isInstant(at) && isUuid(id)
    ? succeed({ at, id })
    : refuse('field-invalid', { field: '/after', rule: 'a cursor of this list' });
}
