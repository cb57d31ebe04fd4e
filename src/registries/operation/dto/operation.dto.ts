import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

export const SHARES_MAX = 16;
export const DRILL_RESULTS = ['whole', 'with losses', 'failed'] as const;
export type DrillResult = (typeof DRILL_RESULTS)[number];

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class SharesDto {
  @IsInt()
  @Min(2)
  @Max(SHARES_MAX)
  shares: number;

  @IsInt()
  @Min(2)
  @Max(SHARES_MAX)
  threshold: number;
}

export class DrillDto {
  @IsString()
  @Matches(DATE)
  restoredOn: string;

  /** Of when the copy was. */
  @IsString()
  @Matches(DATE)
  backupOn: string;

  @IsIn(DRILL_RESULTS)
  result: DrillResult;

  @IsOptional()
  @IsString()
  @Length(1, 1000)
  note?: string;
}
