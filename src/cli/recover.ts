import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { RecoverService, type RecoverReport } from '../exchange/recover.service.js';
import { configOfProcess, printProblems } from '../platform/config.js';

/** `npm run node -- recover`: with the settings of the node, while neither its HTTP process nor its worker runs. */
export async function run(): Promise<number> {
  const read = configOfProcess();
  if (!read.ok) {
    process.stderr.write(`${printProblems(read.problems)}\n`);
    return 2;
  }
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(read.config, { bell: 'silent' }), {
    logger: ['error'],
  });
  try {
    const report = await app.get(RecoverService, { strict: false }).run();
    process.stdout.write(wordsOf(report));
    return report.partners.some(({ error, unplaced }) => error !== undefined || unplaced.length > 0) ? 1 : 0;
  } finally {
    await app.close();
  }
}

function wordsOf({ epoch, since, held, partners }: RecoverReport): string {
  return [
    `This node is now in epoch ${String(epoch)}; asked for what was exchanged since ${since}.`,
    held === null
      ? 'No partner holds a checkpoint of its ledger.'
      : `Its new log begins with the checkpoint of ${String(held.size)} entries that ${held.holder} holds.`,
    ...partners.map(({ partner, own, theirs, unplaced, error }) =>
      [
        `  ${partner}  own letters ${String(own)}, theirs ${String(theirs)}`,
        ...(unplaced.length === 0 ? [] : [`not placed: ${unplaced.join(', ')}`]),
        ...(error === undefined ? [] : [`gave nothing more back (${error}); run recover again when it answers`]),
      ].join('; '),
    ),
    '',
  ].join('\n');
}
