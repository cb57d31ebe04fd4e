import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fillAdministration } from './sample/administration.mjs';
import { fillAnswering } from './sample/answering.mjs';
import { fillAuditing } from './sample/auditing.mjs';
import { fillCases } from './sample/cases.mjs';
import { fillPolice } from './sample/police.mjs';
import { RECOVERY } from './sample/recovery.mjs';
import { fillRegistry } from './sample/registry.mjs';
import { fillRequests } from './sample/requests.mjs';
import { root } from './set-up.mjs';
import { routeFinder } from './walker.mjs';

const built = (path) => import(join(root, 'dist', 'src', path));

/**
 * One node with invented people and recoveries, from the build, in this process. Its database and folder go with it. `empty(url)` sees it while it has
 * nobody yet.
 */
export async function startSample(empty = async () => undefined) {
  const [{ NestFactory }, services, databases, network, config, http, app, migrate] = await Promise.all([
    import('@nestjs/core'),
    built('platform/embedded/services.js'),
    built('platform/embedded/node-database.js'),
    built('platform/embedded/process.js'),
    built('platform/config.js'),
    built('platform/http.js'),
    built('app.module.js'),
    built('cli/migrate.js'),
  ]);
  const name = `sample_${process.pid}_${randomBytes(3).toString('hex')}`;
  const folder = join(root, '.proofmark', name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const provided = await services.provideServices({ folder: join(root, '.proofmark', 'services') });
  let node;
  const stop = async () => {
    await node?.close();
    await databases.dropNodeDatabase(provided.adminUrl, name);
    await provided.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { appUrl } = await databases.createNodeDatabase(provided.adminUrl, name, folder, migrate.migrateDatabase);
    const port = await network.freePort();
    const url = `http://127.0.0.1:${port}`;
    const read = config.readConfig({}, settingsOf({ appUrl, folder, port, url }));
    if (!read.ok) throw new Error(config.printProblems(read.problems));
    const module = app.AppModule.forRoot(read.config, { bell: 'silent' });
    node = await NestFactory.create(module, http.createAdapter(read.config), { logger: ['error'] });
    await http.configureHttp(node, read.config);
    await node.listen(port, '127.0.0.1');
    const { Templates } = await built('web/page/templates.service.js');
    const shown = recordTemplates(node.get(Templates, { strict: false }));
    await empty(url);
    /** `shown`: the templates of which a page was made since the start. */
    return { url, stop, shown, ...(await fill(node)) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function settingsOf({ appUrl, folder, port, url }) {
  return {
    'node.mode': 'demo',
    'node.state': 'XAA',
    'node.exercise': true,
    'node.dataFolder': folder,
    'database.url': appUrl,
    'queue.backend': 'postgres',
    'http.port': port,
    'http.publicUrl': url,
    'http.ratePerMinute': 1_000_000,
    'log.level': 'error',
    'access.argon2MemoryKiB': 19_456,
    'access.argon2Passes': 2,
  };
}

async function fill(node) {
  const [{ PERSON_ROLES }, seeds, incidents, permits, { isPagePath }] = await Promise.all([
    built('domain/shared/actor.js'),
    built('registries/identity/seed.service.js'),
    built('tracing/incidents/incidents.service.js'),
    built('registries/identity/route-permits.service.js'),
    built('web/paths.js'),
  ]);
  const get = (token) => node.get(token, { strict: false });
  const password = randomBytes(12).toString('base64url');
  const person = (name, roles = []) => ({
    name: `${name[0].toUpperCase()}${name.slice(1)} of the exercise`,
    signInName: signInName(name),
    password,
    agency: 'National Point of Contact',
    roles,
  });
  const seed = get(seeds.SeedService);
  const by = await seed.found(person('first founder'), person('second founder'));
  const people = await seed.addPeople(
    by,
    PERSON_ROLES.map((role) => person(role, [role])),
  );
  const opened = await get(incidents.IncidentsService).handIn(people[PERSON_ROLES.indexOf('officer')], RECOVERY);
  if (!opened.ok) throw new Error(`the sample's recovery: ${opened.code}`);
  const filling = { get, built, person: (role) => people[PERSON_ROLES.indexOf(role)] };
  await fillRegistry(filling);
  const answered = opened.value.opened[0].id;
  await fillCases({ ...filling, opened: answered });
  const invitation = await fillAdministration(filling);
  await fillAnswering({ ...filling, recovery: RECOVERY });
  await fillPolice({ ...filling, recovery: RECOVERY });
  const atHome = await fillRequests({ ...filling, recovery: RECOVERY });
  await fillAuditing(filling);
  const { Sweeps } = await built('platform/jobs.js');
  /** What a worker would do meanwhile: entries get their place in the ledger, clocks ring. */
  const settle = async () => {
    for (const sweep of get(Sweeps).all()) if (!sweep.name.includes('dispatch')) await sweep.run();
  };
  await settle();
  const routes = get(permits.RoutePermits)
    .list()
    .filter(({ method, path }) => method === 'GET' && isPagePath(path))
    .map(({ path }) => path);
  return {
    password,
    roles: PERSON_ROLES,
    settle,
    /** A trace of our own that was answered. */
    answered,
    /** A draft of our own whose weapon our own registry knows. */
    atHome,
    /** What is open to who is not signed in. */
    strangers: ['/sign-in', invitation],
    routes,
    signInName,
    routeOf: routeFinder(routes),
  };
}

function recordTemplates(templates) {
  const shown = new Set();
  const render = templates.render.bind(templates);
  templates.render = (name, context) => {
    shown.add(name);
    return render(name, context);
  };
  return shown;
}

const signInName = (role) => role.toLowerCase().replaceAll(' ', '.');
