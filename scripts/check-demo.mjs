import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { callersFiles, root, setUp } from './set-up.mjs';

// npm run check-demo -- DIR: a folder that `npm run demo -- --out DIR` wrote.
setUp();
const { status } = spawnSync(
  process.execPath,
  [join(root, 'dist', 'src', 'cli', 'check-demo.js'), ...callersFiles(process.argv.slice(2))],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 2;
