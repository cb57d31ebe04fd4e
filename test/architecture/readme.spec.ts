import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../src/platform/config.js';

const ROOT = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const readme = read('README.md');
const operating = read('docs/operating.md');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
const matches = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, one]) => one ?? '')),
];
const foldersOf = (path: string): string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true, recursive: false }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );

/** The built-in words of npm that are scripts of ours, and `npm run NAME`. */
const commands = (text: string): string[] => [
  ...matches(text, /npm run ([a-z-]+)/g),
  ...matches(text, /npm (test|start)\b/g),
];

describe('the README', () => {
  it('names the two commands first', () => {
    expect(commands(readme).slice(0, 1)).toEqual(['demo']);
    expect(commands(readme)).toContain('test');
  });

  it.each(commands(`${readme}\n${operating}`))('names a command that exists: %s', (name) => {
    expect(Object.keys(scripts)).toContain(name);
    for (const script of matches(scripts[name] ?? '', /((?:scripts|dist)\/[\w/.-]+)/g)) {
      const source = script.replace(/^dist\/(.*)\.js$/, '$1.ts');
      expect([source, existsSync(join(ROOT, source))]).toEqual([source, true]);
    }
  });

  const map = readme.slice(readme.indexOf('## The rooms'), readme.indexOf('The test rooms:'));
  it.each(matches(map, /^\| `([\w/]+)` \|/gm))('maps a room that exists: %s', (room) => {
    expect(existsSync(join(ROOT, room))).toBe(true);
  });

  it('leaves no room off the map', () => {
    for (const room of foldersOf('src')) expect(map).toContain(`\`src/${room}\``);
    const own = foldersOf('.').filter(
      (name) => !name.startsWith('.') && !['node_modules', 'dist', 'src', 'coverage', 'screenshots'].includes(name),
    );
    for (const folder of own) expect(map).toContain(`\`${folder}\``);
  });

  it('shows pictures that are there, and small enough for a slow line', () => {
    const pictures = matches(readme, /!\[[^\]]+\]\(([^)]+)\)/g);
    expect(pictures.length).toBeGreaterThanOrEqual(5);
    for (const picture of pictures) expect(statSync(join(ROOT, picture)).size).toBeLessThan(150_000);
  });

  it('names the test rooms that hold specs', () => {
    for (const room of foldersOf('test').filter((name) => !['support', 'bench'].includes(name))) {
      if (readdirSync(join(ROOT, 'test', room)).some((file) => file.endsWith('.spec.ts')))
        expect(readme).toContain(`\`${room}\` (`);
    }
  });

  it.each(matches(readme, /`((?:src|test|docs|docker|migrations|scripts)\/[\w/.-]+\.\w+)`/g))(
    'sends the reader to a file that exists: %s',
    (path) => {
      expect(existsSync(join(ROOT, path))).toBe(true);
    },
  );

  it.each(matches(readme, /\]\(([\w/.-]+)\)/g))('links to what exists: %s', (path) => {
    expect(existsSync(join(ROOT, path))).toBe(true);
  });
});

describe('the notes for operators', () => {
  const known: readonly string[] = Object.values(SETTINGS).map(({ env }) => env);

  it.each(matches(operating, /`((?:PROOFMARK|DATABASE|REDIS|QUEUE)_[A-Z_]+)(?:=[^`]*)?`/g))(
    'names a setting that exists: %s',
    (name) => {
      expect(known).toContain(name);
    },
  );

  it.each(matches(operating, /`((?:src|docker|docs)\/[\w/.-]+)`/g))(
    'sends the reader to a file that exists: %s',
    (path) => {
      expect(existsSync(join(ROOT, path))).toBe(true);
    },
  );
});
