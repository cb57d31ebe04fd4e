import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';
import { houseRules } from './scripts/lint-rules.mjs';

const ban = (selector, message) => ({ selector, message });

const bans = {
  present: [
    ban("NewExpression[callee.name='Date'][arguments.length=0]", 'Ask the injected Clock.'),
    ban("CallExpression[callee.name='Date']", 'Ask the injected Clock.'),
    ban("MemberExpression[object.name='Date'][property.name='now']", 'Ask the injected Clock.'),
    ban(
      "MemberExpression[object.name='Math'][property.name='random']",
      'Take randomness as an argument, or from node:crypto.',
    ),
  ],
  environment: [
    ban("MemberExpression[object.name='process'][property.name='env']", 'Take the setting from the injected Config.'),
    ban('ImportDeclaration[source.value=/^(node:)?process$/]', 'Take the setting from the injected Config.'),
  ],
  shape: [
    ban('ExportDefaultDeclaration', 'Named exports only.'),
    ban(
      "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>6]",
      'A constructor takes at most six things.',
    ),
  ],
  // Two whole nodes run in one process in tests.
  state: [
    ban(
      ":matches(Program, ExportNamedDeclaration) > VariableDeclaration[kind='let']",
      'No state in a module: two nodes share it.',
    ),
  ],
};
const banned = (...kinds) => ({ 'no-restricted-syntax': ['error', ...kinds.flatMap((kind) => bans[kind])] });

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.proofmark/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        globalThis: 'readonly',
      },
    },
    rules: { 'no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }] },
  },
  {
    // What runs in the browser.
    files: ['src/web/browser/**/*.js', 'scripts/screenshots.mjs', 'scripts/page-faults.mjs'],
    languageOptions: {
      globals: {
        document: 'readonly',
        window: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        TextDecoderStream: 'readonly',
        DOMParser: 'readonly',
        EventSource: 'readonly',
        localStorage: 'readonly',
        location: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: houseRules },
    rules: {
      ...banned('present', 'environment', 'shape', 'state'),
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Inject FETCH; only the outgoing clients do.' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          allowDefaultCaseForExhaustiveSwitch: false,
          considerDefaultExhaustiveForUnions: false,
          requireDefaultForNonUnion: false,
        },
      ],
      // Nest's modules are classes without a body.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Nest takes its options as plain objects where its types name a class.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An interface of the house asks for a promise; not each of its implementations has something to await.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // It asks for the `!` that no-non-null-assertion forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Config and Headers are read by their written names: config['room.name'].
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'migrations/**/*.ts'],
    rules: {
      'house/sql-time': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['src/platform/clock.ts'], rules: banned('environment', 'shape', 'state') },
  { files: ['src/platform/config.ts'], rules: banned('present', 'shape', 'state') },
  { files: ['src/platform/platform.module.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    // It compares the two clocks, and stores neither.
    files: ['src/platform/health.service.ts'],
    rules: { 'house/sql-time': 'off' },
  },
  {
    // A DTO is a class for its decorators alone: it has no methods that a spread could lose.
    files: ['src/**/*.controller.ts'],
    rules: { '@typescript-eslint/no-misused-spread': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      ...banned('present', 'shape'),
      // A spec that runs two nodes calls over the wire itself.
      'no-restricted-globals': 'off',
      // A body that came over HTTP has no type; the spec says what it expects of it.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['test/**/*.spec.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert', 'request.**.expect'] }],
      // Conditions over a table of cases are how the property and matrix specs are written.
      'jest/no-conditional-expect': 'off',
      'jest/no-standalone-expect': 'off',
      // Skipped means "not run" here, is counted, and fails under .ci/run.
      'jest/no-disabled-tests': 'off',
    },
  },
  prettier,
);
