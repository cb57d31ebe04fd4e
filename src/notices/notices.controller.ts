import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../domain/shared/actor.js';
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
    const [at, id] = query.after === undefined ? [] : unwrap(decodeCursor(query.after, ['string', 'string']));
    const before = at === undefined || id === undefined ? undefined : { at: String(at), id: String(id) };
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
