import {
  type Component,
  type Firearm,
  type Holder,
  type LifecycleEvent,
  type Manufacture,
  type RecordedMark,
} from '../../domain/firearm/marking.js';
import { type Instant } from '../../domain/shared/instant.js';
import { type WeaponType } from '../../domain/messages/vocabulary.js';

/** A firearm with what only the registry itself needs to know of it. */
export interface StoredFirearm {
  readonly firearm: Firearm;
  readonly source: string;
  readonly rowIdentity: string;
  readonly rowDigest: string;
  readonly batchId?: string;
  readonly version: number;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
}

/** A firearm as one query brings it, its parts as JSON with null where nothing is known. */
export interface FirearmRow {
  readonly id: string;
  readonly source: string;
  readonly row_identity: string;
  readonly row_digest: string;
  readonly batch_id: string | null;
  readonly type: WeaponType;
  readonly manufacture: Manufacture;
  readonly make: string | null;
  readonly model: string | null;
  readonly calibre: string | null;
  readonly year_of_manufacture: number | null;
  readonly country_of_manufacture: string | null;
  readonly version: number;
  readonly recorded_at: string;
  readonly recorded_by: string;
  readonly components: readonly Component[];
  readonly holders: readonly Holder[];
  readonly events: readonly LifecycleEvent[];
}

export function firearmOf(row: FirearmRow): StoredFirearm {
  const firearm = known({
    id: row.id,
    type: row.type,
    manufacture: row.manufacture,
    make: row.make,
    model: row.model,
    calibre: row.calibre,
    yearOfManufacture: row.year_of_manufacture,
    countryOfManufacture: row.country_of_manufacture,
    components: row.components.map(
      (component) =>
        known({ ...component, marks: component.marks.map((mark) => known<RecordedMark>(mark)) }) as Component,
    ),
    holders: row.holders.map((holder) => known<Holder>(holder)),
    events: row.events.map((event) => known<LifecycleEvent>(event)),
  }) as Firearm;
  return {
    firearm,
    source: row.source,
    rowIdentity: row.row_identity,
    rowDigest: row.row_digest,
    ...(row.batch_id === null ? {} : { batchId: row.batch_id }),
    version: row.version,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  };
}

/** SQL says null where the domain has no member. */
function known<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null)) as T;
}
