import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { root, setUp } from './set-up.mjs';

// npm run sbom [-- FILE]: what a node is made of, as CycloneDX; without development packages, from the lock, without the network.
setUp();
const file = process.argv[2];
const { status, stdout, stderr } = spawnSync(
  'npm',
  ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'],
  {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  },
);
if (status !== 0) {
  console.error(stderr);
  process.exit(status ?? 1);
}
const count = JSON.parse(stdout).components.length;
if (file === undefined) process.stdout.write(stdout);
else writeFileSync(file, stdout);
console.error(`${count} components${file === undefined ? '' : ` written to ${file}`}`);
