import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { configOfProcess, printProblems } from './platform/config.js';
import { JobWorker } from './platform/job-worker.js';

/** Workers, relays and sweeps; no HTTP. */
const read = configOfProcess();
if (!read.ok) {
  process.stderr.write(`${printProblems(read.problems)}\n`);
  process.exit(2);
}
const app = await NestFactory.createApplicationContext(AppModule.forRoot(read.config), { bufferLogs: true });
app.useLogger(app.get(Logger));
app.enableShutdownHooks();
app.get(JobWorker).start();
