import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { configOfProcess, printProblems } from './platform/config.js';
import { JobWorker } from './platform/job-worker.js';

/** Workers, relays and sweeps; no HTTP. */
const read = configOfProcess();
// Before the rooms are loaded: a refusal comes at once, and whatever state they are in.
if (!read.ok) {
  process.stderr.write(`${printProblems(read.problems)}\n`);
  process.exit(2);
}
const { AppModule } = await import('./app.module.js');
const app = await NestFactory.createApplicationContext(AppModule.forRoot(read.config), { bufferLogs: true });
app.useLogger(app.get(Logger));
app.enableShutdownHooks();
app.get(JobWorker).start();
