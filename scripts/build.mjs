import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAssets } from './assets.mjs';
import { compile } from './compile.mjs';

// Built beside and then moved into place: a process that starts meanwhile finds the old build or the new one, never half of one.
const root = join(import.meta.dirname, '..');
const place = join(root, 'dist');
const fresh = join(root, 'node_modules', '.cache', `build-${process.pid}`);
const old = join(root, 'node_modules', '.cache', `build-${process.pid}-old`);
const files = compile(root, ['src', 'migrations', 'data/reference'], fresh);
await buildAssets(root, join(fresh, 'src', 'web', 'assets'));
if (existsSync(place)) renameSync(place, old);
renameSync(fresh, place);
rmSync(old, { recursive: true, force: true });
console.log(`built ${files} files into dist`);
