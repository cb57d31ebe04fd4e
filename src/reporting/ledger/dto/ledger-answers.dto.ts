import { ApiProperty } from '@nestjs/swagger';
import { type Json } from '../../../domain/shared/canonical.js';

/** A personal value of an entry. */
export class PersonalValueDto {
  @ApiProperty({ description: 'base64url(SHA-256(salt || value)), as it stands in the entry.' })
  hash: string;

  @ApiProperty({
    type: String,
    nullable: true,
    required: false,
    description: 'Only where a reason was given; null: it was erased.',
  })
  value?: string | null;
}

export class ActorDto {
  @ApiProperty({ enum: ['person', 'system', 'partner'] })
  kind: string;

  @ApiProperty()
  id: string;
}

export class LedgerEntryDto {
  @ApiProperty()
  id: string;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The log; null in the second before the entry has its place.',
  })
  epoch: number | null;

  @ApiProperty({ type: Number, nullable: true })
  index: number | null;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty()
  act: string;

  @ApiProperty({ type: ActorDto })
  actor: ActorDto;

  @ApiProperty({ type: String, nullable: true })
  caseId: string | null;

  @ApiProperty({ type: String, nullable: true })
  thread: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true })
  data: Readonly<Record<string, Json>>;

  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/PersonalValueDto' } })
  personal: Readonly<Record<string, PersonalValueDto>>;
}

export class LedgerPageDto {
  @ApiProperty({ type: [LedgerEntryDto] })
  items: readonly LedgerEntryDto[];

  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}

export class CheckpointDto {
  @ApiProperty()
  epoch: number;

  @ApiProperty({ example: 'proofmark/XAA/1' })
  origin: string;

  @ApiProperty()
  size: number;

  @ApiProperty({ description: 'base64' })
  root: string;

  @ApiProperty({ description: 'The signed note (C2SP): keep it, and give it to verify-audit with --kept.' })
  note: string;
}

export class InclusionProofDto {
  @ApiProperty()
  epoch: number;

  @ApiProperty()
  index: number;

  @ApiProperty({ description: 'base64url of the leaf hash' })
  leaf: string;

  @ApiProperty({ description: 'The canonical text that is hashed.' })
  entry: string;

  @ApiProperty({ type: [String], description: 'base64url hashes from the leaf up (RFC 6962 2.1.1)' })
  proof: readonly string[];

  @ApiProperty({ description: 'The checkpoint under which it holds.' })
  checkpoint: string;
}

export class ConsistencyProofDto {
  @ApiProperty()
  epoch: number;

  @ApiProperty()
  from: number;

  @ApiProperty()
  to: number;

  @ApiProperty({ type: [String], description: 'base64url hashes (RFC 6962 2.1.2)' })
  proof: readonly string[];

  @ApiProperty({ description: 'The newer checkpoint.' })
  checkpoint: string;
}

export class PopulationDto {
  @ApiProperty()
  epoch: number;

  @ApiProperty({ description: 'Entries of the log that were drawn from.' })
  size: number;
}

export class SampleDto {
  @ApiProperty()
  seed: string;

  @ApiProperty()
  size: number;

  @ApiProperty({ type: [PopulationDto] })
  population: readonly PopulationDto[];

  @ApiProperty({ type: [LedgerEntryDto] })
  drawn: readonly LedgerEntryDto[];

  @ApiProperty({
    type: [LedgerEntryDto],
    description: "Approvals of one's own work, newest first: in every sample, whatever the seed.",
  })
  ownApprovals: readonly LedgerEntryDto[];

  @ApiProperty({ description: 'All approvals of own work; more than are shown where the setting limits them.' })
  ownApprovalCount: number;
}

export class LedgerLogDto {
  @ApiProperty()
  epoch: number;

  @ApiProperty({ description: 'Entries under its last checkpoint.' })
  size: number;

  @ApiProperty({ type: String, nullable: true, description: 'base64; null before the first checkpoint.' })
  root: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  signedAt: string | null;
}

export class WitnessDto {
  @ApiProperty({ description: 'A partner that was sent a receipt with our latest checkpoint.' })
  state: string;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

export class LedgerStateDto {
  @ApiProperty({ type: [LedgerLogDto] })
  logs: readonly LedgerLogDto[];

  @ApiProperty({ description: 'Entries that wait for their place.' })
  pending: number;

  @ApiProperty({ type: [WitnessDto] })
  witnesses: readonly WitnessDto[];

  @ApiProperty({ description: 'Seals that were ever broken.' })
  sealsBroken: number;
}
