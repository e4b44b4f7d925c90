/**
 * Mocha's usual output, and the counts in a file for the command that started the run: a suite inside VS Code or in
 * a child process has no other way to say them that survives whatever the console does with its lines.
 */
import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';

/** Environment variable that names the file. */
export const resultVariable = 'PRODAWARE_TEST_RESULT';

export interface TestResult {
  passed: number;
  failed: number;
}

// oxlint-disable-next-line import/no-default-export -- mocha takes a reporter that is named by its file from there
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const file = process.env[resultVariable];
      const result: TestResult = { passed: this.stats.passes, failed: this.stats.failures };
      if (file !== undefined) writeFileSync(file, JSON.stringify(result));
    });
  }
}
