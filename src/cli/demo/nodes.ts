import { NestFactory } from '@nestjs/core';
import { type INestApplicationContext } from '@nestjs/common';
import { createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { randomBytes } from 'node:crypto';
import { AppModule } from '../../app.module.js';
import { addMs } from '../../domain/shared/instant.js';
import { ClockSettings } from '../../platform/clock-setting.js';
import { Clock, SystemClock } from '../../platform/clock.js';
import { dropNodeDatabase } from '../../platform/embedded/node-database.js';
import { isAlive } from '../../platform/embedded/process.js';
import { Watchdog } from '../../platform/embedded/watchdog.js';
import { provideServices, type Services } from '../../platform/embedded/services.js';
import { SeedService } from '../../registries/identity/seed.service.js';
import { type RegistryCells } from '../../registries/markings/imports.service.js';
import { ReferenceService, type Lexicon } from '../../registries/reference/reference.service.js';
import { registryCsv } from '../generate.js';
import { type Passwords } from './doors.js';
import { signIn, type Desk, type Desks } from './node-api.js';
import { NodeProcess } from './node-process.js';
import { PLAYED, seedPeople, signInName, type Played } from './people.js';
import { type State, STATES } from './registries.js';

const MINUTE_MS = 60_000;
type Each<T> = Readonly<Record<State, T>>;

/** The three nodes of the exercise: what it takes to make, fill, start and stop them. */
export class Nodes {
  private constructor(
    readonly services: Services,
    readonly processes: Each<NodeProcess>,
    private readonly contexts: Partial<Each<INestApplicationContext>>,
    private readonly watchdog: Watchdog,
    private readonly folder: string,
  ) {}

  static async make(place: string): Promise<Nodes> {
    const run = `${String(process.pid)}-${randomBytes(3).toString('hex')}`;
    const folder = resolve(place, `run-${run}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const services = await provideServices({ folder: join(place, 'services') });
    const watchdog = new Watchdog();
    const processes = {} as Record<State, NodeProcess>;
    const contexts = {} as Record<State, INestApplicationContext>;
    const nodes = new Nodes(services, processes, contexts, watchdog, folder);
    try {
      await clearLeftovers(place, services.adminUrl);
      for (const state of STATES) {
        processes[state] = await NodeProcess.prepare(
          state,
          databaseOf(run, state),
          join(folder, state),
          services,
          watchdog,
        );
        contexts[state] = await openContext(processes[state]);
      }
      return nodes;
    } catch (error) {
      await nodes.stop();
      throw error;
    }
  }

  private context(state: State): INestApplicationContext {
    const context = this.contexts[state];
    if (context === undefined) throw new Error('the setting up is over');
    return context;
  }

  get lexicon(): Promise<Lexicon> {
    return this.context('USA').get(ReferenceService, { strict: false }).lexicon();
  }

  async seed(state: State, passwords: Passwords): Promise<void> {
    await seedPeople(this.context(state).get(SeedService, { strict: false }), state, (name) => passwords.of(name));
  }

  /** By the operator's verb, in a process of its own. */
  async load(state: State, source: string, records: Iterable<RegistryCells>): Promise<void> {
    const file = join(this.folder, state, `${source.replaceAll(' ', '-')}.csv`);
    await pipeline(Readable.from(registryCsv(records)), createWriteStream(file));
    await this.processes[state].operate(['import', file, '--source', source]);
  }

  async start(): Promise<void> {
    await Promise.all(STATES.map((state) => this.processes[state].start()));
  }

  async signInAll(passwords: Passwords): Promise<Each<Desks>> {
    const all = {} as Record<State, Desks>;
    await Promise.all(
      STATES.map(async (state) => {
        // One after the other: a node counts the sign-ins that one address has under way.
        const desks: Partial<Record<Played, Desk>> = {};
        for (const part of PLAYED)
          desks[part] = await signIn(state, this.processes[state].url, part, passwords.of(signInName(state, part)));
        all[state] = desks as Desks;
      }),
    );
    return all;
  }

  /** The day of the exercise. */
  get today(): string {
    return this.context('XAA').get(Clock, { strict: false }).now().slice(0, 10);
  }

  /** One shift of one clock: all three nodes read it within a quarter of a second. */
  async moveClock(minutes: number): Promise<void> {
    const realAt = new SystemClock().now();
    const shownAt = addMs(realAt, minutes * MINUTE_MS);
    for (const state of STATES)
      await this.context(state).get(ClockSettings, { strict: false }).set({ realAt, shownAt, rate: 1 });
    await new Promise((done) => setTimeout(done, 600));
  }

  /** What only the setting up needed. */
  async closeContexts(): Promise<void> {
    for (const context of Object.values(this.contexts)) await context.close();
    for (const state of STATES) Reflect.deleteProperty(this.contexts, state);
  }

  /** Stops everything and leaves nothing behind but the empty services. */
  async stop(): Promise<void> {
    await Promise.all(Object.values(this.processes).map((one) => one.end()));
    await this.closeContexts();
    await clearRun(this.folder, this.services.adminUrl);
    await this.services.stop();
    this.watchdog.dismiss();
  }
}

function openContext({ config }: NodeProcess): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(AppModule.forRoot(config, { bell: 'silent' }), { logger: ['error'] });
}

const RUN = /^run-((\d+)-[0-9a-f]{6})$/;

function databaseOf(run: string, state: State): string {
  return `demo_${state.toLowerCase()}_${run.replace('-', '_')}`;
}

/** Runs whose launcher was killed before it could clear up. */
async function clearLeftovers(place: string, adminUrl: string): Promise<void> {
  for (const name of readdirSync(place)) {
    const pid = Number(RUN.exec(name)?.[2]);
    if (Number.isSafeInteger(pid) && pid !== process.pid && !isAlive(pid)) await clearRun(join(place, name), adminUrl);
  }
}

async function clearRun(folder: string, adminUrl: string): Promise<void> {
  const run = RUN.exec(basename(folder))?.[1];
  if (run !== undefined) for (const state of STATES) await dropNodeDatabase(adminUrl, databaseOf(run, state));
  rmSync(folder, { recursive: true, force: true });
}
