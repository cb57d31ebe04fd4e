import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { configOfProcess, printProblems } from './platform/config.js';
import { configureHttp, createAdapter } from './platform/http.js';
import { JobWorker } from './platform/job-worker.js';

/** HTTP: API, pages, partner endpoint. */
const read = configOfProcess();
// Before the rooms are loaded: a refusal comes at once, and whatever state they are in.
if (!read.ok) {
  process.stderr.write(`${printProblems(read.problems)}\n`);
  process.exit(2);
}
const { config } = read;
const { AppModule } = await import('./app.module.js');
const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), createAdapter(config), {
  bufferLogs: true,
});
app.useLogger(app.get(Logger));
app.enableShutdownHooks();
await configureHttp(app, config);
await app.listen(config['http.port'], config['http.host']);
if (config['node.runWorkers']) app.get(JobWorker).start();
