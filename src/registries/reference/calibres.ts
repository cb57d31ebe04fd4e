import { listFile } from './list-files.js';
import { NOT_OPENED } from './sources.js';

/** A calibre by its own key: the CIP or SAAMI name. Equivalent names are the same cartridge, not merely the same diameter. */
export interface Calibre {
  readonly key: string;
  readonly name: string;
  readonly equivalents: readonly string[];
  /** Those of the names which the source itself says are one. */
  readonly confirmed: readonly string[];
  readonly verified: boolean;
  /** Key of the source, or that none was opened. */
  readonly source: string;
}

interface CalibreFile {
  readonly calibres: readonly (Omit<Calibre, 'source'> & { readonly source?: string })[];
  readonly ambiguous: Readonly<Record<string, readonly string[]>>;
}

const FILE = listFile('calibres') as CalibreFile;

export const CALIBRES: readonly Calibre[] = FILE.calibres.map((one) => ({ ...one, source: one.source ?? NOT_OPENED }));

/**
 * Short names that stand for several cartridges, told apart only by the weapon: they agree with each of theirs, and certainly with none.
 * `.38` on a pistol slide is no `.38 Special`; an NCIC `9` mixes 9x19, 9x17 and 9x18 and is loaded, not shipped.
 */
export const AMBIGUOUS_CALIBRES = FILE.ambiguous;
