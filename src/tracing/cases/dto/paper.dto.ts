import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import { LIMITS, type Outcome, OUTCOMES, type Role, ROLES } from '../../../domain/messages/index.js';
import {
  PAPER_CHANNELS,
  PAPER_KINDS,
  type PaperChannel,
  type PaperContent,
  type PaperKind,
} from '../../../domain/tracing/paper.js';
import { draftOf } from '../case-acts.service.js';
import { IsCalendarDate } from './calendar-date.js';
import { IsKnownCountry } from './known-country.js';

const MOST_LETTERS = 50;

export class PaperLetterDto {
  @ApiProperty({ enum: PAPER_KINDS }) @IsIn(PAPER_KINDS) kind: PaperKind;

  @ApiProperty({ enum: PAPER_CHANNELS }) @IsIn(PAPER_CHANNELS) channel: PaperChannel;

  @ApiProperty({ format: 'date', description: 'The day that stands on the letter.' })
  @IsCalendarDate()
  sentOn: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The day of its arrival, where the file tells it; clocks count from it.',
  })
  @IsOptional()
  @IsCalendarDate()
  receivedOn?: string;

  @ApiPropertyOptional({ enum: OUTCOMES, description: 'Of an answer: what it came to.' })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: Outcome;

  @ApiPropertyOptional({ format: 'date', description: 'Of a delay: the day by which the answer was promised.' })
  @IsOptional()
  @IsCalendarDate()
  until?: string;

  @ApiPropertyOptional({ maxLength: LIMITS.text, description: 'What it says, as far as it matters.' })
  @IsOptional()
  @IsString()
  @Length(1, LIMITS.text)
  says?: string;
}

export class PaperContentDto {
  @ApiPropertyOptional({ maxLength: LIMITS.name, description: 'Our own reference on the papers.' })
  @IsOptional()
  @IsString()
  @Length(1, LIMITS.name)
  ownReference?: string;

  @ApiPropertyOptional({ maxLength: LIMITS.name, description: 'The reference of the other State on the papers.' })
  @IsOptional()
  @IsString()
  @Length(1, LIMITS.name)
  partnerReference?: string;

  @ApiProperty({ type: Object, description: 'The request: parts of the body of a REQUEST, as in a draft.' })
  @IsObject()
  body: Record<string, unknown>;

  @ApiProperty({ type: [PaperLetterDto], description: 'The request first, then what followed it, in order.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LETTERS)
  @ValidateNested({ each: true })
  @Type(() => PaperLetterDto)
  letters: PaperLetterDto[];
}

export class NewPaperCaseDto extends PaperContentDto {
  @ApiProperty({ enum: ROLES, description: 'requester: we asked; responder: we were asked.' })
  @IsIn(ROLES)
  role: Role;

  @ApiProperty({ description: 'The other State; ISO 3166-1 alpha-3' })
  @IsKnownCountry()
  partner: string;

  @ApiPropertyOptional({ description: 'Practice: kept out of statistics.' })
  @IsOptional()
  @IsBoolean()
  exercise?: boolean;
}

/** The form was checked; the parts of the request by the schema of the wire. */
export function paperContentOf({ ownReference, partnerReference, body, letters }: PaperContentDto): PaperContent {
  return {
    ...(ownReference === undefined ? {} : { ownReference }),
    ...(partnerReference === undefined ? {} : { partnerReference }),
    body: draftOf(body, '/body'),
    letters: letters.map(({ kind, channel, sentOn, receivedOn, outcome, until, says }) => ({
      kind,
      channel,
      sentOn,
      ...(receivedOn === undefined ? {} : { receivedOn }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(until === undefined ? {} : { until }),
      ...(says === undefined ? {} : { says }),
    })),
  };
}
