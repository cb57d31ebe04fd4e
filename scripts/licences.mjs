import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * Every package of the lock against a list of licences that a State may run without asking its lawyers again. No registry is asked.
 * `--list` prints name, version and licence of each.
 */
const PERMISSIVE = [
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
  'CC0-1.0',
  'Unlicense',
  'Zlib',
  'PostgreSQL',
];
/** Tools that no node carries may also stand under these. */
const TOOLS_ONLY = ['MPL-2.0', 'CC-BY-4.0'];
/** Packages that stand under more, each with where its condition is met. */
const MET = {
  'date-holidays': { licence: '(ISC AND CC-BY-3.0)', where: 'NOTICE names the source of its holiday data' },
};

/** Does an SPDX expression leave a choice that the list allows? */
export function allowed(expression, list) {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  const either = () => {
    let value = both();
    while (tokens[0] === 'OR') value = (tokens.shift(), both()) || value;
    return value;
  };
  const both = () => {
    let value = one();
    while (tokens[0] === 'AND') value = (tokens.shift(), one()) && value;
    return value;
  };
  const one = () => {
    if (tokens[0] !== '(') return list.includes(tokens.shift());
    tokens.shift();
    const value = either();
    return tokens.shift() === ')' && value;
  };
  const value = either();
  return value && tokens.length === 0;
}

/** The packages of a lock that may not be used, each with why. */
export function refusedPackages(packages, licenceOf) {
  return packages.flatMap(({ folder, dev }) => {
    const licence = licenceOf(folder);
    const met = MET[folder.replace(/^.*node_modules\//, '')];
    if (met !== undefined && met.licence === licence) return [];
    const list = dev ? [...PERMISSIVE, ...TOOLS_ONLY] : PERMISSIVE;
    if (licence === undefined) return [{ folder, why: 'names no licence' }];
    return allowed(licence, list) ? [] : [{ folder, why: `${licence} is not on the list${dev ? ' for tools' : ''}` }];
  });
}

function main(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const packages = Object.entries(lock.packages)
    .filter(([folder]) => folder !== '')
    .map(([folder, entry]) => ({ folder, dev: entry.dev === true, version: entry.version, licence: entry.license }));
  const written = new Map(packages.map(({ folder, licence }) => [folder, licence]));
  const licenceOf = (folder) => written.get(folder) ?? installedLicence(join(root, folder, 'package.json'));
  if (process.argv.includes('--list'))
    for (const { folder, version } of packages)
      console.log(`${folder.replace(/^.*node_modules\//, '')} ${version} ${licenceOf(folder)}`);
  const refused = refusedPackages(packages, licenceOf);
  for (const { folder, why } of refused) console.error(`${folder}: ${why}`);
  console.log(`${packages.length} packages in the lock, ${refused.length} not allowed`);
  process.exitCode = refused.length === 0 ? 0 : 1;
}

function installedLicence(path) {
  if (!existsSync(path)) return undefined;
  const { license, licenses } = JSON.parse(readFileSync(path, 'utf8'));
  return license?.type ?? license ?? licenses?.map(({ type }) => type).join(' OR ');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(join(import.meta.dirname, '..'));
