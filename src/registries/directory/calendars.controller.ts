import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { type Calendar } from '../../domain/deadlines/calendar.js';
import { dateOf } from '../../domain/directory/entry-check.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Clock } from '../../platform/clock.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { CalendarService } from './calendar.service.js';
import { CountryPipe } from './country.pipe.js';
import { DirectoryService } from './directory.service.js';
import { CalendarDto, CalendarQuery } from './dto/calendars.dto.js';

@ApiTags('directory')
@Controller('api/directory/calendars')
export class CalendarsController {
  constructor(
    private readonly directory: DirectoryService,
    private readonly calendars: CalendarService,
    private readonly clock: Clock,
  ) {}

  @Get(':country')
  @Permit('directory.read')
  @ApiOperation({ summary: 'The calendar that counts for a day; version 0 is Saturday and Sunday alone' })
  async find(@Param('country', CountryPipe) country: string, @Query() query: CalendarQuery): Promise<Calendar> {
    if (query.on !== undefined && dateOf(query.on, '').length > 0)
      throw new RefusalError(refuse('field-invalid', { field: '/on', rule: 'an existing date' }));
    return this.directory.calendarOf(
      null,
      country,
      query.on === undefined ? this.clock.now() : `${query.on}T00:00:00.000Z`,
    );
  }

  @Post(':country')
  @Idempotent()
  @Permit('policies.edit')
  @ApiOperation({ summary: 'A list of our own for a State that published none' })
  async add(
    @CurrentActor() actor: PersonActor,
    @Param('country', CountryPipe) country: string,
    @Body() body: CalendarDto,
  ): Promise<Calendar> {
    const { source, ...draft } = body;
    return unwrap(await this.calendars.addList(actor, country, draft, source));
  }
}
