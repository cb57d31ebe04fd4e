import { listFile } from './list-files.js';

/** Whose word it is: an authority's, or somebody's who collects, sells or writes. */
export const SOURCE_STANDINGS = ['official', 'private'] as const;

/** A publication that was opened and read. */
export interface Source {
  readonly key: string;
  readonly title: string;
  readonly publisher: string;
  readonly address: string;
  readonly standing: (typeof SOURCE_STANDINGS)[number];
  /** When it was read, YYYY-MM-DD. */
  readonly opened: string;
}

/** Stands for the source of an entry behind which there is general knowledge only. */
export const NOT_OPENED = 'not opened';

export const SOURCES = listFile('sources') as readonly Source[];
