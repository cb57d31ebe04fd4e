import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/*
 * What a browser loads: two stylesheets (left to right; right to left) and the scripts of the components, each under the hash of its
 * content, also compressed, and a manifest. Compiled once for the same sources: it takes some seconds.
 */
const LIBRARIES = [
  'govuk-frontend',
  '@ministryofjustice/frontend',
  'sass',
  'rtlcss',
  'esbuild',
  'buffer',
  '@noble/curves',
  '@noble/hashes',
];
/** Scripts made of several files, also of the law's own: what judges a ledger in a browser is what judges it on the command line. */
const BUNDLES = { 'verify-ledger.js': 'src/web/browser/verifier/main.js' };
const BUNDLED = ['src/web/browser/verifier', 'src/domain/audit', 'src/domain/shared'];

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
  for (const folder of [sources, ...BUNDLED.map((one) => join(root, one))])
    for (const file of filesIn(folder)) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

async function make(root, place) {
  const { compile, Logger } = await import('sass');
  const { default: rtlcss } = await import('rtlcss');
  const { build } = await import('esbuild');
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
  for (const [name, path] of Object.entries(BUNDLES)) write(name, await bundle(build, root, join(root, path)));
  const sources = join(root, 'src', 'web', 'browser');
  const scripts = filesIn(sources).filter((file) => file.endsWith('.js') && file !== 'proofmark.js');
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

/** One file for a browser; what Node brings along stands in `verifier/` for it. */
async function bundle(build, root, entry) {
  const folder = join(root, 'src', 'web', 'browser', 'verifier');
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'inline',
    logLevel: 'error',
    absWorkingDir: root,
    alias: { 'node:crypto': join(folder, 'node-crypto.js') },
    inject: [join(folder, 'buffer.js')],
  });
  return outputFiles[0].text;
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
