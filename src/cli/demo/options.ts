import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { environmentValue } from '../../platform/config.js';

export interface DemoOptions {
  readonly exit: boolean;
  readonly seed: number;
  readonly registry: string;
  readonly recoveries: string;
  readonly sample: string;
  readonly form: string;
  /** Generated records of other weapons in the two registries of makers and importers together. */
  readonly others: number;
  readonly out?: string;
}

export const USAGE = `npm run demo -- [--exit] [--registry FILE] [--recoveries FILE] [--seed N] [--others N] [--out DIR]
  --registry    from what the makers' and importers' registries are built (default: the sample that ships)
  --recoveries  what is recovered and asked (default: the sample that ships)
  --seed        which rows of the registry get a record, and which of those are mis-keyed (default: 1)
  --others      generated records of other weapons in the registries (default: 50000)
  --out         writes summary.json and each node's ledger bundle
  --exit        ends when all is done; 0 where all is well`;

/** A text says what is wrong with the options. */
export function readOptions(args: readonly string[], data: string): DemoOptions | string {
  const file = { type: 'string' } as const;
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        exit: { type: 'boolean' },
        registry: file,
        recoveries: file,
        seed: file,
        others: file,
        out: file,
      },
    }));
  } catch (error) {
    return (error as Error).message;
  }
  const sample = join(data, 'sample-recoveries.csv');
  const options = { registry: values.registry ?? sample, recoveries: values.recoveries ?? sample };
  for (const path of Object.values(options)) if (!existsSync(path)) return `There is no file ${path}`;
  const seed = Number(values.seed ?? '1');
  if (!Number.isSafeInteger(seed) || seed < 0) return '--seed takes a whole number';
  const others = Number(values.others ?? '50000');
  if (!Number.isSafeInteger(others) || others < 0 || others > 400_000)
    return '--others takes a whole number up to 400000';
  return {
    ...options,
    exit: values.exit === true,
    seed,
    others,
    sample,
    form: join(data, 'batch-form.json'),
    ...(values.out === undefined ? {} : { out: resolve(environmentValue('INIT_CWD') ?? '.', values.out) }),
  };
}
