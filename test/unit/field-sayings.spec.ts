import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { AppModule } from '../../src/app.module.js';
import { BODIES } from '../../src/domain/messages/index.js';
import { StateEntry } from '../../src/domain/directory/entry.js';
import { patternRule, sayingOf } from '../../src/domain/shared/schema-saying.js';
import { SAID_CONSTRAINTS } from '../../src/platform/constraint-saying.js';

interface Constraint {
  readonly type: string;
  readonly name?: string;
  readonly constraints?: readonly unknown[];
}

/** Of every shape that the API takes: loading the application loads them all. */
function constraintsInUse(): readonly Constraint[] {
  expect(AppModule).toBeDefined();
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    readonly validationMetadatas: ReadonlyMap<unknown, readonly Constraint[]>;
  };
  return [...validationMetadatas.values()].flat();
}

/** Addresses and files that programs write, never a person: that the form is wrong is all that helps. */
const OF_PROGRAMS = new Set([
  '^[A-Za-z0-9_-]*$', // bytes of an attachment
  '^[A-Za-z0-9_-]+$', // the cursor of a list
  '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', // BCP 47
  '^[a-z. -]{1,40}$', // the scope of a token
  '^[a-z0-9][a-z0-9-]{2,59}$', // the id of a clock policy
  '^[a-z_]+:[^,:]+(,[a-z_]+:[^,:]+)*$', // the columns of a file
  '^[A-Z]{3}:[a-z][a-z ]{0,49}(:\\d{4}-\\d{2}-\\d{2})?(,[A-Z]{3}:[a-z][a-z ]{0,49}(:\\d{4}-\\d{2}-\\d{2})?){0,9}$', // papers on the trail
  '^[a-z][a-z0-9.-]{0,63}$', // an act of the ledger
  '^(tab|[^\\s"\\p{L}\\p{N}])$', // what separates the cells of a file; no page asks for it
]);

function patternsOfSchemas(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = (node as { readonly pattern?: unknown }).pattern;
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(node).flatMap(patternsOfSchemas)];
}

describe('what a person is told of a broken rule', () => {
  it('is known for every constraint that a shape of the API uses', () => {
    const used = constraintsInUse()
      .filter(({ type }) => !['conditionalValidation', 'whitelistValidation', 'nestedValidation'].includes(type))
      .map(({ name }) => name ?? '');
    expect(used.length).toBeGreaterThan(300);
    expect([...new Set(used)].filter((name) => !SAID_CONSTRAINTS.includes(name))).toEqual([]);
  });

  it('is known for every pattern that a person can break', () => {
    const ofShapes = constraintsInUse()
      .filter(({ name }) => name === 'matches')
      .map(({ constraints }) => String((constraints?.[0] as RegExp | undefined)?.source));
    const patterns = [...ofShapes, ...patternsOfSchemas(BODIES), ...patternsOfSchemas(StateEntry)];
    expect(patterns.length).toBeGreaterThan(30);
    expect([...new Set(patterns)].filter((one) => patternRule(one) === 'other' && !OF_PROGRAMS.has(one))).toEqual([]);
  });

  it.each([
    ['minLength', { limit: 1 }, { code: 'short', values: { number: 1 } }],
    ['maxItems', { limit: 9 }, { code: 'tooMany', values: { number: 9 } }],
    ['type', { type: 'integer' }, { code: 'whole' }],
    ['required', { requiredProperties: ['a'] }, { code: 'missing' }],
    ['boolean', {}, { code: 'unknown-field' }],
    ['pattern', { pattern: '^[A-Z]{3}$' }, { code: 'country' }],
    ['contains', {}, { code: 'other' }],
  ] as const)('of a schema is by its keyword: %s', (keyword, params, saying) => {
    expect(sayingOf({ keyword, params })).toEqual(saying);
  });
});
