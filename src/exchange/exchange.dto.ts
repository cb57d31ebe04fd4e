import { ApiProperty } from '@nestjs/swagger';

export class CapabilitiesDto {
  @ApiProperty({ description: 'ISO 3166-1 alpha-3.' })
  state!: string;

  @ApiProperty({ description: 'Versions of the wire that this node reads.', type: [Number] })
  versions!: number[];

  @ApiProperty({ description: 'Kinds of letter that this node reads.', type: [String] })
  kinds!: string[];

  @ApiProperty({ description: 'Most letters in one envelope.' })
  batchMax!: number;

  @ApiProperty({ description: 'Longest envelope, in bytes.' })
  maxBytes!: number;
}

export class GapDto {
  @ApiProperty()
  thread!: string;

  @ApiProperty({ description: 'ISO 3166-1 alpha-3.' })
  partner!: string;

  @ApiProperty({ enum: ['requester', 'responder'] })
  direction!: string;

  @ApiProperty({ description: 'The first place that is missing.' })
  fromSeq!: number;

  @ApiProperty({ description: 'Since the first letter behind the gap came.' })
  ageMs!: number;

  @ApiProperty({ required: false, description: 'When the partner was last asked to send again.' })
  askedAt?: string;
}

export class AlertDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty()
  code!: string;

  @ApiProperty({ required: false })
  thread?: string;

  @ApiProperty()
  at!: string;
}

export class WaitingDto {
  @ApiProperty({ description: 'ISO 3166-1 alpha-3.' })
  partner!: string;

  @ApiProperty({ description: 'Letters and receipts that wait for this partner.' })
  count!: number;

  @ApiProperty({ description: 'Age of the oldest.' })
  oldestAgeMs!: number;

  @ApiProperty({ description: 'Most failed attempts of one of them.' })
  attempts!: number;

  @ApiProperty({ required: false, description: 'Why the last attempt failed.' })
  lastError?: string;
}

export class ExchangeStatusDto {
  @ApiProperty({ type: [WaitingDto] })
  waiting!: WaitingDto[];

  @ApiProperty({ type: [GapDto] })
  gaps!: GapDto[];

  @ApiProperty({ type: [AlertDto], description: 'The latest fifty.' })
  alerts!: AlertDto[];

  @ApiProperty({ description: 'Refusals before any signature held, by code, of this process.', type: Object })
  refusals!: Record<string, number>;
}
