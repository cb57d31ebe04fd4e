import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openSecrets, readRecoveryFile, writeSecrets, type RecoveryFile } from '../platform/recovery/recovery-file.js';
import { rebuildKey } from '../platform/recovery/recovery-key.js';
import { readShare } from '../platform/recovery/share-text.js';

const USAGE = `restore-keys --file FILE --into FOLDER
  Rebuilds the node's keys from a recovery file and the shares of its holders, who type them here one by one.
  FOLDER becomes the data folder (PROOFMARK_DATA); no key that is there is written over.
`;

/** `npm run node -- restore-keys`: needs no settings, since a machine that lost its keys has none. */
export async function run(args: readonly string[]): Promise<number> {
  const asked = askedOf(args);
  if (asked === undefined) return complain(USAGE, 2);
  const file = readRecoveryFile(readFileSync(asked.file, 'utf8'));
  if (file === undefined) return complain(`${asked.file} is not a recovery file.\n`, 1);
  process.stdout.write(
    `Recovery file of ${file.state}, made ${file.madeAt}. ${String(file.threshold)} shares are needed.\n`,
  );
  return restoreInto(asked.into, file, await typedShares(file));
}

/** From standard input, so that no share is left in the history of a shell or in the list of processes. */
async function typedShares(file: RecoveryFile): Promise<readonly Uint8Array[]> {
  const shares: Uint8Array[] = [];
  const lines = createInterface({ input: process.stdin, terminal: false });
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const share = readShare(file.set, line);
    if (share.ok) shares.push(share.bytes);
    else process.stderr.write(`This share was ${share.why}: type it again.\n`);
    if (shares.length === file.threshold) break;
    process.stdout.write(`${String(file.threshold - shares.length)} more.\n`);
  }
  lines.close();
  return shares;
}

async function restoreInto(folder: string, file: RecoveryFile, shares: readonly Uint8Array[]): Promise<number> {
  const key = await rebuildKey(shares, file.publicKey);
  if (key === undefined) return complain('These shares do not rebuild the key: too few, or one twice.\n', 1);
  const secrets = openSecrets(file, key);
  const written = writeSecrets(folder, secrets);
  process.stdout.write(
    [
      `${String(written.length)} of ${String(secrets.keys.length + 1)} files were written below ${folder}/keys; the others were there already.`,
      'In production the master key is a setting: give the content of keys/master.key to PROOFMARK_MASTER_KEY, then remove that file.',
      'Restore the database, run "recover", and make new shares: these have been seen together.\n',
    ].join('\n'),
  );
  return 0;
}

function askedOf(args: readonly string[]): { readonly file: string; readonly into: string } | undefined {
  try {
    const text = { type: 'string' } as const;
    const { file, into } = parseArgs({ args: [...args], options: { file: text, into: text } }).values;
    return file === undefined || into === undefined ? undefined : { file, into };
  } catch {
    return undefined;
  }
}

function complain(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
