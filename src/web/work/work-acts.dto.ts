import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';

export class AssignManyDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  cases: string[];

  /** Whoever chooses nobody takes them. */
  @IsOptional()
  @IsUUID()
  personId?: string;
}

export class SavedViewDto {
  @IsString()
  @Length(1, 60)
  name: string;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  query?: string;
}
