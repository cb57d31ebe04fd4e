import { type Weapon } from '../../domain/messages/index.js';
import { type Instant } from '../../domain/shared/instant.js';
import { type Draft, type HolderCheck } from '../../domain/tracing/case.js';

/** A recovery as handed in: what its weapons have in common, and the weapons. */
export interface Incident {
  readonly id: string;
  readonly reference: string;
  readonly owningAgencyId: string;
  readonly sealed: boolean;
  readonly namedPersonIds: readonly string[];
  readonly openedAt: Instant;
  readonly openedBy: string;
  readonly version: number;
  readonly content: IncidentContent;
}

export interface IncidentContent {
  readonly exercise: boolean;
  /** Any parts of the requests to come that hold for every weapon. */
  readonly common: Draft['body'];
  readonly weapons: readonly RecoveredWeapon[];
}

export interface RecoveredWeapon {
  readonly weapon: Weapon;
  /** What differs for this one: date of recovery, circumstances. */
  readonly body?: Draft['body'];
  readonly nationalCheck?: readonly HolderCheck[];
  readonly inCustodySince?: Instant;
}
