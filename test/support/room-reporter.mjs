import { writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { ROOMS, roomTable } from './rooms.mjs';

/** Counts the tests of each room. The launcher of `npm test` names a file for the counts and prints them last; a bare `jest` prints here. */
export default class RoomReporter {
  counts = {};
  notRun = [];

  constructor(globalConfig) {
    this.testFolder = globalConfig.rootDir + sep + 'test';
  }

  onTestResult(_test, result) {
    const room = relative(this.testFolder, result.testFilePath).split(sep)[0];
    if (!ROOMS.includes(room)) throw new Error(`${result.testFilePath} lies in no test room`);
    const count = (this.counts[room] ??= { passed: 0, failed: 0, skipped: 0 });
    count.passed += result.numPassingTests;
    count.failed += result.numFailingTests;
    count.skipped += result.numPendingTests + result.numTodoTests;
    // A file that does not load has no tests, and must not look like an empty one.
    if (result.testExecError !== undefined && result.numFailingTests === 0) count.failed += 1;
    for (const { status, fullName } of result.testResults)
      if (status === 'pending' || status === 'todo') this.notRun.push(fullName);
  }

  onRunComplete() {
    const file = process.env.PROOFMARK_TEST_COUNTS;
    if (file !== undefined) writeFileSync(file, JSON.stringify({ counts: this.counts, notRun: this.notRun }));
    else
      process.stdout.write(
        `\n${[...this.notRun.map((name) => `not run: ${name}`), ...roomTable(this.counts)].join('\n')}\n`,
      );
  }
}
