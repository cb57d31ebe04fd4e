import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/*
 * What a browser loads: two stylesheets (left to right; right to left) and the scripts of the components, each under the hash of its
 * content, also compressed, and a manifest. Compiled once for the same sources: it takes some seconds.
 */
const LIBRARIES = ['govuk-frontend', '@ministryofjustice/frontend', 'sass', 'rtlcss'];

export async function buildAssets(root, target) {
  const kept = join(root, 'node_modules', '.cache', `web-assets-${keyOf(root)}`);
  if (!existsSync(kept)) await make(root, kept);
  rmSync(target, { recursive: true, force: true });
  cpSync(kept, target, { recursive: true });
}

function keyOf(root) {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename));
  for (const name of LIBRARIES) hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')));
  const sources = join(root, 'src', 'web', 'browser');
  for (const file of readdirSync(sources).sort()) hash.update(file).update(readFileSync(join(sources, file)));
  return hash.digest('hex').slice(0, 16);
}

async function make(root, place) {
  const { compile, Logger } = await import('sass');
  const { default: rtlcss } = await import('rtlcss');
  const fresh = `${place}-${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const manifest = {};
  const write = (name, text) => {
    const [stem, extension] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
    manifest[name] = `${stem}.${createHash('sha256').update(text).digest('hex').slice(0, 12)}${extension}`;
    writeFileSync(join(fresh, manifest[name]), text);
    writeFileSync(join(fresh, `${manifest[name]}.br`), brotliCompressSync(text));
    writeFileSync(join(fresh, `${manifest[name]}.gz`), gzipSync(text, { level: 9 }));
  };

  const { css } = compile(join(root, 'src', 'web', 'browser', 'proofmark.scss'), {
    loadPaths: [root],
    style: 'compressed',
    quietDeps: true,
    logger: Logger.silent,
    importers: [{ findFileUrl: (url) => (url.startsWith('node_modules/') ? pathToFileURL(join(root, url)) : null) }],
  });
  const own = withPictures(css, root, fresh);
  write('ltr.css', own);
  write('rtl.css', rtlcss.process(own));
  for (const [name, path] of Object.entries(SCRIPTS))
    write(name, readFileSync(join(root, 'node_modules', path), 'utf8').replace(/\/\/# sourceMappingURL=.*\s*$/, ''));
  const sources = join(root, 'src', 'web', 'browser');
  const scripts = readdirSync(sources).filter((file) => file.endsWith('.js') && file !== 'proofmark.js');
  // The entry comes last: it names the others by the hash of their content.
  for (const name of [...scripts, 'proofmark.js'])
    write(
      name,
      readFileSync(join(sources, name), 'utf8').replace(/'\.\/([a-z-]+\.js)'/g, (_, other) => `'./${manifest[other]}'`),
    );
  writeFileSync(join(fresh, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  if (existsSync(place)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, place);
}

const SCRIPTS = {
  'govuk-frontend.js': 'govuk-frontend/dist/govuk/govuk-frontend.min.js',
  'moj-frontend.js': '@ministryofjustice/frontend/moj/moj-frontend.min.js',
};

/** Copies the pictures that the styles name and no others: neither library's crest or crown may be ours. */
function withPictures(css, root, target) {
  const folders = [
    join(root, 'node_modules', '@ministryofjustice', 'frontend', 'moj', 'assets'),
    join(root, 'node_modules', 'govuk-frontend', 'dist', 'govuk', 'assets'),
  ];
  for (const [, path] of css.matchAll(/url\(["']?\/assets\/([^"')?#]+)/g)) {
    const found = folders.map((folder) => join(folder, path)).find((file) => existsSync(file));
    if (found !== undefined && !/crest|crown|logotype/.test(path)) cpSync(found, join(target, path));
  }
  return css;
}
