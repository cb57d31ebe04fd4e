import { type WeaponType } from '../../domain/messages/vocabulary.js';
import { listFile } from './list-files.js';

/** A model of a make. What it was made as, and where its design comes from; others may have copied it. */
export interface Model {
  readonly key: string;
  /** Key of the make. */
  readonly make: string;
  readonly name: string;
  readonly spellings: readonly string[];
  readonly type: WeaponType;
  /** Keys of calibres, the usual one first. */
  readonly calibres: readonly string[];
  /** ISO 3166-1 alpha-3 of the present State. */
  readonly countries: readonly string[];
  /** The year of its first service. */
  readonly from: number;
  readonly verified: boolean;
  /** Key of the source. */
  readonly source: string;
}

export const MODELS = listFile('models') as readonly Model[];
