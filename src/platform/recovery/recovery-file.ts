import { type KeyObject } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeOnce } from '../key-file.js';
import { openWithKey, sealToKey, type SealedToKey } from './recovery-key.js';

const FORMAT = 'proofmark recovery file 1';

/** The file that is kept beside the backups; without the shares it is noise. */
export interface RecoveryFile extends SealedToKey {
  readonly format: typeof FORMAT;
  readonly state: string;
  /** Whose shares open it. */
  readonly set: string;
  readonly publicKey: string;
  readonly threshold: number;
  readonly madeAt: string;
}

/** Everything without which a backup of the database is of no use. */
export interface RecoveredSecrets {
  readonly masterKey: string;
  /** `signing/000001.json` and its text. */
  readonly keys: readonly { readonly path: string; readonly text: string }[];
}

type Place = Pick<RecoveryFile, 'state' | 'set' | 'publicKey' | 'threshold' | 'madeAt'>;

export function sealSecrets(secrets: RecoveredSecrets, place: Place): RecoveryFile {
  const bytes = Buffer.from(JSON.stringify(secrets), 'utf8');
  return { format: FORMAT, ...place, ...sealToKey(place.publicKey, bytes, contextOf(place)) };
}

/** Undefined for a text that is no recovery file. */
export function readRecoveryFile(text: string): RecoveryFile | undefined {
  try {
    const file = JSON.parse(text) as Partial<Record<keyof RecoveryFile, unknown>>;
    const texts = ['state', 'set', 'publicKey', 'madeAt', 'ephemeral', 'sealed'] as const;
    const whole =
      file.format === FORMAT &&
      texts.every((name) => typeof file[name] === 'string') &&
      Number.isInteger(file.threshold);
    return whole ? (file as unknown as RecoveryFile) : undefined;
  } catch {
    return undefined;
  }
}

export function openSecrets(file: RecoveryFile, key: KeyObject): RecoveredSecrets {
  return JSON.parse(openWithKey(key, file, contextOf(file)).toString('utf8')) as RecoveredSecrets;
}

/** Lays the keys into a data folder, never over one that is there. Answers the paths that were written. */
export function writeSecrets(dataFolder: string, { masterKey, keys }: RecoveredSecrets): readonly string[] {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const files = [...keys, { path: 'master.key', text: masterKey }];
  return files
    .filter(({ path }) => /^(?:(?:signing|sealing|ledger)\/\d{6}\.json|master\.key)$/.test(path))
    .filter(({ path, text }) => writeOnce(join(dataFolder, 'keys', ...path.split('/')), text))
    .map(({ path }) => path);
}

const contextOf = ({ state, set, madeAt }: Place): string => `recovery file of ${state}, set ${set}, ${madeAt}`;
