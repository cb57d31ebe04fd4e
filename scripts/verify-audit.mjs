import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root, setUp } from './set-up.mjs';

// npm run verify-audit -- FILE [--kept FILE]: file names are those of the folder in which npm was called.
setUp();
const from = process.env.INIT_CWD ?? process.cwd();
const args = process.argv
  .slice(2)
  .map((arg) => (!arg.startsWith('-') && existsSync(resolve(from, arg)) ? resolve(from, arg) : arg));
const { status } = spawnSync(process.execPath, [join(root, 'dist', 'src', 'cli', 'verify-audit.js'), ...args], {
  stdio: 'inherit',
});
process.exitCode = status ?? 2;
