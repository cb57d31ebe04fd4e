import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { callersFiles, root } from '../../scripts/set-up.mjs';

/**
 * npm run bench -- recall FILE [--records 1000000] [--seeds 20]: real serial numbers (columns make_as_recorded, serial_as_recorded,
 * calibre_as_recorded), planted among invented records of the same forms, are asked for once by each kind of damage and seed, with the make known. How
 * often does each stand among the first five? Equal scores count as the worst of their ranks.
 */
const FIRST = 5;
const GOAL = { all: 0.95, kind: 0.9 };
const LEAST_CHARACTERS = 5;
/** Of the records, so many are of a target's make and within one edit of it. */
const NEAR = 0.05;

const built = (path) => import(join(root, 'dist', 'src', path));
const DIGITS = [...'0123456789'];
const LETTERS = [...'ABCDEFGHJKLMNPRSTUVWXYZ'];
const SIGNS = [...DIGITS, ...LETTERS];

export async function run(args) {
  const { values, positionals } = parseArgs({
    args: callersFiles(args),
    allowPositionals: true,
    options: { records: { type: 'string', default: '1000000' }, seeds: { type: 'string', default: '20' } },
  });
  const [file] = positionals;
  const [records, seeds] = [Number(values.records), Number(values.seeds)];
  if (file === undefined || !Number.isSafeInteger(records) || !Number.isSafeInteger(seeds) || seeds < 1) {
    console.error('npm run bench -- recall FILE [--records 1000000] [--seeds 20]');
    return 2;
  }
  const law = {
    ...(await built('domain/firearm/serial-number.js')),
    ...(await built('domain/firearm/look-alikes.js')),
  };
  const targets = targetsIn(file, law);
  const node = await startRegistry();
  try {
    await fill(node, recordsAround(targets, records, law), law);
    const counts = await askAll(node, targets, seeds, law);
    return print(targets.length, records, counts);
  } finally {
    await node.stop();
  }
}

function targetsIn(file, { normalForm, characters }) {
  return parse(readFileSync(file), { columns: true, bom: true })
    .map((row) => ({
      make: row.make_as_recorded,
      serial: normalForm(row.serial_as_recorded),
      calibre: row.calibre_as_recorded,
    }))
    .filter(({ make, serial }) => make !== '' && characters(serial).length >= LEAST_CHARACTERS);
}

/** The targets first; then records within one edit of one, then records of the same forms. No make has a number twice. */
function* recordsAround(targets, count, { characters }) {
  const random = randomOf(1);
  const known = new Set(targets.map(({ make, serial }) => `${make} ${serial}`));
  yield* targets;
  for (let at = targets.length; at < count;) {
    const { make, serial, calibre } = random.oneOf(targets);
    const from = [...characters(serial)];
    const near = at < targets.length + count * NEAR;
    const other = near ? { make, calibre } : random.oneOf(targets);
    const number = (near ? edited(from, random) : from.map((one) => random.like(one))).join('');
    if (known.has(`${other.make} ${number}`)) continue;
    known.add(`${other.make} ${number}`);
    at += 1;
    yield { make: other.make, calibre: other.calibre, serial: number };
  }
}

function edited(from, random) {
  const at = random.below(from.length);
  const kind = random.below(3);
  if (kind === 0) return from.with(at, random.oneOf(SIGNS));
  return kind === 1 ? from.toSpliced(at, 1) : from.toSpliced(at, 0, random.oneOf(SIGNS));
}

const DAMAGES = {
  'look-alikes': (from, random, { lookAlikesOf }) => {
    const places = from.flatMap((one, at) => (lookAlikesOf(one).length > 0 ? [at] : []));
    if (places.length === 0) return undefined;
    const sure = random.oneOf(places);
    return from.map((one, at) =>
      places.includes(at) && (at === sure || random.below(2) === 0) ? random.oneOf(lookAlikesOf(one)) : one,
    );
  },
  'one illegible place': (from, random) => from.with(random.below(from.length), '?'),
  'one wrong character': (from, random) => {
    const at = random.below(from.length);
    return from.with(at, random.oneOf(SIGNS.filter((one) => one !== from[at])));
  },
  'a lost end': (from, random) => [...from.slice(0, -1 - random.below(2)), '*'],
};

async function askAll(node, targets, seeds, law) {
  const counts = new Map(Object.keys(DAMAGES).map((kind) => [kind, { asked: 0, found: 0 }]));
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = randomOf(seed);
    for (const [at, { make, serial }] of targets.entries())
      for (const [kind, damage] of Object.entries(DAMAGES)) {
        const typed = damage([...law.characters(serial)], random, law)?.join('');
        if (typed === undefined) continue;
        const count = counts.get(kind);
        count.asked += 1;
        if ((await rankOf(node, typed, make, idAt(at))) <= FIRST) count.found += 1;
      }
  }
  return counts;
}

async function rankOf({ transactions, finder, askedOf }, typed, make, id) {
  const filter = { make };
  const rules = { lookAlikes: true, oneEdit: true, filter };
  const { candidates } = await transactions.run((tx) => finder.find(tx, askedOf(typed, filter), rules));
  const target = candidates.find(({ firearmId }) => firearmId === id);
  return target === undefined ? Infinity : candidates.filter(({ score }) => score >= target.score).length;
}

/** A migrated database of its own and the node's services over it; both go with the run. */
async function startRegistry() {
  const [{ NestFactory }, services, databases, config, app, migrate] = await Promise.all([
    import('@nestjs/core'),
    built('platform/embedded/services.js'),
    built('platform/embedded/node-database.js'),
    built('platform/config.js'),
    built('app.module.js'),
    built('cli/migrate.js'),
  ]);
  const name = `recall_${process.pid}_${randomBytes(3).toString('hex')}`;
  const folder = join(root, '.proofmark', name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const provided = await services.provideServices({ folder: join(root, '.proofmark', 'services') });
  let context;
  const stop = async () => {
    await context?.close();
    await databases.dropNodeDatabase(provided.adminUrl, name);
    await provided.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { appUrl } = await databases.createNodeDatabase(provided.adminUrl, name, folder, migrate.migrateDatabase);
    const read = config.readConfig({}, { ...SETTINGS, 'node.dataFolder': folder, 'database.url': appUrl });
    if (!read.ok) throw new Error(config.printProblems(read.problems));
    context = await NestFactory.createApplicationContext(app.AppModule.forRoot(read.config, { bell: 'silent' }), {
      logger: ['error'],
    });
    const [{ Transactions }, { CandidateFinder, askedOf }, { ReferenceService }] = await Promise.all([
      built('platform/transaction.js'),
      built('registries/markings/candidate-finder.js'),
      built('registries/reference/reference.service.js'),
    ]);
    const get = (token) => context.get(token, { strict: false });
    const [transactions, finder] = [get(Transactions), get(CandidateFinder)];
    return { appUrl, stop, transactions, finder, askedOf, lexicon: await get(ReferenceService).lexicon() };
  } catch (error) {
    await stop();
    throw error;
  }
}

const SETTINGS = {
  'node.mode': 'test',
  'node.state': 'XAA',
  'node.exercise': true,
  'queue.backend': 'postgres',
  'log.level': 'error',
};

async function fill({ appUrl, lexicon }, records, { skeleton }) {
  const database = new pg.Client({ connectionString: appUrl });
  await database.connect();
  const keys = new Map();
  const keyOf = (kind, name) => {
    if (!keys.has(kind + name)) keys.set(kind + name, name === '' ? null : lexicon[`${kind}Key`](name));
    return keys.get(kind + name);
  };
  let at = 0;
  const write = async (rows) => {
    const ids = rows.map(() => idAt(at++));
    const columns = ['serial', 'make', 'calibre'].map((name) => rows.map((row) => row[name] || null));
    const folded = rows.map(({ serial }) => skeleton(serial));
    const makes = rows.map(({ make }) => keyOf('make', make));
    await database.query(INSERT, [ids, ...columns, folded, makes, rows.map((row) => keyOf('calibre', row.calibre))]);
  };
  let part = [];
  for (const record of records) {
    part.push(record);
    if (part.length === 10_000) await write(part.splice(0));
  }
  await write(part);
  await database.end();
}

const INSERT = `
WITH row AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) AS r (id, serial, make, calibre, skeleton, make_key, calibre_key)),
f AS (INSERT INTO firearm (id, source, row_identity, row_digest, type, manufacture, make, calibre, version, recorded_at, recorded_by)
  SELECT id, 'bench', id::text, '', 'self-loading pistol', 'industrial', make, calibre, 1, '2026-01-01T00:00:00Z', 'bench' FROM row),
c AS (INSERT INTO component (id, firearm_id, ordinal, kind, reference, replaced) SELECT id, id, 0, 'frame', true, false FROM row),
m AS (INSERT INTO mark (id, component_id, firearm_id, ordinal, kind, text_as_read, condition) SELECT id, id, id, 0, 'serial', serial, 'legible' FROM row),
a AS (INSERT INTO mark_character (character) SELECT DISTINCT regexp_split_to_table(serial, '') FROM row ON CONFLICT DO NOTHING)
INSERT INTO mark_key (mark_id, firearm_id, norm, skeleton, component_rank, make, calibre) SELECT id, id, serial, skeleton, 0, make_key, calibre_key FROM row`;

function print(targets, records, counts) {
  const share = ({ asked, found }) => found / Math.max(1, asked);
  const all = { asked: 0, found: 0 };
  console.log(
    `${targets} numbers among ${records} records; in the first ${FIRST}, the make known, ties as their worst rank`,
  );
  const line = (name, count, goal) => {
    const met = share(count) >= goal ? 'met' : 'falls short';
    const part = `${(100 * share(count)).toFixed(1)} %`.padStart(8);
    console.log(`${name.padEnd(22)}${part} of ${String(count.asked).padStart(6)}   goal ${100 * goal} %   ${met}`);
  };
  for (const [kind, count] of counts) {
    line(kind, count, GOAL.kind);
    all.asked += count.asked;
    all.found += count.found;
  }
  line('in total', all, GOAL.all);
  return 0;
}

function idAt(at) {
  return `019ad000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`;
}

/** mulberry32: the same numbers everywhere. */
function randomOf(seed) {
  let state = seed;
  const below = (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  };
  const oneOf = (list) => list[below(list.length)];
  return { below, oneOf, like: (one) => oneOf(/\d/.test(one) ? DIGITS : LETTERS) };
}
