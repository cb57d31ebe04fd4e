import { NestFactory } from '@nestjs/core';
import { type INestApplicationContext } from '@nestjs/common';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { randomBytes } from 'node:crypto';
import { AppModule } from '../../app.module.js';
import { addMs } from '../../domain/shared/instant.js';
import { ClockSettings } from '../../platform/clock-setting.js';
import { Clock, SystemClock } from '../../platform/clock.js';
import { Watchdog } from '../../platform/embedded/watchdog.js';
import { provideServices, type Services } from '../../platform/embedded/services.js';
import { SeedService } from '../../registries/identity/seed.service.js';
import { type RegistryCells } from '../../registries/markings/imports.service.js';
import { ReferenceService, type Lexicon } from '../../registries/reference/reference.service.js';
import { registryCsv } from '../generate.js';
import { signIn, type Desk, type Desks } from './node-api.js';
import { NodeProcess } from './node-process.js';
import { PLAYED, seedPeople, type Played } from './people.js';
import { type State, STATES } from './registries.js';

const MINUTE_MS = 60_000;
type Each<T> = Readonly<Record<State, T>>;

/** The three nodes of the exercise: what it takes to make, fill, start and stop them. */
export class Nodes {
  private constructor(
    readonly services: Services,
    readonly processes: Each<NodeProcess>,
    private readonly contexts: Each<INestApplicationContext>,
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
    try {
      for (const state of STATES) {
        const name = `demo_${state.toLowerCase()}_${run.replace('-', '_')}`;
        processes[state] = await NodeProcess.prepare(state, name, join(folder, state), services, watchdog);
        contexts[state] = await NestFactory.createApplicationContext(
          AppModule.forRoot(processes[state].config, { bell: 'silent' }),
          { logger: ['error'] },
        );
      }
    } catch (error) {
      await services.stop();
      throw error;
    }
    return new Nodes(services, processes, contexts, watchdog, folder);
  }

  get lexicon(): Promise<Lexicon> {
    return this.contexts.USA.get(ReferenceService, { strict: false }).lexicon();
  }

  async seed(state: State, password: string): Promise<void> {
    await seedPeople(this.contexts[state].get(SeedService, { strict: false }), state, password);
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

  async signInAll(password: string): Promise<Each<Desks>> {
    const all = {} as Record<State, Desks>;
    await Promise.all(
      STATES.map(async (state) => {
        // One after the other: a node counts the sign-ins that one address has under way.
        const desks: Partial<Record<Played, Desk>> = {};
        for (const part of PLAYED) desks[part] = await signIn(state, this.processes[state].url, part, password);
        all[state] = desks as Desks;
      }),
    );
    return all;
  }

  /** The day of the exercise. */
  get today(): string {
    return this.contexts.XAA.get(Clock, { strict: false }).now().slice(0, 10);
  }

  /** One shift of one clock: all three nodes read it within a quarter of a second. */
  async moveClock(minutes: number): Promise<void> {
    const realAt = new SystemClock().now();
    const shownAt = addMs(realAt, minutes * MINUTE_MS);
    for (const state of STATES)
      await this.contexts[state].get(ClockSettings, { strict: false }).set({ realAt, shownAt, rate: 1 });
    await new Promise((done) => setTimeout(done, 600));
  }

  /** What only the setting up needed. */
  async closeContexts(): Promise<void> {
    for (const state of STATES) await this.contexts[state].close();
  }

  async stop(): Promise<void> {
    await Promise.all(STATES.map((state) => this.processes[state].stop()));
    await this.services.stop();
    this.watchdog.dismiss();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
