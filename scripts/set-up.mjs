import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** What every launcher does first, so that a fresh clone needs one command: the packages of the lock, then a build that is no older than the sources. */
export function setUp({ dev = false, build = 'when old' } = {}) {
  refuseOldNode();
  install(dev);
  if (build === 'always' || buildIsOld()) run(process.execPath, [join(root, 'scripts', 'build.mjs')]);
}

/** npm moves to the project's folder: a file that the caller named lies in the folder in which npm was called. */
export function callersFiles(args) {
  const from = process.env.INIT_CWD ?? process.cwd();
  return args.map((arg) => (!arg.startsWith('-') && existsSync(resolve(from, arg)) ? resolve(from, arg) : arg));
}

/** Runs a command of the project in the foreground; the launcher ends with its exit code where it fails. */
export function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Proofmark needs Node 20.19 or later; this is ${process.versions.node}.`);
  process.exit(1);
}

/** npm writes this file last, so a broken install is done again, as is one that lacks a package since a pull. An image has the packages that run, and no compiler. */
function install(dev) {
  const has = (name) => existsSync(join(root, 'node_modules', name));
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted = { ...dependencies, ...(dev || has('@swc/core') ? devDependencies : {}) };
  if (has('.package-lock.json') && Object.keys(wanted).every(has)) return;
  console.log('Installing the packages of package-lock.json (once) ...');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: process.platform === 'win32' });
}

function buildIsOld() {
  if (!existsSync(join(root, 'src')) || !existsSync(join(root, 'node_modules', '@swc', 'core'))) return false;
  const built = join(root, 'dist', 'package.json');
  return !existsSync(built) || newest(['src', 'migrations', 'scripts']) > statSync(built).mtimeMs;
}

function newest(folders) {
  let latest = 0;
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return latest;
}
