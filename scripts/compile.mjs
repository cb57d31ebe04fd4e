import { mkdirSync, readdirSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';

/** Compiles whole folders of the project to ES modules under `target`, one file each; whatever is not TypeScript is copied. */
export function compile(root, folders, target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  // The cache lies under node_modules, where Node would not find the project's own "type".
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }\n');
  let files = 0;
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const source = join(entry.parentPath, entry.name);
      const place = join(target, relative(root, source));
      mkdirSync(dirname(place), { recursive: true });
      if (extname(source) === '.ts') compileFile(root, source, place.slice(0, -3) + '.js');
      else copyFileSync(source, place);
      files += 1;
    }
  }
  return files;
}

function compileFile(root, source, place) {
  const { code, map } = transformFileSync(source, {
    configFile: join(root, '.swcrc'),
    cwd: root,
    sourceFileName: relative(dirname(place), source),
  });
  const mapName = `${place.slice(place.lastIndexOf('/') + 1)}.map`;
  writeFileSync(place, map === undefined ? code : `${code}\n//# sourceMappingURL=${mapName}\n`);
  if (map !== undefined) writeFileSync(`${place}.map`, map);
}
