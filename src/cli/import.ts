import { NestFactory } from '@nestjs/core';
import { SingleBar } from 'cli-progress';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AppModule } from '../app.module.js';
import { type Refusal, ERRORS } from '../domain/shared/refusal.js';
import { configOfProcess, printProblems, type Config } from '../platform/config.js';
import {
  columnNames,
  ImportsService,
  type ColumnNames,
  type ImportProgress,
  type ImportReport,
} from '../registries/markings/imports.service.js';

const USAGE = 'import FILE --source NAME [--columns field:column,field:column] [--check]\n';
const ERRORS_PRINTED = 20;

/** `npm run node -- import FILE --source NAME`: the same load as the API's, with a progress bar. Answers 1 where rows were refused. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { source: { type: 'string' }, columns: { type: 'string' }, check: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  const columns = columnNames(values.columns);
  if (file === undefined || values.source === undefined || !columns.ok) return fail(USAGE, 2);
  const size = await stat(file).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) return fail(`There is no file ${file}\n`, 2);
  const read = configOfProcess();
  if (!read.ok) return fail(`${printProblems(read.problems)}\n`, 2);
  return load(read.config, file, size, {
    source: values.source,
    columns: columns.value,
    mode: values.check ? 'check' : 'load',
  });
}

async function load(
  config: Config,
  file: string,
  size: number,
  options: { source: string; columns: ColumnNames; mode: 'check' | 'load' },
): Promise<number> {
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config, { bell: 'silent' }), {
    logger: ['error', 'warn'],
  });
  const bar = new SingleBar({ format: '{step} [{bar}] {percentage}% | {value}/{total}', stream: process.stderr });
  try {
    const show = progressOf(bar, size);
    const result = await app
      .get(ImportsService, { strict: false })
      .importCsv({ kind: 'system', id: 'cli.import' }, createReadStream(file), { ...options, onProgress: show });
    bar.stop();
    if (!result.ok) return fail(refusalText(result), 1);
    process.stdout.write(reportText(result.value));
    return result.value.refused > 0 ? 1 : 0;
  } finally {
    bar.stop();
    await app.close();
  }
}

function progressOf(bar: SingleBar, size: number): (progress: ImportProgress) => void {
  let step: ImportProgress['step'] | undefined;
  return ({ step: now, done, total = size }) => {
    if (step !== now) bar.start(total, 0, { step: now });
    step = now;
    bar.update(done);
  };
}

function reportText(report: ImportReport): string {
  const more = report.refused > ERRORS_PRINTED ? [`  ... and more: GET /api/firearms/imports/${report.id}/errors`] : [];
  return [
    `${report.mode === 'check' ? 'Checked' : 'Loaded'} ${report.source}: ${String(report.read)} rows read, ${String(report.loaded)} new, ${String(report.known)} known before, ${String(report.refused)} refused`,
    `  load ${report.id}, file ${report.fileDigest}`,
    ...report.errors
      .slice(0, ERRORS_PRINTED)
      .map((error) => `  line ${String(error.line)}${error.field === '' ? '' : `, ${error.field}`}: ${error.rule}`),
    ...more,
    '',
  ].join('\n');
}

function refusalText(refusal: Refusal): string {
  const reasons =
    refusal.reasons?.map((one) => `  ${one.text}`) ?? (refusal.rule === undefined ? [] : [`  ${refusal.rule}`]);
  return [ERRORS[refusal.code].title, ...reasons, ''].join('\n');
}

function fail(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
