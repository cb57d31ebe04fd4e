import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoggerModule } from 'nestjs-pino';
import { CaseCipher } from './case-cipher.js';
import { ChangeFeed } from './change-feed.js';
import { ClockSettings } from './clock-setting.js';
import { Clock, OffsetClock, SystemClock } from './clock.js';
import { CONFIG, type Config } from './config.js';
import { appDataSourceOptions } from './data-source.js';
import { FaultPoints, faultOrder, killProcess, StrikingFaultPoints } from './fault-point.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { IdSource } from './id-source.js';
import { IdempotencyStore } from './idempotency/idempotency.store.js';
import { HandlerRegistry } from './job-handlers.js';
import { QueueBell, SilentBell } from './job-queue.js';
import { JobWorker } from './job-worker.js';
import { JobBell, JobHandlers, Sweeps } from './jobs.js';
import { KeyStore } from './key-store.js';
import { loggerParams } from './logger.js';
import { MasterKey } from './master-key.js';
import { FETCH, type Fetch } from './network.js';
import { RefusalPages } from './refusal-pages.js';
import { StandbyReads } from './standby-reads.js';
import { SweepRuns } from './sweep-runs.js';
import { SweepRunner } from './sweeps.js';
import { Transactions } from './transaction.js';

/** What a test or the demo puts in the place of the real thing. */
export interface PlatformOverrides {
  readonly clock?: Clock;
  readonly faultPoints?: FaultPoints;
  readonly fetch?: Fetch;
  /** `silent`: nothing rings, sweeps alone do the work. */
  readonly bell?: 'silent' | JobBell;
}

/** Built once for each node, so that two nodes in one process share nothing. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: Config, overrides: PlatformOverrides = {}): DynamicModule {
    const providers = [...fixed(config, overrides), ...PLUMBING];
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({ ...appDataSourceOptions(config), autoLoadEntities: true, retryAttempts: 1 }),
        LoggerModule.forRoot(loggerParams(config)),
      ],
      controllers: [HealthController],
      providers,
      exports: providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
    };
  }
}

const PLUMBING: Provider[] = [
  ChangeFeed,
  Transactions,
  StandbyReads,
  IdSource,
  KeyStore,
  MasterKey,
  CaseCipher,
  ClockSettings,
  HandlerRegistry,
  { provide: JobHandlers, useExisting: HandlerRegistry },
  SweepRuns,
  SweepRunner,
  { provide: Sweeps, useExisting: SweepRunner },
  JobWorker,
  IdempotencyStore,
  HealthService,
  RefusalPages,
];

function fixed(config: Config, overrides: PlatformOverrides): Provider[] {
  return [
    { provide: CONFIG, useValue: config },
    { provide: Clock, useValue: overrides.clock ?? (config['clock.shared'] ? new OffsetClock() : new SystemClock()) },
    { provide: FaultPoints, useValue: overrides.faultPoints ?? faultPointsOf(config) },
    { provide: FETCH, useValue: overrides.fetch ?? globalThis.fetch },
    bellOf(overrides.bell),
  ];
}

function bellOf(bell: PlatformOverrides['bell']): Provider {
  if (bell === 'silent') return { provide: JobBell, useClass: SilentBell };
  return bell === undefined ? { provide: JobBell, useClass: QueueBell } : { provide: JobBell, useValue: bell };
}

function faultPointsOf(config: Config): FaultPoints {
  if (config['faultPoint.kill'] === '') return new FaultPoints();
  const order = faultOrder(config['faultPoint.kill']);
  if (order === undefined) throw new Error(`there is no fault point "${config['faultPoint.kill']}"`);
  return new StrikingFaultPoints(order, killProcess);
}
