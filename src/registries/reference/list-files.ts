import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lists that ship with the program: `data/reference`, beside the sources and beside what is built of them. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'data', 'reference');

/** A list of the program, as its file has it; a test holds every file against its schema. */
export function listFile(name: 'sources' | 'makes' | 'models' | 'calibres' | 'signs'): unknown {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as unknown;
}
