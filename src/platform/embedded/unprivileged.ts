import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';

/** As whom a service runs: nobody else where we are ordinary, an ordinary account where we are root (both servers refuse or misuse root). */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

const ACCOUNTS = ['postgres', 'nobody'];

export function serviceAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  for (const name of ACCOUNTS) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)];
    if (uid !== undefined && gid !== undefined && uid !== 0) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody". Start as an ordinary user, or set DATABASE_URL.',
  );
}

/** A folder that this account owns and nobody else reads. */
export function ownFolder(path: string, account: Account): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}

/** Can this account walk to the path? A root caller's home is often closed to everyone else. */
export function reaches(account: Account, path: string): boolean {
  if (account.uid === undefined) return true;
  return spawnSync('test', ['-r', path], { ...account, cwd: '/' }).status === 0;
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout.trim()) : undefined;
}
