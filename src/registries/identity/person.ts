import { type PersonRole } from '../../domain/shared/actor.js';
import { type Instant } from '../../domain/shared/instant.js';

export interface Agency {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly version: number;
}

export interface Person {
  readonly id: string;
  readonly agencyId: string;
  readonly name: string;
  readonly signInName: string;
  readonly createdAt: Instant;
  readonly leftAt?: Instant;
  readonly version: number;
}

export interface RoleGrant {
  readonly id: string;
  readonly personId: string;
  readonly agencyId: string;
  readonly role: PersonRole;
  readonly validFrom: Instant;
  readonly validTo?: Instant;
  readonly deputyFor?: string;
  /** Absent: given at the command line when the node was initialised. */
  readonly grantedBy?: string;
  readonly grantedAt: Instant;
  readonly confirmedBy?: string;
  readonly confirmedAt?: Instant;
  readonly ownApprovalReason?: string;
  readonly endedAt?: Instant;
}

export interface ApiToken {
  readonly id: string;
  readonly personId: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt?: Instant;
}

export const LINK_PURPOSES = ['invite', 'reset', 'first administrator'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

export interface OneTimeLink {
  readonly id: string;
  readonly personId: string;
  readonly purpose: LinkPurpose;
  readonly expiresAt: Instant;
}

/** One spelling of a sign-in name: what people type differs in case, width and spaces around it. */
export function foldSignInName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
