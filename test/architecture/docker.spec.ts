import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'yaml';
import { readConfig, SETTINGS } from '../../src/platform/config.js';

const ROOT = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
const settingNames: readonly string[] = Object.values(SETTINGS).map(({ env }) => env);

interface Service {
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks?: Readonly<Record<string, unknown>>;
}

const FILES = ['docker/compose.yaml', 'docker/compose.two-countries.yaml'] as const;
const compose = (file: string): Compose => parse(read(file), { merge: true }) as Compose;
const everyService = FILES.flatMap((file) =>
  Object.entries(compose(file).services).map(([name, service]) => [file, name, service] as const),
);
const ours = everyService.filter(([, , { build }]) => build !== undefined);

/** The verb or entry that a command of ours ends in exists. */
function expectCommandExists(command: readonly string[]): void {
  const [npm, ...words] = command;
  expect(npm).toBe('npm');
  const script = words[0] === 'run' ? words[1] : words[0];
  expect(Object.keys(scripts)).toContain(script);
  for (const path of (scripts[script ?? ''] ?? '').match(/(dist|scripts)\/\S+/g) ?? []) {
    expect(existsSync(join(ROOT, path.replace(/^dist\/(.*)\.js$/, '$1.ts')))).toBe(true);
  }
  if (script === 'node') expect(read('src/cli/node.ts')).toMatch(new RegExp(`^\\s*'?${words.at(-1) ?? ''}'?:`, 'm'));
}

describe('the image', () => {
  const lines = read('docker/Dockerfile')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const values = (instruction: string): string[] =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));
  const stages = values('FROM').map((from) => / AS (\S+)$/.exec(from)?.[1]);
  const env = Object.fromEntries(values('ENV').map((pair) => pair.split('=') as [string, string]));

  it('copies only what exists and what its ignore file lets through', () => {
    const passed = read('docker/Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const sources = values('COPY')
      .filter((copy) => !copy.startsWith('--from='))
      .flatMap((copy) => copy.split(' ').slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) {
      expect(existsSync(join(ROOT, source))).toBe(true);
      expect(passed).toContain(source.split('/')[0]);
    }
  });

  it('copies from stages that stand above', () => {
    for (const [, stage] of values('COPY').map((copy) => /^--from=(\S+)/.exec(copy) ?? [])) {
      if (stage !== undefined) expect(stages).toContain(stage);
    }
  });

  it('runs on the Node that has long-term support, as no root', () => {
    expect(new Set(values('FROM').map((from) => from.split(' ')[0]))).toEqual(new Set(['node:24-slim']));
    expect(values('USER').at(-1)).toBe('node');
  });

  it('sets variables that are settings', () => {
    const known = [...settingNames, 'NODE_ENV'];
    for (const name of Object.keys(env)) expect(known).toContain(name);
  });

  it('exposes the port that it listens on', () => {
    expect(values('EXPOSE')).toEqual([env['PORT']]);
  });

  it('keeps its data where its volume is', () => {
    expect(values('VOLUME')).toEqual([env['PROOFMARK_DATA']]);
  });

  it('asks a health address that the node has', () => {
    expect(values('HEALTHCHECK').join(' ')).toContain('/health/ready');
    expect(read('src/platform/health.controller.ts')).toMatch(/@Controller\('health'\)[^]*@Get\('ready'\)/);
  });

  it('starts a command that exists', () => {
    expectCommandExists(JSON.parse(values('CMD').at(-1) ?? '[]') as string[]);
  });
});

describe.each(everyService)('%s: %s', (file, _name, service) => {
  const folder = posix.dirname(file);
  const whole = compose(file);

  it('is built from files that exist, or is an image', () => {
    expect(service.image).toMatch(/^(proofmark|[a-z/]+:\d+)$/);
    const context = posix.join(folder, service.build?.context ?? '..');
    expect(existsSync(join(ROOT, context, service.build?.dockerfile ?? 'package.json'))).toBe(true);
  });

  it('mounts only what is declared or exists', () => {
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':')[0] ?? '';
      if (source.startsWith('.')) expect(statSync(join(ROOT, folder, source)).isFile()).toBe(true);
      else expect(Object.keys(whole.volumes)).toContain(source);
    }
    for (const network of service.networks ?? []) expect(Object.keys(whole.networks ?? {})).toContain(network);
  });

  it('waits only for a service that can become what it waits for', () => {
    for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
      const other = whole.services[name];
      expect(other).toBeDefined();
      if (condition === 'service_healthy') expect(other?.healthcheck?.test).toBeDefined();
      if (condition === 'service_completed_successfully') expect(other?.command?.at(-1)).toBe('migrate');
    }
  });

  it('publishes to this machine alone, and a port that something listens on', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:3000$/);
  });
});

describe.each(ours)('%s: %s, a part of the node', (file, name, service) => {
  it('runs a command that exists', () => {
    expectCommandExists(service.command ?? []);
  });

  it('sets only variables that are settings', () => {
    for (const variable of Object.keys(service.environment ?? {})) expect(settingNames).toContain(variable);
  });

  it('is a configuration that the node accepts', () => {
    expect(readConfig({ ...imageEnvironment(), ...filledIn(service.environment ?? {}) })).toMatchObject({ ok: true });
  });

  it('reaches database and queue of its own State by their service names', () => {
    const { services } = compose(file);
    const prefix = /^[a-z]{3}-/.exec(name)?.[0] ?? '';
    const hosts = ['DATABASE_URL', 'REDIS_URL'].map(
      (variable) => new URL(filledIn(service.environment ?? {})[variable] ?? '').hostname,
    );
    expect(hosts).toEqual([`${prefix}postgres`, `${prefix}redis`]);
    for (const host of hosts) expect(services[host]).toBeDefined();
  });
});

describe.each(FILES)('%s', (file) => {
  const services = Object.values(compose(file).services);

  it('gives the owner of the database to the migrate step alone', () => {
    const holders = services.filter(({ environment }) => environment?.['DATABASE_OWNER_URL'] !== undefined);
    expect(holders.map(({ command }) => command?.at(-1))).toEqual(holders.map(() => 'migrate'));
    expect(holders.length).toBeGreaterThan(0);
  });

  it('has a queue that keeps an append-only file and evicts nothing', () => {
    const queues = services.filter(({ image }) => image?.startsWith('valkey/'));
    expect(queues.length).toBeGreaterThan(0);
    for (const { command } of queues) {
      expect(command?.join(' ')).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/);
    }
  });

  it('makes the roles that its addresses name', () => {
    const roles = read('docker/postgres-roles.sh');
    for (const { environment } of services) {
      for (const variable of ['DATABASE_URL', 'DATABASE_OWNER_URL']) {
        const url = filledIn(environment ?? {})[variable];
        if (url === undefined) continue;
        expect(roles).toContain(`CREATE ROLE ${new URL(url).username} LOGIN`);
        expect(roles).toContain(`CREATE DATABASE ${new URL(url).pathname.slice(1)} `);
      }
    }
    for (const [, variable] of roles.matchAll(/"\$([A-Z_]+)"/g)) {
      const given = [
        'POSTGRES_USER',
        'POSTGRES_DB',
        ...Object.keys(services.find(({ image }) => image?.startsWith('postgres:'))?.environment ?? {}),
      ];
      expect(given).toContain(variable);
    }
  });

  it('asks for no variable that env.example does not name', () => {
    const named = [...read('docker/env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    for (const [, variable] of read(file).matchAll(/\$\{([A-Z_]+)/g)) expect(named).toContain(variable);
  });
});

function imageEnvironment(): Record<string, string> {
  const pairs = [...read('docker/Dockerfile').matchAll(/^ENV (\w+)=(\S+)$/gm)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name ?? '', value ?? '']));
}

/** What a careful operator writes into docker/.env. */
function filledIn(environment: Readonly<Record<string, string>>): Record<string, string> {
  const operator: Record<string, string> = {
    PROOFMARK_STATE: 'XAA',
    PROOFMARK_ZONE: 'Africa/Abidjan',
    PROOFMARK_PUBLIC_URL: 'https://node.example',
    PROOFMARK_MASTER_KEY: '0123456789abcdef0123456789abcdef0123456789abcdef',
  };
  const fill = (text: string): string =>
    text.replace(/\$\{([A-Z_]+)(:[-?][^}]*)?\}/g, (_whole, name: string, rest: string | undefined) =>
      rest?.startsWith(':-') === true ? rest.slice(2) : (operator[name] ?? 'secret0123456789'),
    );
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
}
