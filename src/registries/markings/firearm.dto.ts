import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { HOLDER_KINDS, type HolderKind, type Manufacture, type MarkMethod } from '../../domain/firearm/marking.js';
import * as words from '../../domain/messages/vocabulary.js';
import { IsCalendarDate, IsCountry, IsName, IsYear } from './fields.js';

export class MarkDto {
  @ApiProperty({ enum: words.MARK_KINDS })
  @IsIn(words.MARK_KINDS)
  kind!: words.MarkKind;

  @ApiPropertyOptional({ description: 'As read, letter by letter.', maxLength: 200 })
  @IsOptional()
  @IsName()
  text?: string;

  @ApiPropertyOptional({ enum: words.MARK_METHODS })
  @IsOptional()
  @IsIn(words.MARK_METHODS)
  method?: MarkMethod;

  @ApiPropertyOptional({ description: 'Height of the characters in millimetres.' })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 4 })
  @Min(0.001)
  @Max(100)
  sizeMm?: number;

  @ApiPropertyOptional({ description: 'Depth of the characters in millimetres.' })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 4 })
  @Min(0.0001)
  @Max(10)
  depthMm?: number;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsName()
  position?: string;

  @ApiProperty({ enum: words.MARK_CONDITIONS })
  @IsIn(words.MARK_CONDITIONS)
  condition!: words.MarkCondition;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsName()
  material?: string;

  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-3; withdrawn codes are taken.' })
  @IsOptional()
  @IsCountry()
  country?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsYear()
  year?: number;
}

export class ComponentDto {
  @ApiProperty({ enum: words.COMPONENTS })
  @IsIn(words.COMPONENTS)
  kind!: words.ComponentKind;

  @ApiProperty({ description: 'Does its mark stand for the weapon (ITI 10)? Exactly one does.' })
  @IsBoolean()
  reference!: boolean;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsName()
  material?: string;

  @ApiProperty({ description: 'Replaced, or of another weapon.' })
  @IsBoolean()
  replaced!: boolean;

  @ApiProperty({ type: [MarkDto], maxItems: 40 })
  @IsArray()
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => MarkDto)
  marks!: MarkDto[];
}

export class HolderDto {
  @ApiProperty({ enum: HOLDER_KINDS })
  @IsIn(HOLDER_KINDS)
  kind!: HolderKind;

  @ApiProperty({ enum: words.PARTY_ROLES })
  @IsIn(words.PARTY_ROLES)
  role!: words.PartyRole;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsName()
  name?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsCountry()
  country?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsCalendarDate()
  from?: string;
}

export class LifecycleEventDto {
  @ApiProperty({ enum: words.LIFECYCLE_EVENTS })
  @IsIn(words.LIFECYCLE_EVENTS)
  kind!: words.LifecycleKind;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsCalendarDate()
  on?: string;

  @ApiPropertyOptional({ description: 'Where it happened.' })
  @IsOptional()
  @IsCountry()
  country?: string;

  @ApiPropertyOptional({ description: 'Destination of an export, origin of an import.' })
  @IsOptional()
  @IsCountry()
  otherCountry?: string;

  @ApiPropertyOptional({ description: 'Place of the acting holder in `holders`, from 0.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(49)
  holder?: number;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsName()
  document?: string;
}

export class RegisterFirearmDto {
  @ApiPropertyOptional({
    description: 'The id under which the source keeps the record; with `source`, it is taken once.',
  })
  @IsOptional()
  @IsName()
  sourceRecordId?: string;

  @ApiPropertyOptional({ description: 'Whose record this is; without it, the registry itself.', maxLength: 100 })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(/^\P{Cc}+$/u)
  source?: string;

  @ApiProperty({ enum: words.WEAPON_TYPES })
  @IsIn(words.WEAPON_TYPES)
  type!: words.WeaponType;

  @ApiProperty({ enum: words.MANUFACTURES })
  @IsIn(words.MANUFACTURES)
  manufacture!: Manufacture;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsName()
  make?: string;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsName()
  model?: string;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsName()
  calibre?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsYear()
  yearOfManufacture?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsCountry()
  countryOfManufacture?: string;

  @ApiProperty({ type: [ComponentDto], minItems: 1, maxItems: 20 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ComponentDto)
  components!: ComponentDto[];

  @ApiProperty({ type: [HolderDto], maxItems: 50 })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => HolderDto)
  holders!: HolderDto[];

  @ApiProperty({ type: [LifecycleEventDto], maxItems: 50 })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => LifecycleEventDto)
  events!: LifecycleEventDto[];
}
