import { Injectable } from '@nestjs/common';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import {
  newProfile,
  type ConfidentialityAssessment,
  type PartnerProfile,
  type PatternFlag,
} from '../../domain/directory/profile.js';
import { type Reader, type Tx } from '../../platform/transaction.js';

@Injectable()
export class ProfileRepository {
  /** A State that nobody has assessed has the profile of a new one, version 0. */
  async get(tx: Reader, country: string): Promise<PartnerProfile> {
    const [row] = await tx.query<Row>(`${COLUMNS} WHERE country = $1`, [country]);
    return row === undefined ? newProfile(country) : profileOf(row);
  }

  async listOf(tx: Reader, countries: readonly string[]): Promise<readonly PartnerProfile[]> {
    const rows = await tx.query<Row>(`${COLUMNS} WHERE country = ANY($1)`, [countries]);
    const known = new Map(rows.map((row) => [row.country, profileOf(row)]));
    return countries.map((country) => known.get(country) ?? newProfile(country));
  }

  async save(tx: Tx, profile: PartnerProfile, by: string, at: Instant): Promise<void> {
    await tx.execute(
      `INSERT INTO partner_profile (country, version, highest_level, confidentiality, assessed_on, suspended, suspended_reason, flags, note, updated_by, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (country) DO UPDATE SET
         version = excluded.version, highest_level = excluded.highest_level, confidentiality = excluded.confidentiality, assessed_on = excluded.assessed_on,
         suspended = excluded.suspended, suspended_reason = excluded.suspended_reason, flags = excluded.flags, note = excluded.note,
         updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
      [
        profile.country,
        profile.version,
        profile.highestLevel,
        profile.confidentiality,
        profile.assessedOn ?? null,
        profile.suspended,
        profile.suspendedReason ?? null,
        profile.flags,
        profile.note ?? null,
        by,
        at,
      ],
    );
  }
}

const COLUMNS = `SELECT country, version, highest_level, confidentiality, assessed_on::text AS assessed_on, suspended, suspended_reason, flags, note, updated_at FROM partner_profile`;

interface Row {
  readonly country: string;
  readonly version: number;
  readonly highest_level: 0 | 1 | 2;
  readonly confidentiality: ConfidentialityAssessment;
  readonly assessed_on: string | null;
  readonly suspended: boolean;
  readonly suspended_reason: string | null;
  readonly flags: PatternFlag[];
  readonly note: string | null;
  readonly updated_at: Date;
}

function profileOf(row: Row): PartnerProfile {
  return {
    country: row.country,
    version: row.version,
    highestLevel: row.highest_level,
    confidentiality: row.confidentiality,
    ...(row.assessed_on === null ? {} : { assessedOn: row.assessed_on }),
    suspended: row.suspended,
    ...(row.suspended_reason === null ? {} : { suspendedReason: row.suspended_reason }),
    flags: row.flags,
    ...(row.note === null ? {} : { note: row.note }),
    updatedAt: instantOf(row.updated_at),
  };
}
