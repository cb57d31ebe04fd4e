import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { callersFiles, root, setUp } from './set-up.mjs';

// npm run demo [-- --exit --registry FILE --recoveries FILE --seed N --out DIR]: needs Node and npm and nothing else.
setUp();
const child = spawn(
  process.execPath,
  ['--enable-source-maps', join(root, 'dist', 'src', 'cli', 'node.js'), 'demo', ...callersFiles(process.argv.slice(2))],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, INIT_CWD: process.env.INIT_CWD ?? process.cwd() },
  },
);
// Ctrl-C reaches the child by itself; it stops the nodes in order, and this process waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
