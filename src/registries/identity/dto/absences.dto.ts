import { ApiProperty } from '@nestjs/swagger';
import { IsUUID, Matches } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class AbsenceDto {
  @ApiProperty({ format: 'uuid', description: 'A colleague who may work on the same cases.' })
  @IsUUID()
  deputyId: string;

  @ApiProperty({ format: 'date', description: 'First day, in the zone of the contact point.' })
  @Matches(DAY)
  from: string;

  @ApiProperty({ format: 'date', description: 'Last day.' })
  @Matches(DAY)
  until: string;
}

export class AbsenceView extends AbsenceDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ format: 'date-time' }) namedAt: string;
}

export class AbsenceList {
  @ApiProperty({ type: [AbsenceView] }) items: readonly AbsenceView[];
}
