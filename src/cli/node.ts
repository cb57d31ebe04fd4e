import 'reflect-metadata';

interface Verb {
  readonly meaning: string;
  /** A verb's module exports `run(args)`, which answers the exit code. Loaded only when it is called. */
  readonly load: () => Promise<{ run(args: readonly string[]): Promise<number> }>;
}

/** The operator's verbs: `npm run node -- VERB`. */
const VERBS: Readonly<Record<string, Verb>> = {
  'migrate': {
    meaning: 'bring the database up to this build, as its owner (DATABASE_OWNER_URL)',
    load: () => import('./migrate.js'),
  },
  'calendar': {
    meaning: 'draft the dated holidays of a State, for a person to check and enter',
    load: () => import('./calendar.js'),
  },
  'recover': {
    meaning: 'after a restore, before anything else runs: take back from the partners what was lost',
    load: () => import('./recover.js'),
  },
  'restore-keys': {
    meaning: 'after the loss of the machine: the keys again, from a recovery file and the shares of its holders',
    load: () => import('./restore-keys.js'),
  },
  'init': { meaning: 'make the keys and the first administrator of a new node', load: () => import('./init.js') },
  'demo': { meaning: 'three national nodes and a list of recovered firearms', load: () => import('./demo/demo.js') },
  'import': { meaning: 'load marking records from a CSV file: FILE --source NAME', load: () => import('./import.js') },
  'generate': {
    meaning: 'write invented marking records as CSV: --state XXX --count N --seed N',
    load: () => import('./generate.js'),
  },
};

const [name = '--help', ...args] = process.argv.slice(2);
const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
if (verb === undefined) {
  const width = Math.max(...Object.keys(VERBS).map((one) => one.length));
  const list = Object.entries(VERBS).map(([one, { meaning }]) => `  ${one.padEnd(width)}  ${meaning}`);
  const asked = name === '--help' || name === 'help';
  (asked ? process.stdout : process.stderr).write(
    `${asked ? '' : `There is no verb "${name}".\n`}npm run node -- VERB\n${list.join('\n')}\n`,
  );
  process.exitCode = asked ? 0 : 2;
} else {
  process.exitCode = await (await verb.load()).run(args);
}
