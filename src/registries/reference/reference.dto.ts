import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, Matches } from 'class-validator';

export class NameQuery {
  @ApiPropertyOptional({ description: 'A name as written on a weapon or in a record; without it, the whole list.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(/^\P{Cc}+$/u)
  name?: string;
}

export class CodeLoadQuery {
  @ApiProperty({ description: 'Who published the list, with its edition.' })
  @IsString()
  @Length(1, 100)
  @Matches(/^\P{Cc}+$/u)
  source!: string;
}
