import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '..', '..', 'scripts', 'licences.mjs');

describe('the licences of what we build on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proofmark-licences-'));
  mkdirSync(join(folder, 'scripts'));
  copyFileSync(SCRIPT, join(folder, 'scripts', 'licences.mjs'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const judge = (entry: object): { status: number | null; stderr: string } => {
    writeFileSync(
      join(folder, 'package-lock.json'),
      JSON.stringify({ packages: { '': {}, 'node_modules/some-package': entry } }),
    );
    return spawnSync(process.execPath, [join(folder, 'scripts', 'licences.mjs')], { encoding: 'utf8' });
  };

  it.each([
    ['a copyleft licence', { license: 'GPL-3.0-only' }],
    ['a copyleft licence of a tool', { license: 'AGPL-3.0-or-later', dev: true }],
    ['a licence for tools where it runs', { license: 'MPL-2.0' }],
    ['a good licence and a bad one', { license: '(MIT AND GPL-2.0-only)' }],
    ['a licence with an exception', { license: 'GPL-2.0-only WITH Classpath-exception-2.0' }],
    ['a text that is no licence', { license: 'SEE LICENSE IN EULA' }],
    ['an expression that does not end', { license: '(MIT OR ISC' }],
    ['no licence at all', {}],
  ])('refuse %s, by name', (_what, entry) => {
    const { status, stderr } = judge(entry);
    expect(status).toBe(1);
    expect(stderr).toContain('some-package');
  });

  it.each([
    ['a permissive licence', { license: 'BSD-3-Clause' }],
    ['a choice that holds one', { license: '(GPL-2.0-only OR MIT)' }],
    ['a choice within a sum', { license: 'ISC AND (Apache-2.0 OR LGPL-3.0-only)' }],
    ['a licence for tools at a tool', { license: 'MPL-2.0', dev: true }],
  ])('allow %s', (_what, entry) => {
    expect(judge(entry).status).toBe(0);
  });
});
