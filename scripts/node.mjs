import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { callersFiles, root, setUp } from './set-up.mjs';

// npm run node -- VERB ...: the operator's verbs, in a clone (built when needed) as in an image (built already).
setUp();
const entry = join(root, 'dist', 'src', 'cli', 'node.js');
const [verb, ...rest] = process.argv.slice(2);
const args = ['--enable-source-maps', entry, ...(verb === undefined ? [] : [verb, ...callersFiles(rest)])];
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
