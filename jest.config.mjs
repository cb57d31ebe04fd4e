import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = import.meta.dirname;
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/*
 * Jest cannot require() an ES module on Node below 24.9, and its native ESM mode does not run Nest 12. So the product and every
 * dependency that is ESM are compiled to CommonJS; the list is computed, so that a new dependency needs no entry here.
 */
const esmPackages = Object.keys(read('package-lock.json').packages).filter(
  (folder) =>
    folder.startsWith('node_modules/') &&
    existsSync(join(root, folder, 'package.json')) &&
    read(join(folder, 'package.json')).type === 'module',
);
/** CommonJS packages that call import() at run time, which Jest refuses without a flag. */
const dynamicImporters = ['@fastify/cookie'];
const compiled = [...dynamicImporters, ...esmPackages.map((folder) => folder.slice('node_modules/'.length))];

const { exclude: _specsToo, $schema: _editorOnly, ...swcrc } = read('.swcrc');

const shared = {
  rootDir: root,
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/support/env.mjs'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swcrc, swcrc: false, sourceMaps: 'inline', module: { type: 'commonjs' } }],
    '^.+\\.m?js$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: false,
        jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } },
        module: { type: 'commonjs', ignoreDynamic: false },
      },
    ],
  },
  transformIgnorePatterns: [`^${escape(root)}/node_modules/(?!(?:${compiled.map(escape).join('|')})/)`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/node_modules/.cache/'],
};

/** Two projects, because Jest runs a project's globalSetup only where one of its own specs is asked for: pure specs start no database. */
const rooms = (list) => list.map((room) => `<rootDir>/test/${room}/**/*.spec.ts`);

/** @type {import('jest').Config} */
export default {
  rootDir: root,
  maxWorkers: 2,
  // A shared machine may be many times slower than a free one; no test measures time.
  testTimeout: 180_000,
  reporters: ['default', '<rootDir>/test/support/room-reporter.mjs'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  projects: [
    { ...shared, displayName: 'pure', testMatch: rooms(['unit', 'property', 'vectors', 'simulation', 'architecture']) },
    {
      ...shared,
      displayName: 'node',
      testMatch: rooms(['contract', 'integration', 'network', 'web']),
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
  ],
};
