import { type CalendarDate } from '../shared/instant.js';
import {
  type ComponentKind,
  type LifecycleKind,
  type MarkCondition,
  type MarkKind,
  type PartyRole,
  type WeaponType,
  type MANUFACTURES,
  type MARK_METHODS,
} from '../messages/vocabulary.js';

export type Manufacture = (typeof MANUFACTURES)[number];
export type MarkMethod = (typeof MARK_METHODS)[number];

/** A recorded firearm: what it is, what stands on it, what happened to it and who held it. */
export interface Firearm {
  readonly id: string;
  readonly type: WeaponType;
  readonly manufacture: Manufacture;
  /** As recorded; the key of `registries/reference` stands beside it in the search index. */
  readonly make?: string;
  readonly model?: string;
  readonly calibre?: string;
  readonly yearOfManufacture?: number;
  /** ISO 3166-1 alpha-3, as marked or as recorded; withdrawn codes included, because weapons outlive States. */
  readonly countryOfManufacture?: string;
  /** 1..n; exactly one is the reference component (ITI 10). */
  readonly components: readonly Component[];
  /** In the order of time, undated ones where the source put them. */
  readonly events: readonly LifecycleEvent[];
  readonly holders: readonly Holder[];
}

export interface Component {
  readonly id: string;
  readonly kind: ComponentKind;
  /** The component whose mark stands for the weapon: frame, receiver or the control component of a modular weapon. */
  readonly reference: boolean;
  readonly material?: string;
  readonly replaced: boolean;
  readonly marks: readonly RecordedMark[];
}

export interface RecordedMark {
  readonly id: string;
  readonly kind: MarkKind;
  /** As read; absent where the mark is obliterated or absent. */
  readonly text?: string;
  readonly method?: MarkMethod;
  /** Height of the characters. */
  readonly sizeMm?: number;
  /** Depth of the characters, where somebody measured it. */
  readonly depthMm?: number;
  readonly position?: string;
  readonly condition: MarkCondition;
  readonly material?: string;
  readonly country?: string;
  readonly year?: number;
  /** True where a correction gave a better reading; kept, and no longer searched. */
  readonly superseded: boolean;
}

export interface LifecycleEvent {
  readonly id: string;
  readonly kind: LifecycleKind;
  readonly on?: CalendarDate;
  /** Where it happened: the State of export for `exported`, of import for `imported`. */
  readonly country?: string;
  /** The State at the other end: destination of an export, origin of an import. */
  readonly otherCountry?: string;
  /** The holder who acts: maker, exporter, importer, dealer. */
  readonly holderId?: string;
  readonly document?: string;
}

export const HOLDER_KINDS = ['company', 'State body', 'natural person'] as const;
export type HolderKind = (typeof HOLDER_KINDS)[number];

export interface Holder {
  readonly id: string;
  readonly kind: HolderKind;
  readonly role: PartyRole;
  /** Absent for a natural person whose data has been erased or may not be seen. */
  readonly name?: string;
  readonly country?: string;
  readonly from?: CalendarDate;
}

/** Marks by which a firearm is looked up: numbers and codes. Makers' names and proofs are what many weapons share. */
export const SEARCHED_MARKS = [
  'serial',
  'State stock',
  'force or unit',
  'confiscation',
] as const satisfies readonly MarkKind[];

/** 0 is the reference component, whatever its kind. ITI 10: frame and receiver are essential, the others are encouraged. */
const COMPONENT_RANKS = {
  'frame': 1,
  'receiver': 1,
  'lower receiver': 1,
  'control component': 1,
  'upper receiver': 2,
  'slide': 3,
  'barrel': 3,
  'bolt': 3,
  'breech block': 3,
  'cylinder': 3,
} as const satisfies Record<ComponentKind, number>;

export function componentRank(component: Pick<Component, 'kind' | 'reference'>): number {
  return component.reference ? 0 : COMPONENT_RANKS[component.kind];
}

export function isSearched(mark: Pick<RecordedMark, 'kind' | 'text' | 'superseded'>): boolean {
  return !mark.superseded && mark.text !== undefined && (SEARCHED_MARKS as readonly MarkKind[]).includes(mark.kind);
}
